"""Shortened names: small programs before and after on the real interpreter; all the firmware."""

import ast
import dis
import re
import subprocess
import sys
import types
from collections import Counter
from pathlib import Path

import pytest

import mpy
from host_tools import build, shorten, shorten_members, shorten_parameters, words
from shorten_row import Row
from shorten_rows_members import MEMBERS
from shorten_rows_names import MODULES, PARAMETERS

ROWS = [*MEMBERS, *MODULES, *PARAMETERS]
PURE = sorted((mpy.ROOT / "tests" / "pure").glob("test_*.py"))


@pytest.fixture(autouse=True)
def english():
    words.choose("en")
    yield
    words.choose(None)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Return the whole firmware, shortened and compiled."""
    out = tmp_path_factory.mktemp("shortened") / "firmware"
    build.build(out)
    return out


def firmware() -> dict[str, str]:
    paths = sorted((mpy.FIRMWARE / "sbernode").rglob("*.py"))
    return {p.relative_to(mpy.FIRMWARE).as_posix(): p.read_text("utf-8") for p in paths}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def count(texts: dict[str, str]) -> Counter:
    """Count the words of a package, docstrings and comments left out."""
    return Counter(word for text in texts.values() for word in re.findall(r"\w+", _code(text)))


def _code(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            node.body[0] = ast.Pass()
    return ast.unparse(tree)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_same_is_printed_before_and_after(row: Row, micropython, tmp_path):
    before, lib = write(tmp_path / "before", row.sources()), write(tmp_path / "lib", row.outside())
    after = write(tmp_path / "after", shorten.shorten(row.sources()))

    outcomes = [
        mpy.run([micropython, "-c", "import p.it"], tmp_path, mpy.environment([folder, lib]))
        for folder in (before, after)
    ]

    assert [(0, row.prints + "\n")] * 2 == [(o.code, o.output) for o in outcomes]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_is_private_is_gone_and_all_else_stays(row: Row):
    before, after = count(row.sources()), count(shorten.shorten(row.sources()))

    assert {name: before[name] > 0 for name in (row.gone + " " + row.stays).split()} == (
        dict.fromkeys((row.gone + " " + row.stays).split(), True)
    )
    assert {name: after[name] for name in row.gone.split()} == dict.fromkeys(row.gone.split(), 0)
    assert {n: after[n] for n in row.stays.split()} == {n: before[n] for n in row.stays.split()}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_lines_texts_and_comments_stay(row: Row):
    before = row.sources()

    after = shorten.shorten(before)

    assert list(after) == sorted(before)
    for path, text in before.items():
        assert after[path].count("\n") == text.count("\n")
        for name in ('"""', "#", '"'):
            for old, new in zip(text.split("\n"), after[path].split("\n"), strict=True):
                assert old.partition(name)[1] == new.partition(name)[1]


def test_comments_and_docstrings_keep_their_words():
    (row,) = [row for row in ROWS if row.name.startswith("texts, comments")]

    before, after = row.sources()["p/it.py"], shorten.shorten(row.sources())["p/it.py"]

    for kept in ('"""_word: the _module has _words."""', '"""_word again."""', "# _word too"):
        assert kept in before and kept in after


def test_the_order_of_the_files_does_not_matter():
    sources = firmware()

    backwards = shorten.work(dict(reversed(sources.items())))

    assert backwards == shorten.work(sources)


def test_names_that_other_programs_use_stay():
    source = {"p/it.py": "def _go(way): return way\ndef _stop(how): return how\ndef go(n): pass\n"}
    main = "from p import it\nclass X:\n    pass\nit._go(1)\nit.go(n=1)\n"

    (text,) = shorten.shorten(source, [main]).values()

    assert text.split("\n")[0].startswith("def _go(") and "def go(n)" in text
    assert "_stop" not in text


@pytest.mark.parametrize(
    ("ours", "shortened"),
    [
        ("", True),
        ("def irq(how): pass", False),
        ("class Line:\n    def irq(self, how): pass", False),
        ("def set(it):\n    it.irq = set", False),
    ],
)
def test_unpacked_names_keep_parameters_only_where_ours_may_be_called(ours, shortened):
    source = f"{ours}\ndef listen(pin, edge, more):\n    pin.irq(edge, **more)\n"

    (text,) = shorten.shorten({"p/it.py": source}).values()

    assert ("edge" not in text) == shortened


def test_no_name_is_lost_on_umqtt():
    """The names that every release of umqtt.simple has in its class; see OUTSIDE."""
    text = (mpy.UMQTT / "umqtt" / "simple.py").read_text("utf-8")

    private = set(re.findall(r"\b_[a-z]\w*", text))

    assert private and private <= shorten_members.OUTSIDE["umqtt.simple.MQTTClient"]


@pytest.mark.parametrize("name", shorten_parameters.STATIC)
def test_new_names_of_parameters_cost_nothing(name, micropython_i386, tmp_path):
    """micropython.qstr_info() counts the names that are not in ROM."""
    script = "import micropython as m\nm.qstr_info()\nexec('def f({}): pass')\nm.qstr_info()\n"

    def cost(parameter):
        command = [micropython_i386, "-c", script.format(parameter)]
        lines = mpy.run(command, tmp_path, mpy.environment([])).output.split("\n")
        before, after = [int(re.search(r"n_qstr=(\d+)", line)[1]) for line in lines[:2]]
        return after - before

    assert (cost(name), cost("surely_not_in_rom")) == (cost("self"), cost("self") + 1)


_KINDS = {"GLOBAL": "global", "NAME": "name", "ATTR": "attribute", "METHOD": "attribute"}
_KINDS |= {"FAST": "local", "DEREF": "local"}
# Depend on how names are sorted, or on whether a local is called like an import.
_UNEVEN = ("MAKE_CELL", "LOAD_CLOSURE", "COPY_FREE_VARS", "EXTENDED_ARG", "PUSH_NULL")


def _steps(code: types.CodeType, of_module: dict):
    """Yield (line, what, value) of a code object; in place of a name, when it was met first."""
    own: dict = {}
    for each in dis.get_instructions(code):
        if each.opname in _UNEVEN:
            continue
        kind = next((kind for part, kind in _KINDS.items() if part in each.opname), None)
        is_global = kind == "global" or (kind == "name" and code.co_name == "<module>")
        names = of_module if is_global else own
        value = None
        if kind:
            parts = each.argval if isinstance(each.argval, tuple) else (each.argval,)
            value = [
                names.setdefault((not is_global and kind, part), len(names)) for part in parts
            ]
        elif isinstance(each.argval, types.CodeType):
            value = list(_steps(each.argval, of_module))
        yield each.positions.lineno, each.opname.replace("METHOD", "ATTR"), value


def test_the_whole_firmware_does_the_same_steps_on_the_same_lines():
    """CPython's compiler is the judge: it resolves every name in its own way."""
    before = firmware()
    after = shorten.shorten(before)

    assert before != after
    for path, text in before.items():
        old, new = (compile(t, path, "exec", dont_inherit=True) for t in (text, after[path]))
        assert list(_steps(old, {})) == list(_steps(new, {})), path


def test_the_whole_firmware_has_few_private_names_left():
    def private(texts):
        names = {name for text in texts.values() for name in re.findall(r"\b_[a-z]\w+", text)}
        return {name for name in names if not name.startswith("__")}

    before = firmware()

    assert len(private(before)) > 100
    assert len({n for n in count(shorten.shorten(before)) if re.fullmatch("_[a-z]+", n)}) < 40


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.stem)
def test_the_tests_of_the_pure_rooms_pass_on_the_shortened_firmware(
    path, built, micropython, tmp_path
):
    script = [mpy.LIB / "run_one.py", path.parent, path.stem]

    for function in mpy.read(path).functions:
        command = [micropython, *script, function]
        outcome = mpy.run(command, tmp_path, mpy.environment([built]))
        assert outcome.code in (mpy.PASSED, mpy.SKIPPED), f"{function}\n{outcome.output}"


def test_the_build_writes_which_name_is_which(built):
    names = built.with_name(built.name + ".names").read_text("utf-8")

    (line,) = [line for line in names.splitlines() if line.startswith("sbernode.packets.Packets:")]
    pairs = dict(pair.split("=") for pair in line.split()[1:])
    packets = (built / "sbernode" / "packets.mpy").read_bytes()
    assert "_is_header" in pairs.values() and b"_is_header" not in packets
    assert all(short.encode() in packets for short in pairs)


def test_plain_leaves_the_names_alone(built, tmp_path):
    out = tmp_path / "out"
    build.build(out)

    command = [sys.executable, "-m", "host_tools", "--lang", "en", "build", "--plain", out]
    done = subprocess.run(command, cwd=mpy.ROOT, capture_output=True, text=True, check=True)

    assert b"_is_header" in (out / "sbernode" / "packets.mpy").read_bytes()
    assert "shortened" not in done.stdout
    assert not out.with_name("out.names").exists()


def test_a_file_that_cannot_be_read_is_told_in_the_words_of_the_compiler(tmp_path):
    folder = write(tmp_path / "firmware", {"sbernode/app.py": "x = 1\ndef f(:\n"})

    with pytest.raises(build.BadSource) as failure:
        build.build(tmp_path / "out", firmware=folder)

    assert str(failure.value) == "firmware/sbernode/app.py:2: SyntaxError: invalid syntax"
