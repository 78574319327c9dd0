"""The documents tell all that the code has: kinds, roles, options, settings, lines of the log.

What is compared comes from the code itself. That commands, links and examples work: test_docs.py.
"""

import json
import re

import pytest

from host_tools import boards, demo, generate, kinds_page, page, smoke
from host_tools.rooms import FIRMWARE, room

DOCS = FIRMWARE.parent / "docs"
LANGUAGES = ("en", "ru")
KINDS = room("kinds.table").names()

each_language = pytest.mark.parametrize("lang", LANGUAGES)
each_kind = pytest.mark.parametrize("kind", KINDS)


def page_of(lang: str, name: str) -> str:
    return (DOCS / lang / f"{name}.md").read_text(encoding="utf-8")


README = {"en": FIRMWARE.parent / "README.md", "ru": DOCS / "ru" / "README.md"}


@each_language
def test_readme_counts_what_run_and_smoke_show(lang):
    text = README[lang].read_text(encoding="utf-8")
    devices = json.loads(demo.DEVICES.read_text(encoding="utf-8"))["devices"]

    rows = sum(len(home.ROWS) + 1 for home in smoke.homes())
    assert f"`smoke: {rows} of {rows}`" in text
    assert {"en": "eleven", "ru": "одиннадцатью"}[lang] in text
    assert len(devices) == 11


# devices.json


def test_the_page_of_kinds_and_the_schema_are_made_of_the_table():
    for name, text in generate.for_people(generate.ROOT).items():
        present = (generate.ROOT / name).read_text("utf-8")
        assert present == text, "".join(generate.difference(present, text, name))


@each_kind
def test_every_kind_and_option_is_described(kind):
    words = page.texts(documents=True)

    assert all(text.strip() for text in words["docs"][kind])
    for name, _, _ in room("kinds.table").find(kind).options:
        about = words["options"].get(f"{kind}.{name}") or words["options"][name]
        assert about.get("doc") or about.get("hint"), name


@each_language
def test_the_page_of_kinds_has_each_kind_and_function(lang):
    text = page_of(lang, "kinds")

    assert sorted(re.findall(r"^### ([a-z_]+)$", text, re.M)) == sorted(KINDS)
    for kind in KINDS:
        for _, _, functions in kinds_page.sets(kind):
            assert all(f"`{function}`" in text for function in functions)


@each_language
@pytest.mark.parametrize("board", boards.names())
def test_pins_for_relays_are_those_of_the_board(lang, board):
    fit = ", ".join(map(str, boards.load(board)["recommended"]["relay"]))

    assert f"| `{board}` | {fit} |" in page_of(lang, "devices")


# settings.json and the log


@each_language
def test_settings_page_has_every_field_and_default(lang):
    text = page_of(lang, "settings")
    rules = room("settings")
    for part, name in rules._FIELDS:
        assert f"| `{part}.{name}` |" in text
    for name in ("version", "ntp", *rules._TEXTS):
        assert f"| `{name}` |" in text

    source = (FIRMWARE / "sbernode" / "assemble.py").read_text(encoding="utf-8")
    host, port, servers = re.findall(r'^_(?:HOST|PORT|NTP) = const\("?([^")]+)"?\)', source, re.M)
    assert f"| `sber.host` | {_no(lang)} | `{host}` |" in text
    assert f"| `sber.port` | {_no(lang)} | `{port}` |" in text
    told = ", ".join(f"`{server}`" for server in servers.split())
    assert f"| `ntp` | {_no(lang)} | {told} |" in text


def _no(lang: str) -> str:
    return {"en": "no", "ru": "нет"}[lang]


def _texts() -> dict[str, str]:
    lines = room("texts")._TEXTS.strip().split("\n")
    return {code: re.sub("%[sd]", "…", text) for code, text in (li.split(": ", 1) for li in lines)}


def test_the_texts_of_the_log_are_found():
    assert len(_texts()) > 30
    assert room("texts").text("service") == "in service"


@each_language
def test_troubleshooting_has_every_line_of_the_log_and_no_other(lang):
    rows = re.findall(
        r"^\| (`+) ?(.+?) ?\1 \((\w+)\) \| \S", page_of(lang, "troubleshooting"), re.M
    )

    assert {code: text for _, text, code in rows} == _texts()
