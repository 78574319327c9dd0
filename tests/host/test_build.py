"""The compiled firmware: complete, importable on the real interpreter, no stale files."""

import shutil
from types import SimpleNamespace

import pytest

import mpy
from host_tools import boards, build, words


@pytest.fixture(autouse=True)
def english():
    words.choose("en")
    yield
    words.choose(None)


@pytest.fixture
def firmware(tmp_path):
    """Return a small firmware folder that a test can change."""
    folder = tmp_path / "firmware"
    (folder / "sbernode" / "kinds").mkdir(parents=True)
    (folder / "boot.py").write_text("import gc\n")
    (folder / "main.py").write_text("import sbernode.app\n")
    (folder / "manifest.py").write_text("package('sbernode')\n")
    (folder / "sbernode" / "__init__.py").write_text("")
    (folder / "sbernode" / "app.py").write_text("assert False, 'left out'\nANSWER = 42\n")
    (folder / "sbernode" / "kinds" / "__init__.py").write_text("NAMES = ('relay',)\n")
    return folder


def files(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_whole_firmware_compiles_and_is_complete(tmp_path):
    out = tmp_path / "out"

    built = build.build(out)

    sources = [path.relative_to(mpy.FIRMWARE) for path in mpy.FIRMWARE.glob("sbernode/**/*.py")]
    wanted = {source.with_suffix(".mpy").as_posix() for source in sources}
    wanted |= {name for name in ("boot.py", "main.py") if (mpy.FIRMWARE / name).exists()}
    www = "sbernode/portal/www"
    wanted |= {
        f"{www}/{name}.gz" for name in ("page.html", *(f"{b}.json" for b in boards.names()))
    }
    assert set(files(out)) == wanted == {entry.place for entry in built}


def test_sizes_are_those_of_the_files(tmp_path):
    out = tmp_path / "out"

    for entry in build.build(out):
        assert entry.size == (out / entry.place).stat().st_size
        assert (out / entry.place).suffix in (".py", ".gz") or (out / entry.place).read_bytes()[
            :1
        ] == b"M"


@pytest.mark.parametrize("optimise", [0, 3])
def test_compiled_package_is_imported_by_the_real_interpreter(optimise, micropython, tmp_path):
    out = tmp_path / "out"
    build.build(out, optimise)
    script = "from sbernode.sber import catalog; print(catalog.__file__, catalog.feature('pir'))"

    outcome = mpy.run([micropython, "-c", script], tmp_path, mpy.environment([out]))

    assert outcome.output.strip() == (
        f"{out}/sbernode/sber/catalog.mpy ('E', 'r', None, None, None, ('pir',))"
    )


def test_nothing_of_this_machine_is_in_the_result(tmp_path):
    out = tmp_path / "out"
    build.build(out)

    for path in out.rglob("*.mpy"):
        raw = path.read_bytes()
        assert str(tmp_path).encode() not in raw and str(mpy.ROOT).encode() not in raw
    # the name that a traceback on the board shows
    assert b"sbernode.sber.catalog" in (out / "sbernode/sber/catalog.mpy").read_bytes()


def test_boot_and_main_stay_as_they_are_and_other_files_are_left_out(firmware, tmp_path):
    out = tmp_path / "out"

    build.build(out, firmware=firmware)

    assert files(out) == [
        "boot.py",
        "main.py",
        "sbernode/__init__.mpy",
        "sbernode/app.mpy",
        "sbernode/kinds/__init__.mpy",
    ]
    assert (out / "main.py").read_bytes() == (firmware / "main.py").read_bytes()


def test_optimise_leaves_assertions_out(firmware, tmp_path):
    build.build(tmp_path / "o0", 0, firmware)
    build.build(tmp_path / "o1", 1, firmware)

    assert b"left out" in (tmp_path / "o0/sbernode/app.mpy").read_bytes()
    assert b"left out" not in (tmp_path / "o1/sbernode/app.mpy").read_bytes()


def test_file_without_a_source_any_more_is_removed(firmware, tmp_path):
    out = tmp_path / "out"
    build.build(out, firmware=firmware)
    shutil.rmtree(firmware / "sbernode" / "kinds")

    build.build(out, firmware=firmware)

    assert files(out) == ["boot.py", "main.py", "sbernode/__init__.mpy", "sbernode/app.mpy"]
    assert not (out / "sbernode" / "kinds").exists()


def test_folder_with_files_of_another_origin_is_refused(firmware, tmp_path, capsys):
    out = tmp_path / "documents"
    out.mkdir()
    (out / "letter.txt").write_text("dear")

    code = build.run(SimpleNamespace(out=out, optimise=0, plain=False))

    assert code == 2
    assert "holds other files" in capsys.readouterr().err
    assert files(out) == ["letter.txt"]


def test_what_the_user_put_into_a_build_stays(firmware, tmp_path):
    out = tmp_path / "out"
    build.build(out, firmware=firmware)
    (out / "settings.json").write_text("{}")

    build.build(out, firmware=firmware)

    assert "settings.json" in files(out)


@pytest.mark.parametrize("name", ["sbernode/app.py", "main.py"])
def test_failure_names_file_and_line(name, firmware, tmp_path):
    (firmware / name).write_text("x = 1\nmatch x:\n    case 1: pass\n")

    with pytest.raises(build.BadSource) as failure:
        build.build(tmp_path / "out", firmware=firmware)

    assert str(failure.value) == f"firmware/{name}:2: SyntaxError: invalid syntax"
    assert not list((tmp_path / "out").rglob("*.new"))


def test_failure_of_the_command_is_one_line_and_exit_code_1(
    firmware, tmp_path, monkeypatch, capsys
):
    (firmware / "sbernode" / "app.py").write_text("def f(:\n")
    built = build.build
    monkeypatch.setattr(
        build, "build", lambda out, optimise, plain: built(out, optimise, firmware)
    )

    assert build.run(SimpleNamespace(out=tmp_path / "out", optimise=0, plain=False)) == 1

    assert capsys.readouterr().err == "firmware/sbernode/app.py:1: SyntaxError: invalid syntax\n"


def test_table_adds_up_per_room(firmware, tmp_path):
    built = build.build(tmp_path / "out", firmware=firmware)

    lines = [line.split() for line in build.table(built)]

    assert [line[0] for line in lines[1:]] == [
        "boot.py",
        "main.py",
        "sbernode/__init__",
        "sbernode/app",
        "sbernode/kinds/",
        "total",
    ]
    numbers = [[int(cell) for cell in line[1:]] for line in lines[1:]]
    assert numbers[-1] == [sum(column) for column in zip(*numbers[:-1], strict=True)]
    assert numbers[-1][2] == sum(
        path.stat().st_size for path in (tmp_path / "out").rglob("*") if path.is_file()
    )
