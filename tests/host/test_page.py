"""The builder of the set-up page: complete in itself, small, and the same bytes every time."""

import base64
import gzip
import hashlib
import json
import os
import re
import shutil
from html.parser import HTMLParser

import pytest

from host_tools import boards, page

# A phone takes it in about a second from a Pico W, and it leaves room beside the firmware.
LARGEST_PAGE, LARGEST_BOARD = 44 * 1024, 4 * 1024
BOARDS = boards.names()


@pytest.fixture(scope="module")
def www(tmp_path_factory):
    folder = tmp_path_factory.mktemp("www")
    page.build(folder)
    return folder


@pytest.fixture(scope="module")
def document(www):
    return gzip.decompress((www / "page.html.gz").read_bytes()).decode("utf-8")


@pytest.fixture(scope="module")
def unpacked(document):
    """The page as the browser has it when its first script is through."""
    style, script = page.inside()
    return f"{document}<style>{style}</style><script>{script}</script>"


def test_all_files_are_there_and_small(www):
    assert {path.name for path in www.iterdir()} == {
        "page.html.gz",
        *(f"{name}.json.gz" for name in BOARDS),
    }
    assert (www / "page.html.gz").stat().st_size <= LARGEST_PAGE
    for name in BOARDS:
        assert (www / f"{name}.json.gz").stat().st_size <= LARGEST_BOARD


def test_same_sources_give_the_same_bytes(www, tmp_path):
    page.build(tmp_path)

    for path in www.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_head_of_the_packed_file_tells_no_time_and_no_system(www):
    # RFC 1952, 2.3: method 8, flags, four bytes of time, extra flags, system (255: not known)
    head = (www / "page.html.gz").read_bytes()[:10]

    assert head[:8] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00"
    assert head[9] == 255


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("src", "href", "action")]


def test_nothing_is_loaded_from_elsewhere(unpacked):
    links = _Links()
    links.feed(unpacked)

    assert all(link.startswith("data:") for link in links.found), links.found
    assert not re.search(r"@import|url\(|\bimport\s*\(|WebSocket|XMLHttpRequest", unpacked)
    # the name that SVG has; those of the board itself are put together
    hosts = set(re.findall(r"https?://([a-z][^/\"'`\s]+)", unpacked))
    assert hosts == {"www.w3.org"}


def test_nothing_is_used_that_the_sheet_of_ios_lacks(unpacked):
    # field reports: no storage, no dialogs of the browser, no second window in that sheet
    script = "".join(re.findall(r"<script>(.*?)</script>", unpacked, re.S))

    assert not re.search(r"\b(?:localStorage|sessionStorage|indexedDB)\b", script)
    assert not re.search(r"\b(?:alert|confirm|prompt|open)\(", re.sub(r"\.\w+\(", "", script))
    # ES2019: these came later (ECMA-262, 11th to 13th edition; DOM: ParentNode.replaceChildren)
    assert not re.search(r"\?\.[a-zA-Z_$\[(]|\?\?|replaceAll\(|\.at\(|replaceChildren\(", script)


def test_markers_are_filled_and_the_script_ends_once(document):
    assert not re.search(r"/\*[A-Z]+\*/|[A-Z]-HASH|PACKED", document)
    assert document.count("</script>") == 1 and "<style" not in document
    assert '<meta charset="utf-8">' in document[:200]


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_nothing_runs_in_the_page_but_its_own_script_and_style(document):
    # CSP Level 3, 2.3.1 and 6.7.3.3: the hash is of what stands between the tags
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="(.*?)">', document)
    first = re.search(r"<script>(.*)</script>", document, re.S)[1]
    assert policy and policy.start() < document.index("<script>")
    style, script = map(_digest, page.inside())
    assert f"script-src {_digest(first)} {script}; style-src {style}" == policy[1]
    assert "unsafe" not in policy[1]
    assert not re.search(r"\sstyle=|\son\w+=\"", re.sub(r"<(script|style)>.*?</\1>", "", document))


def test_word_of_success_is_not_in_the_page(document):
    # an iPhone takes a page with this word for the internet and closes its sheet too early
    assert "Success" not in document


def test_every_script_is_a_part_of_the_page():
    assert {path.stem for path in page.PAGE.glob("*.js")} == {"unpack", *page.SCRIPTS}


def test_server_is_the_one_the_firmware_uses():
    source = "".join(
        path.read_text("utf-8") for path in (page.FIRMWARE / "sbernode").rglob("*.py")
    )

    assert f'"{page.HOST}"' in source
    assert re.search(rf"_PORT = const\({page.PORT}\)", source)


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A page of its own, whose sources a test may touch; not squeezed, that takes long."""
    monkeypatch.setattr(page.page_squeeze, "squeeze", lambda text: (text, len(text), ""))
    shutil.copytree(page.PAGE, tmp_path / "page")
    monkeypatch.setattr(page, "PAGE", tmp_path / "page")
    return tmp_path


def test_it_is_built_when_missing_or_older_than_a_source(copied):
    www, source = copied / "www", copied / "page" / "style.css"

    assert page.ensure(www) is True
    assert page.ensure(www) is False
    source.write_text(source.read_text("utf-8") + "\n.brand-new { color: red; }\n", "utf-8")
    later = max(path.stat().st_mtime_ns for path in www.iterdir()) + 10**9
    os.utime(source, ns=(later, later))
    assert page.ensure(www) is True
    assert b"brand-new" in gzip.decompress((www / "page.html.gz").read_bytes())
    (www / "esp32.json.gz").unlink()
    assert page.ensure(www) is True


@pytest.mark.parametrize("what", ["kinds", "check_words.py", "pico_w.json", "texts.py"])
def test_what_it_is_made_from_counts_as_a_source(what):
    assert any(what in source.as_posix() for source in page.sources())
    assert all(source.is_file() for source in page.sources())


@pytest.mark.parametrize("name", BOARDS)
def test_picture_shows_every_pin_of_the_board_once(name, www):
    facts = json.loads(gzip.decompress((www / f"{name}.json.gz").read_bytes()))
    layout = facts["layout"]

    edges = [pin for pin in layout["left"] + layout["right"] if isinstance(pin, int)]
    assert sorted(edges + layout["inside"]) == sorted(map(int, boards.load(name)["pins"]))
    assert {int(gpio) for gpio in facts["pins"]} == set(edges + layout["inside"])


@pytest.mark.parametrize(
    ("name", "side", "place", "pin"),
    [
        # Raspberry Pi Pico W datasheet: pin 1 GP0, 20 GP15, 21 GP16, 34 GP28, 40 VBUS
        ("pico_w", "left", 1, 0),
        ("pico_w", "left", 20, 15),
        ("pico_w", "right", 40 - 21 + 1, 16),
        ("pico_w", "right", 40 - 34 + 1, 28),
        ("pico_w", "right", 1, "VBUS"),
        # esp-idf docs, ESP32-DevKitC V4: J1-5 IO34, J1-15 IO13; J3-13 IO4, J3-19 IO6
        ("esp32", "left", 5, 34),
        ("esp32", "left", 15, 13),
        ("esp32", "right", 13, 4),
        ("esp32", "right", 19, 6),
        # ESP32-C3-DevKitM-1: J1-4 IO2, J1-11 IO10; J3-2 TX (GPIO21), J3-11 IO4
        ("esp32c3", "left", 4, 2),
        ("esp32c3", "left", 11, 10),
        ("esp32c3", "right", 2, 21),
        ("esp32c3", "right", 11, 4),
        # ESP32-S3-DevKitC-1: J1-4 4, J1-20 14; J3-2 TX (GPIO43), J3-16 48
        ("esp32s3", "left", 4, 4),
        ("esp32s3", "left", 20, 14),
        ("esp32s3", "right", 2, 43),
        ("esp32s3", "right", 16, 48),
    ],
)
def test_pins_stand_where_the_maker_has_put_them(name, side, place, pin):
    assert boards.load(name)["layout"][side][place - 1] == pin


@pytest.mark.parametrize("name", BOARDS)
def test_facts_of_a_board_are_those_of_the_check(name):
    facts = page.facts(boards.load(name))

    assert {int(gpio): pin["can"] for gpio, pin in facts["pins"].items() if pin["can"]} == (
        boards.facts(name)
    )
    for pin in facts["pins"].values():
        assert set(pin["why"]) <= set(facts["reasons"])
