"""Rows of tests/host/test_shorten.py: private attributes and methods, and who reaches them."""

from shorten_row import Row

MEMBERS = [
    Row(
        "attributes and methods through self and cls",
        """
        class Lamp:
            _made = 0
            def __init__(self): self._level, self._on = 1, False
            def _turn(self): self._on = not self._on; return self._on
            @classmethod
            def make(cls): cls._made += 1; return cls()
            @staticmethod
            def _half(self): return self // 2
            @property
            def state(self): return (self._turn(), self._level, self._made, self._half(8))
            def later(self): return [self._level + i for i in (1, 2)], (lambda: self._on)()
        lamp = Lamp.make(); print(lamp.state, lamp.later())
        """,
        "(True, 1, 1, 4) ([2, 3], True)",
        gone="_made _level _on _turn _half",
        stays="self cls make later state",
    ),
    Row(
        "a base in another module, and two sisters that share their names",
        """
        from p.base import Kind
        import p.base
        class Left(Kind):
            def __init__(self): super().__init__(); self._port = "l"; self._extra = 1
            def _mix(self): return self._port + self._name
        class Right(p.base.Kind):
            def __init__(self): super().__init__(); self._port = "r"
            def all(self): return self._mix() + self._port + self._name
        print(Left().show(), Right().show(), Right().all())
        """,
        "l-k-k -k-k -kr-k",
        gone="_port _extra _mix _name",
        more={
            "p/base.py": """
            class Kind:
                def __init__(self): self._name = "-k"
                def _mix(self): return self._name
                def show(self): return self._mix() + self._name
            """
        },
    ),
    Row(
        "one object of two sisters",
        """
        class One:
            def __init__(self): self._b1 = 1
            def one(self): return self._b1
        class Two:
            def two(self): self._a2 = 2; return self._a2
        class Both(One, Two):
            def all(self): return self.two() + self.one() * 10
        print(Both().all())
        """,
        "12",
        gone="_b1 _a2",
    ),
    Row(
        "reached into from elsewhere",
        """
        class Purse:
            def __init__(self, sum): self._sum, self._notes = sum, []
            def more(self, other): self._notes.append(1); return self._sum + other._sum
        class Bank:
            def __init__(self): self._sum = 100
        print(Purse(1).more(Purse(2)), Bank()._sum)
        """,
        "3 100",
        gone="_notes",
        stays="_sum",
    ),
    Row(
        "named in a text",
        """
        class Box:
            _depth = 3
            def __init__(self): self._width, self._height, self._rest = 1, 2, 4
            def get(self, name):
                return getattr(self, "_width"), getattr(self, "_he" + name), self._rest
            def known(self): return hasattr(self, "_depth"), f"{self._depth}"
        class Table:
            FIELDS = "_left _right".split()
            def __init__(self): self._left, self._right = 5, 6
            def all(self): return [getattr(self, name) for name in self.FIELDS]
        print(Box().get("ight"), Box().known(), Table().all())
        """,
        "(1, 2, 4) (True, '3') [5, 6]",
        gone="_rest",
        stays="_width _height _depth _left _right",
    ),
    Row(
        "the names of a base outside",
        """
        from umqtt.simple import MQTTClient
        from other import Thing
        class Link(MQTTClient):
            def __init__(self): super().__init__(); self._wire = "w"
            def _send_str(self, s): return self._wire + s
        class Part(Thing):
            def __init__(self): super().__init__(); self._mine = 5
            def both(self): return self._mine, self._hidden
        class Broken(Exception):
            def __init__(self, why): super().__init__(why); self._why = why
            def text(self): return self._why
        print(Link().publish("x"), Part().both(), Broken("no").text())
        """,
        "wxa (5, 7) no",
        gone="_wire _why",
        stays="_send_str _mine _hidden",
        lib={
            "umqtt/__init__.py": "",
            "umqtt/simple.py": """
            class MQTTClient:
                def __init__(self): self.sock = "a"
                def _send_str(self, s): return s
                def publish(self, s): return self._send_str(s) + self.sock
            """,
            "other.py": "class Thing:\n    def __init__(self): self._hidden = 7\n",
        },
    ),
    Row(
        "what a class body reads itself",
        """
        _WAYS = ("up", "down")
        _HOW = ("slow",)
        def _make(n): return lambda self: n
        class Motor:
            _first = 1
            WAYS = _WAYS + tuple([w for w in _HOW])
            second = _first + 1
            three = _make(3)
            def _go(self, way=_WAYS[0]): return way
            def go(self): return self._go(), self.second, self.three()
        print(Motor().go(), Motor.WAYS)
        """,
        "('up', 2, 3) ('up', 'down', 'slow')",
        gone="_go",
        stays="_WAYS _first _make",
    ),
    Row(
        "classes inside functions, self that is something else",
        """
        def make(n):
            class Inner:
                def __init__(self): self._n = n
                def get(self): return self._n
            return Inner()
        class Other:
            def __init__(self): self._n, self._m, self._k, self._q = 1, 2, 3, 4
            def swap(self, other):
                self = other
                return self._q
            @staticmethod
            def free(self): return self._odd
            def get(self): return self._n + self._k + self._mix()
            def _mix(self): return 10
        class Twin:
            # More than Other has, so that the short names differ.
            _b1, _b2, _b3, _m, _odd, _q = 0, 0, 0, 9, 7, 8
            def all(self): return self._b1 + self._b2 + self._b3
        def loose(self): return self._m
        def mixed():
            class Below(Other):
                def _mix(self): return 20
            return Below().get()
        print(make(5).get(), Other().get(), Other().swap(Twin()), loose(Twin()), mixed())
        print(Other.free(Twin()), Twin().all())
        """,
        "5 14 8 9 24\n7 0",
        gone="_k _b1 _b2 _b3",
        stays="_n _m _mix _odd _q",
    ),
]
