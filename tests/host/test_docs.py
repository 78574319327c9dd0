"""The documents hold together: links, pictures, commands and examples work as they are shown.

Whether they tell everything that the code has is the business of test_docs_facts.py.
"""

import importlib
import json
import re
import shlex
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest

from host_tools import build, check, cli
from host_tools.rooms import FIRMWARE

ROOT = FIRMWARE.parent
DOCS = ROOT / "docs"
README = {"en": ROOT / "README.md", "ru": DOCS / "ru" / "README.md"}
TITLES = (
    "devices",
    "kinds",
    "rules",
    "settings",
    "portal",
    "troubleshooting",
    "simulator",
    "how-it-works",
    "new-kind",
)
PAGES = [*README.values(), *(DOCS / lang / f"{name}.md" for lang in README for name in TITLES)]

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
each_language = pytest.mark.parametrize("lang", README)


def page_of(lang: str, name: str) -> str:
    return (DOCS / lang / f"{name}.md").read_text(encoding="utf-8")


def schema(name: str) -> dict:
    return json.loads((DOCS / f"{name}.schema.json").read_text(encoding="utf-8"))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def code(text: str) -> list[str]:
    """Return everything set as code: lines of shell blocks, and spans inside sentences."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    return lines + re.findall(r"`([^`\n]+)`", prose)


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings}


# Pages


def test_both_languages_have_the_same_pages_and_headings():
    for name in TITLES:
        pages = [page_of(lang, name) for lang in README]
        shapes = [re.findall(r"^(#+) ", text, re.MULTILINE) for text in pages]
        assert shapes[0] == shapes[1], name
        assert blocks(pages[0], "python") == blocks(pages[1], "python"), name
        assert blocks(pages[0], "sh") == blocks(pages[1], "sh"), name


@each_page
def test_every_link_and_picture_is_there(page):
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)\s]+)\)", text)

    missing = []
    for link in links:
        if link.startswith("https://"):
            continue
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append(link)

    assert links
    assert not missing


def test_pictures_are_small_and_used():
    used = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    pictures = list((DOCS / "pictures").iterdir())

    assert len(pictures) >= 3
    for picture in pictures:
        assert picture.stat().st_size < 300_000, picture.name
        assert picture.name in used, picture.name


@each_language
def test_every_folder_of_the_readme_exists(lang):
    rows = re.findall(r"^\| `([a-z_/]+/)` \|", README[lang].read_text("utf-8"), re.MULTILINE)

    assert len(rows) >= 8
    for folder in rows:
        assert (ROOT / folder).is_dir(), folder


# Commands


@each_page
def test_every_make_target_exists(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    lines = code(page.read_text(encoding="utf-8"))
    named = {m[1] for line in lines if (m := re.match(r"make ([a-z-]+)", line))}

    assert named <= targets


def _calls(text: str):
    """Yield the arguments of each command of host_tools that a page shows."""
    for line in code(text):
        if line.startswith("python -m host_tools "):
            yield shlex.split(line)[3:]
        elif (made := re.match(r'make (\w+) ARGS="(.*)"$', line)) and made[1] in cli.COMMANDS:
            yield [made[1], *shlex.split(made[2])]


@each_page
def test_every_command_and_option_is_understood(page, monkeypatch, capsys):
    for name in cli.COMMANDS.values():
        monkeypatch.setattr(importlib.import_module(name), "run", lambda args: 0)

    for arguments in _calls(page.read_text(encoding="utf-8")):
        try:
            outcome = cli.main(arguments)
        except SystemExit as end:  # --help, or words that are not understood
            outcome = end.code
        assert outcome == 0, (arguments, capsys.readouterr().err)


def test_the_pages_show_commands_at_all():
    every = [name for page in PAGES for name, *_ in _calls(page.read_text(encoding="utf-8"))]

    assert {"check", "boards", "roots", "build", "cloud", "simulate", "run"} <= set(every)


@each_language
def test_what_is_copied_to_the_board_is_what_is_built(lang):
    shown = re.findall(r"build/firmware/(\S+)", README[lang].read_text(encoding="utf-8"))

    assert sorted(shown) == sorted([*build.STARTED, build.PACKAGE])


@each_language
def test_options_of_simulate_and_cloud_are_all_told(lang, capsys):
    text = page_of(lang, "simulator")

    for command in ("simulate", "cloud"):
        with pytest.raises(SystemExit):
            cli.main([command, "--help"])
        options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
        assert options
        assert options <= set(re.findall(r"--[a-z-]+", text)), command


# Examples


def _examples():
    for page in PAGES:
        for number, block in enumerate(blocks(page.read_text(encoding="utf-8"), "json"), 1):
            yield pytest.param(block, id=f"{page.relative_to(ROOT)}-{number}")


@pytest.mark.parametrize("text", [*_examples()])
def test_every_example_passes_the_check_and_the_schema(text, tmp_path, capsys):
    example = json.loads(text)
    name = "devices" if "devices" in example else "settings"
    files = {
        "devices": {"version": 1, "devices": []},
        "settings": {"version": 1, "wifi": {"ssid": "x"}, "sber": {"login": "x", "password": "x"}},
        name: example,
    }
    for file, contents in files.items():
        (tmp_path / f"{file}.json").write_text(json.dumps(contents), encoding="utf-8")

    code = check.run(
        SimpleNamespace(
            devices=tmp_path / "devices.json",
            board="pico_w",
            settings=tmp_path / "settings.json",
            json=False,
        )
    )

    assert (code, "warnings: 0" in capsys.readouterr().out) == (0, True)
    jsonschema.validate(example, schema(name), jsonschema.Draft202012Validator)
