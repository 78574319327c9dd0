"""The documents tell all that the code has: kinds, roles, options, settings, lines of the log.

What is compared comes from the code itself. That commands, links and examples work: test_docs.py.
"""

import json
import re

import pytest

from host_tools import boards, check, demo
from host_tools.rooms import FIRMWARE, room
from host_tools.smoke_rows import ROWS

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

    assert f"`smoke: {len(ROWS) + 1} of {len(ROWS) + 1}`" in text
    assert {"en": "eleven", "ru": "одиннадцатью"}[lang] in text
    assert len(devices) == 11


# devices.json


def _section(lang: str, kind: str) -> str:
    found = re.search(rf"^### {kind}\n(.*?)(?=^##)", page_of(lang, "devices"), re.M | re.S)
    assert found, f"devices.md ({lang}) has no section {kind}"
    return found[1]


@each_language
@each_kind
def test_devices_page_tells_roles_functions_and_options(lang, kind):
    section = _section(lang, kind)
    loaded = room("kinds.table").find(kind)

    words = set(re.findall(r"`([a-z0-9_]+)`", section))
    assert set(loaded.roles) <= words
    rows = [f"| `{name}` | {_default(default)} | " for name, default, _ in loaded.options]
    told = re.findall(r"^\| `.*$", section, re.MULTILINE)
    assert [row[: len(want)] for row, want in zip(told, rows, strict=True)] == rows
    for row, (_, _, accepted) in zip(told, loaded.options, strict=True):
        if accepted != "device":
            assert row.split(" | ")[2] == _accepted(accepted)
    for _, tokens in loaded.sets:
        must, may = room("kinds.table").split(tokens)
        assert set(_features(loaded, must + may)) <= words, must


def _default(default) -> str:
    return "—" if default == "" else f"`{default}`"


def _accepted(accepted) -> str:
    if isinstance(accepted[0], str):
        return ", ".join(f"`{word}`" for word in accepted)
    return f"{accepted[0]}…{accepted[1]}"


def _features(kind, roles) -> tuple:
    return room("build").make(kind, dict.fromkeys(roles, 1), {}, check.NoPort).features


@each_language
def test_devices_page_has_no_kind_that_is_not_there(lang):
    assert sorted(re.findall(r"^### ([a-z_]+)$", page_of(lang, "devices"), re.M)) == sorted(KINDS)


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
