"""Rows of tests/host/test_shorten.py: private names of modules, names of parameters."""

from shorten_row import Row

MODULES = [
    Row(
        "functions, classes and variables of a module",
        """
        from micropython import const
        _LIMIT = const(5)
        _TEXT = const("five")
        _table = {}
        _count = 0
        class _Entry:
            pass
        def _note(name):
            global _count
            _count += 1
            _table[name] = _count
            return _Entry
        def note(name): _x = _note(name); return _x is _Entry and _count <= _LIMIT
        def hide(): _table = 3; return _table
        def begin():
            global _began
            _began = 6
        begin()
        print(note("a"), note("b"), sorted(_table.items()), _count, hide(), _TEXT, _began)
        """,
        "True True [('a', 1), ('b', 2)] 2 3 five 6",
        gone="_note _Entry _count _began",
        stays="_LIMIT _TEXT _x note hide",
    ),
    Row(
        "what other modules use",
        """
        from p.tools import _shown, public
        from p import tools
        import p.tools as _t
        print(_shown(), tools._reached(), public(), _t.public())
        """,
        "1 2 3 3",
        gone="_inner",
        stays="_shown _reached _t public",
        more={
            "p/tools.py": """
            def _shown(): return 1
            def _reached(): return 2
            def _inner(): return 3
            def public(): return _inner()
            """
        },
    ),
    Row(
        "modules that look at their own names",
        """
        import p.plain
        _first = 1
        def _second(): return 2
        print(globals()["_fi" + "rst"], _second(), p.plain.third())
        """,
        "1 2 3",
        gone="_third",
        stays="_first _second",
        more={"p/plain.py": "def _third(): return 3\ndef third(): return _third()\n"},
    ),
    Row(
        "names by text, names that are there already, names that are not private",
        """
        import sys
        _a = 1
        def _b(): return _a
        def _named(): return 4
        def _long(): return 5
        _, __twice, __name = 1, 2, 3
        for _ in (7,): pass
        here = sys.modules["p.it"]
        print(_b(), getattr(here, "_named")(), _long(), _, __twice, __name)
        print(__import__("p._hid")._hid.x)
        """,
        "1 4 5 7 2 3\n8",
        gone="_a _b _long",
        stays="_named _ __twice __name _hid",
        more={"p/_hid.py": "x = 8\n"},
    ),
    Row(
        "texts, comments and letters of more than one byte",
        '''
        """_word: the _module has _words."""
        def _word(texte):
            """_word again."""
            # _word too
            ж = "_Ж"; return "Привет, " + texte; _word
        class Буква:
            def _слово(self, буква): return "ё" + буква + str(self._слог)
            _слог = 1
            def да(self): return (self
                ._слово)(буква="ю") + self . _слово ("я") \\
                + self._слово("щ")
        print(_word("мир"), Буква().да())
        ''',
        "Привет, мир ёю1ёя1ёщ1",
        gone="_word _слово _слог texte",
        stays="буква",
    ),
]

PARAMETERS = [
    Row(
        "closures, defaults, lambdas, comprehensions",
        """
        size = 3
        def outer(size, first=size):
            def inner(second, third=first): return (first, second, third, size)
            some = [size + x for x in range(first) if x < size]
            return inner(9), some, (lambda y, z=size: y + z)(1)
        print(outer(2), (lambda first: lambda other: (first, other))(1)(2))
        """,
        "((3, 9, 3, 2), [2, 3], 3) (1, 2)",
        gone="first second third other",
    ),
    Row(
        "nonlocal and every way to bind again",
        """
        class Held:
            def __enter__(self): return 8
            def __exit__(self, kind, wrong, trace): pass
        def count(total, caught, loop, kept, walrus, dead):
            def more():
                nonlocal total
                total += 1
                return total
            try: raise ValueError(1)
            except ValueError as caught: seen = caught.args
            for loop in (4, 5): pass
            with Held() as kept: pass
            [walrus := n for n in (6, 7)]
            del dead
            def Held2(): return kept
            return more(), more(), total, seen, loop, kept, walrus, Held2()
        print(count(1, 2, 3, 4, 5, 6))
        """,
        "(2, 3, 3, (1,), 5, 8, 7, 8)",
        gone="total loop kept walrus dead caught trace wrong",
    ),
    Row(
        "passed by keyword, or bound by an import",
        """
        def speed(way, time, unit="m"): return way / time, unit
        def load(json, other):
            import json
            return json.loads("[1]"), other
        print(speed(6, time=3), load(1, 2))
        """,
        "(2.0, 'm') ([1], 2)",
        gone="way unit other",
        stays="time json",
    ),
    Row(
        "names that would hide others",
        """
        key = "global key"
        def value(): return "global value"
        def use(first, second): return first, second, key, value()
        def inner(first):
            key, end = 1, 2
            return lambda second, third: (first, second, third, key, end)
        def built(first): return len(first), sorted(first), sum(first), id(first) == id(first)
        def deeper(first):
            def local():
                end = 5
                return first, end
            return local()
        total = 9
        def shadow(total):
            class Box:
                # With this the interpreter takes get()'s total for the module's; Python does not.
                total = 1
                def get(self): return total
            return Box().get(), Box.total
        def reach(count_):
            def put():
                global count_
                count_ = 6
            put()
            return count_
        class Holder:
            def keep(self, first):
                class Inside:
                    key = first
                    def get(self, second): return self.key, first, second
                return Inside().get(5)
        print(use(1, 2), inner(3)(4, 5), built([2, 1]), Holder().keep(4))
        print(deeper(4), shadow(2), reach(3), count_)
        """,
        "(1, 2, 'global key', 'global value') (3, 4, 5, 1, 2) (2, [1, 2], 3, True) (4, 4, 5)\n"
        "(4, 5) (9, 1) 3 6",
        gone="first second third",
        stays="total",
    ),
    Row(
        "f-strings, **named, *rest and names after it",
        """
        def text(shown, plain): return f"{shown}" + plain
        def named(first, **more): return first, sorted(more.items())
        def rest(first, *others, only=1): return first, others, only
        def fine(first): return first
        print(text("a", "b"), named(1, key=2), rest(1, 2, only=3), fine(4))
        """,
        "ab (1, [('key', 2)]) (1, (2,), 3) 4",
        gone="plain",
        stays="shown only others more",
    ),
    Row(
        "calls whose names are made at run time",
        """
        def slow(way, time): return way, time
        class Motor:
            def __init__(self): self._rate = 1
            def get(self, more): return self._rate + more
        asked = {"ti" + "me": 1}
        print(slow(2, **asked), Motor().get(3))
        """,
        "(2, 1) 4",
        gone="_rate",
        stays="way time more",
    ),
    Row(
        "the same towards modules outside",
        """
        import other
        def slow(way): return way
        print(slow(2), other.ask(**{"way": 3}), dict(**{"a": 4}))
        """,
        "2 3 {'a': 4}",
        more={"p/b.py": "def fast(rate): return rate\n"},
        gone="rate",
        lib={"other.py": "def ask(way): return way\n"},
    ),
    Row(
        "generators, coroutines, decorators, functions of native code",
        """
        import asyncio, micropython
        def twice(function): return lambda number: function(function(number))
        @twice
        def grow(number): return number + 1
        def steps(until):
            for step in range(until): yield until, step
        async def wait(text): await asyncio.sleep(0); return text
        class Count:
            @property
            def one(self): return 1
            def add(self, more): return self.one + more
        @micropython.viper
        def fast(number: int) -> int: return number * 2
        print(grow(1), list(steps(2)), asyncio.run(wait("w")), Count().add(1), fast(4))
        """,
        "3 [(2, 0), (2, 1)] w 2 8",
        gone="function number until text more",
    ),
]
