"""What squeezes the set-up page. That unpack.js gives it back, every browser test shows."""

import gzip
import json
import re
import shutil
import subprocess

import pytest

from host_tools import page
from host_tools.page_squeeze import squeeze

TEXTS = {
    "empty": "",
    "one letter": "ё",
    "words": "Открыто на {0}\nClosed end\nЗакрыто на {0}\n" * 30,
    "no pattern": "".join(chr(32 + at * at * 7 % 89) for at in range(3000)),
    "long matches": "the same line, again and again; " * 200,
    "every letter": "".join(map(chr, range(1, 128))) + "«»—…°µ³·",
}


@pytest.mark.parametrize("name", TEXTS)
def test_browser_gets_back_what_was_squeezed(name):
    # unpack.js itself, in whatever runs scripts here; the browser tests do it with the page
    node = shutil.which("node")
    if not node:
        pytest.skip("needs node")
    source = (page.PAGE / "unpack.js").read_text("utf-8")
    function = source[: source.index("unpack(PACKED)")]
    call = f"process.stdout.write(unpack(...{json.dumps(squeeze(TEXTS[name]))}))"

    done = subprocess.run([node, "-e", function + call], check=True, capture_output=True)

    assert done.stdout.decode("utf-8") == TEXTS[name]


def test_same_text_gives_the_same_letters():
    text = TEXTS["words"]

    assert squeeze(text) == squeeze.__wrapped__(text)


def test_it_is_smaller_than_gzip_would_be():
    text = "\n".join(each for texts in page.read("words").values() for each in texts)
    packed, length, letters = squeeze(text)

    assert length == len(text) and re.fullmatch(r"[A-Za-z0-9+/=]+", packed)
    assert set(letters) == {letter for letter in text if letter > "\x7f"}
    assert len(packed) * 3 / 4 < 0.85 * len(gzip.compress(text.encode("utf-8")))


def test_more_letters_than_there_are_numbers_are_refused():
    with pytest.raises(ValueError, match="letters"):
        squeeze("".join(map(chr, range(0x400, 0x400 + 129))))
