"""Build the page of the set-up: one packed document, and the facts of each board beside it.

Sources: firmware/sbernode/portal/page. Kinds and their options come from the firmware, the words
of the checks from `check_words`, the pins from boards/*.json: nothing is written twice. Results,
in portal/www: page.html.gz and <board>.json.gz, which a board sends as they are. The bytes depend
on the sources alone.
"""

import base64
import hashlib
import json
import os
import re
from pathlib import Path

from host_tools import boards, check_words, page_script, page_squeeze
from host_tools.rooms import FIRMWARE, room

PORTAL = FIRMWARE / "sbernode" / "portal"
PAGE = PORTAL / "page"
WWW = PORTAL / "www"
# In this order: later ones use what earlier ones define at once.
SCRIPTS = (
    *("icons", "core", "kinds", "ui", "shell", "papers", "checks", "faults"),
    *(
        "wifi",
        "sber",
        "devices",
        "editor",
        "infrared",
        "options",
        "pins",
        "board",
        "trial",
        "home",
        "tools",
        "main",
    ),
)
# The kinds of devices as the page offers them: a file of words for each.
FAMILIES = ("light", "switching", "covers", "climate", "sensors", "buttons", "infrared")
HOST, PORT = "mqtt-partners.iot.sberdevices.ru", 8883

# w("next") and w(`step_${name}`): a word by its name, and by a name that is put together.
_WORD = re.compile(r'\bw\("(\w+)"')
_PART = re.compile(r"\bw\(`(\w+_)\$")
_PAGE_PORTS = {"motor": "out"}
# In the words of kinds: lists that are no pairs of texts.
_PLAIN = ("members", "choices", "scales")


def ensure(www: Path = WWW) -> bool:
    """Build when something is missing or older than its sources; True if it was."""
    targets = [www / name for name in _names()]
    if all(target.is_file() for target in targets):
        oldest = min(target.stat().st_mtime_ns for target in targets)
        if oldest >= max(source.stat().st_mtime_ns for source in sources()):
            return False
    build(www)
    return True


def build(www: Path = WWW) -> dict[str, int]:
    """Write all files, each whole or not at all; return {name: bytes}."""
    texts = {"page.html": document()}
    texts.update((f"{name}.json", _json(facts(boards.load(name)))) for name in boards.names())
    www.mkdir(parents=True, exist_ok=True)
    sizes = {}
    for name, text in texts.items():
        packed = pack(text)
        new = www / f"{name}.{os.getpid()}.new"
        new.write_bytes(packed)
        os.replace(new, www / f"{name}.gz")
        sizes[f"{name}.gz"] = len(packed)
    return sizes


def sources() -> list[Path]:
    """Return every file that the result depends on."""
    tools = [Path(tool.__file__) for tool in (boards, check_words, page_script, page_squeeze)]
    inside = FIRMWARE / "sbernode"
    kinds = [*inside.glob("kinds*.py"), *(inside / "kinds").rglob("*.py")]
    words = [*(path for path in PAGE.rglob("*") if path.is_file()), inside / "texts.py"]
    return [*words, *boards.BOARDS.glob("*.json"), *kinds, *tools, Path(__file__)]


def pack(text: str) -> bytes:
    """Return the text packed by gzip, the same bytes wherever it is done.

    Zopfli seeks longer than gzip and makes the page 2 KB smaller.
    """
    from zopfli import gzip

    packed = bytearray(gzip.compress(text.encode("utf-8")))
    packed[9] = 255  # the system it was packed on: not known
    return bytes(packed)


def document() -> str:
    """Return the whole page as text: a script that unpacks the style and the script proper."""
    style, script = inside()
    packed = _json(page_squeeze.squeeze(f"{style}\0{script}"))
    unpack = (PAGE / "unpack.js").read_text("utf-8").replace("PACKED", f"...{packed}")
    unpack = f'"use strict";(()=>{{{page_script.shorten(unpack)}}})()'
    text = (PAGE / "index.html").read_text("utf-8")
    # Nothing else in the page may run, whatever somebody gets into it (CSP Level 3, 2.3.1).
    for name, part in (("UNPACK", unpack), ("SCRIPT", script), ("STYLE", style)):
        text = text.replace(f"{name}-HASH", _hash(part))
    return text.replace("/*UNPACK*/", unpack)


def inside() -> tuple[str, str]:
    """Return the style and the script of the page."""
    script = "\n".join((PAGE / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    style = re.sub(r"/\*.*?\*/|\s*\n\s*", "", (PAGE / "style.css").read_text("utf-8"), flags=re.S)
    style = re.sub(r"\s*([{};,:>])\s+|\s+([{>])", r"\1\2", style).replace(";}", "}")
    given = data()
    words, parts, rest = given["words"], tuple(_PART.findall(script)), _WORD.sub("", script)
    given["words"] = {
        key: text for key, text in words.items() if f'"{key}"' in rest or key.startswith(parts)
    }
    pairs, given = numbered(given)
    numbers = {
        key: pairs.setdefault(tuple(words[key]), len(pairs)) for key in _WORD.findall(script)
    }
    script = _WORD.sub(lambda use: f"w({numbers[use[1]]}", script)
    texts = ("\n".join(pair[lang] for pair in pairs) for lang in (0, 1))
    tables = ",".join(_literal(table) for table in (*texts, rows(), _json(given)))
    script = f"const TABLES=[{tables}];\n{page_script.shorten(script)}"
    return style, f'"use strict";(()=>{{{script}}})()'


def _literal(text: str) -> str:
    """Return a text as JavaScript that may have many lines."""
    return "`" + re.sub(r"([`$\\])", r"\\\1", text) + "`"


def _hash(text: str) -> str:
    """Return a text's hash as a source of a content security policy."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def data() -> dict:
    """Return what the script of the page knows: words, kinds, rules, codes, lines of the log."""
    return {
        "words": read("words"),
        "codes": read("codes"),
        "texts": texts(),
        "log": log_lines(),
        "rules": {
            rule: _rule(texts)
            for rule, texts in check_words.TEXTS.items()
            if rule not in check_words.HERE
        },
        "host": HOST,
        "port": PORT,
    }


def numbered(given: dict) -> tuple[dict[tuple[str, ...], int], dict]:
    """Return ({pair of texts: its number}, the data without them).

    One language after the other is packed better, and a text that occurs twice is kept once. Where
    a pair was there is None if it is the next one, in the order in which JSON is read, else its
    number as a negative one: -1 for the first.
    """
    pairs: dict[tuple[str, ...], int] = {}

    def number(found, name=""):
        if isinstance(found, dict):
            left = _PLAIN if name else (*_PLAIN, "kinds")
            return {key: found[key] if key in left else number(found[key], key) for key in found}
        if not isinstance(found, list):
            return found
        if len(found) == 2 and all(isinstance(each, str) for each in found):
            new = len(pairs)
            at = pairs.setdefault(tuple(found), new)
            return None if at == new else -1 - at
        return [number(each, name) for each in found]

    return pairs, number(given)


def rows() -> str:
    """Return what the editor needs to know of the kinds, a row each: kind|roles;roles|options.

    As in the table of the firmware, but all written out.
    """
    return "\n".join(_row(name) for name in room("kinds.table").names())


def _row(name: str) -> str:
    rules = room("kinds.table").find(name)
    sets = (
        " ".join(
            # To the reader of the page a pin of a motor is an output like any other.
            f"{'+'.join(roles)}={_PAGE_PORTS.get(port, port)}{'?' * spare}"
            for roles, port, spare in tokens
        )
        for _, tokens in rules.items()
    )
    options = (
        f"{option}={default}:{_accepted(takes)}" for option, default, takes in rules.options
    )
    return f"{name}|{';'.join(sets)}|{' '.join(options)}"


def _accepted(takes) -> str:
    if isinstance(takes, str):
        return takes
    return ",".join(takes) if isinstance(takes[0], str) else "{}..{}".format(*takes)


def log_lines() -> list[list[str]]:
    """Return [English, Russian] of each line of the board's log; %s and {0} stand for the rest."""
    texts = dict(line.split(": ", 1) for line in room("texts")._TEXTS.strip().split("\n"))
    russian = {code: said[0][1] for code, said in read("codes").items()}
    russian.update(read("log"))
    return [[text, russian[code]] for code, text in texts.items() if code in russian]


def facts(board: dict) -> dict:
    """Return what the picture of a board and its pins need; letters as in `boards`."""
    pins = {}
    for gpio, pin in board["pins"].items():
        pins[gpio] = {"can": boards.letters(pin), "quiet": int(pin["relay_ok"]), "why": pin["why"]}
        if "slice" in pin:
            pins[gpio]["pwm"] = f"{pin['slice']}{pin['channel']}"
    layout = {name: part for name, part in board["layout"].items() if name != "source"}
    texts = {name: [text["en"], text["ru"]] for name, text in board["reasons"].items()}
    return {
        "chip": board["chip"],
        "layout": layout,
        "recommended": board["recommended"],
        "pins": pins,
        "reasons": texts,
    }


def texts(*, documents: bool = False) -> dict:
    """Return the words for kinds, their roles and options, of all families.

    documents: with the longer ones that only the documents have, `docs` of a kind and `doc` of an
    option.
    """
    found: dict = {"groups": []}
    for name in FAMILIES:
        if not (PAGE / "kinds" / f"{name}.json").is_file():
            continue
        for key, part in read(f"kinds/{name}").items():
            if key == "groups":
                found[key] += part
            elif key != "docs" or documents:
                found.setdefault(key, {}).update(part)
    for about in found["options"].values():
        if not documents:
            about.pop("doc", None)
    return found


def read(name: str) -> dict:
    """Return a table of words of the page."""
    return json.loads((PAGE / f"{name}.json").read_text("utf-8"))


def _names() -> list[str]:
    return ["page.html.gz", *(f"{name}.json.gz" for name in boards.names())]


def _rule(texts: tuple[str, str]) -> list[str]:
    return [text.replace("{{", "{").replace("}}", "}") for text in texts]


def _json(found: dict) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
