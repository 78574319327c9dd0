"""Make docs/<language>/kinds.md: every kind of device with its pins, functions and options.

From the table of kinds and the words of the set-up page, so that neither can say anything else.
"""

import json

from host_tools import check, page
from host_tools.rooms import room
from host_tools.sber_tables import CATEGORIES, FEATURES, ROOT

_HEAD = {
    "en": """# Kinds of devices

[README](../../README.md) · [devices.json](devices.md) · [По-русски](../ru/kinds.md)

Made by `python -m host_tools generate` from the firmware's table of kinds. What a definition looks
like stands in [devices.json](devices.md), how parts are connected in [wiring](devices.md#wiring).
Pins in brackets may be left out. Functions are the names the Sber cloud uses.
""",
    "ru": """# Виды устройств

[README](README.md) · [devices.json](devices.md) · [In English](../en/kinds.md)

Составлено командой `python -m host_tools generate` по таблице видов в прошивке. Как записать
устройство — в [devices.json](devices.md), как подключить детали — в
[подключении](devices.md#подключение).
Выводы в скобках не обязательны. Функции названы так, как их знает облако Sber.
""",
}
_PINS = {"en": ("Pins", "functions"), "ru": ("Выводы", "функции")}
_OPTIONS = {
    "en": "| Option | Default | Accepted | What it does |",
    "ru": "| Настройка | По умолчанию | Допустимо | Что делает |",
}


def render(language: str) -> str:
    """Return the text of the page in "en" or "ru"."""
    words = page.texts(documents=True)
    lang = ("en", "ru").index(language)
    titles = json.loads((ROOT / CATEGORIES).read_text("utf-8"))
    parts = [_HEAD[language]]
    for group in words["groups"]:
        parts.append(f"## {group['title'][lang]}\n")
        for name in group["members"]:
            parts += _kind(name, words, lang, titles[name]["title_" + language])
    return "\n".join(parts)


def sets(name: str, given: dict | None = None) -> list[tuple[list, list, list]]:
    """Return (roles that must be fitted, those that may, functions then) of each set of a kind.

    given: options that differ from the defaults. What is behind infrared light knows every code.
    """
    opened = check.unconnected({None: every_code()})
    table = room("kinds.table")
    rules = table.find(name)
    found = []
    for _, tokens in rules.items():
        must, may = table.split(tokens)
        entry = {"kind": name, "pins": dict.fromkeys(must + may, 0), "options": given or {}}
        made = room("build").make(room("resolve").resolve(entry), opened)
        found.append((must, may, list(made.features)))
    return found


def every_code() -> list[str]:
    """Return the keys of a remote control that can do all there is, see sbernode.infrared.codes.

    An air conditioner takes whole states: mode/temperature/power/direction.
    """
    features = json.loads((ROOT / FEATURES).read_text("utf-8"))
    keys = [
        f"{name}={value}"
        for name, about in features.items()
        for value in about["values"] or ("true", "false", *range(10))
    ]
    keys += ["hvac_humidity_set=40", "hvac_humidity_set=60"]
    return [
        *keys,
        "state=cooling/24/low/swing",
        "state=heating/20/high/no",
        "state=auto/30/auto/vertical",
    ]


def _kind(name: str, words: dict, lang: int, title: str) -> list[str]:
    language = ("en", "ru")[lang]
    parts = [f"### {name}\n", f"**{title}.** {words['docs'][name][lang]}\n"]
    pins, functions = _PINS[language]
    rows = []
    for must, may, features in sets(name):
        roles = " ".join(f"`{role}`" for role in must)
        roles += f" ({' '.join(f'`{role}`' for role in may)})" if may else ""
        rows.append(f"| {roles} | {' '.join(f'`{feature}`' for feature in features)} |")
    parts.append("\n".join([f"| {pins} | Sber: {functions} |", "|---|---|", *rows]) + "\n")
    options = room("kinds.table").find(name).options
    if options:
        lines = [_option(name, words, lang, *option) for option in options]
        parts.append("\n".join([_OPTIONS[language], "|---|---|---|---|", *lines]) + "\n")
    return parts


def _option(kind: str, words: dict, lang: int, name: str, default, accepted) -> str:
    about = words["options"].get(f"{kind}.{name}") or words["options"][name]
    said = about.get("doc") or about["label"]
    if "hint" in about and "doc" not in about:
        said = [f"{said[i]}. {about['hint'][i]}" for i in (0, 1)]
    if accepted == "device":
        takes = ("id of a device", "id устройства")[lang]
    elif isinstance(accepted[0], str):
        takes = ", ".join(f"`{word}`" for word in accepted)
    else:
        takes = f"{accepted[0]}…{accepted[1]}"
    usual = "—" if default == "" else f"`{default}`"
    return f"| `{name}` | {usual} | {takes} | {said[lang].replace('|', '/')} |"
