"""Say what is bound: the pins, parts and functions of every Sber category, who has each function.

Bound means that a device of the category declares the function with some legal pins and options;
it is asked of the kinds themselves, as the board makes them.
"""

import json
import re

from host_tools.rooms import room
from host_tools.sber_tables import CATEGORIES, FEATURES, ROOT
from host_tools.words import language, tr

HELP = (
    "list every Sber category and function, and what binds it",
    "перечислить все категории и функции Sber и чем они заняты",
)
# Functions that no kind offers, and why: English, Russian.
WHY: dict[str, tuple[str, str]] = {}
# The board itself is the hub; see sber.config.
_HUB = "hub"
_PARTS = ("i2c", "uart", "meter")
_STOCK = {"dht22": "DHT22", "ds18b20": "DS18B20", "ntc": "NTC", "pixels": "WS2812"}
_TABLE = re.compile(r"(?<=<!-- kinds -->\n).*?(?=<!-- /kinds -->)", re.DOTALL)


def add_arguments(parser) -> None:
    """Declare the arguments of the command."""
    text = tr("for machines", "для программ")
    parser.add_argument("--json", action="store_true", help=text)


def run(args) -> int:
    """Print the list; 1 if a function is neither bound nor explained."""
    found = categories()
    if args.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print("\n".join(report(found)))
    missing = [name for name in unbound(found) if name not in WHY]
    return int(bool(missing))


def categories() -> dict[str, dict]:
    """Return {category: {sets: [[roles, roles that may be], ...], parts, functions, missing}}."""
    from host_tools import kinds_page

    known = json.loads((ROOT / CATEGORIES).read_text("utf-8"))
    kinds = room("kinds.table").names()
    found = {}
    for name, about in known.items():
        either = [function for group in about["one_of"] for function in group]
        legal = [*about["required"], *either, *about["optional"]]
        entry = {"sets": [], "parts": [], "functions": ["online"], "missing": []}
        if name in kinds:
            for options in ({}, *_choices(name)):
                for must, may, functions in kinds_page.sets(name, options):
                    if [must, may] not in entry["sets"]:
                        entry["sets"].append([must, may])
                    entry["functions"] += [f for f in functions if f not in entry["functions"]]
            entry["parts"] = _parts(name, entry["sets"])
        elif name != _HUB:
            entry["functions"] = []
        entry["missing"] = [f for f in legal if f not in entry["functions"]]
        found[name] = entry
    return found


def unbound(found: dict) -> list[str]:
    """Return the functions that no category of ours offers."""
    bound = {name for entry in found.values() for name in entry["functions"]}
    return [name for name in json.loads((ROOT / FEATURES).read_text("utf-8")) if name not in bound]


def report(found: dict) -> list[str]:
    """Return the lines for a person."""
    titles = json.loads((ROOT / CATEGORIES).read_text("utf-8"))
    features = json.loads((ROOT / FEATURES).read_text("utf-8"))
    lines = []
    for name, entry in found.items():
        lines.append(f"{name} — {titles[name]['title_' + language()]}")
        if name == _HUB:
            lines.append(tr("  the board itself", "  сама плата"))
        lines += [f"  {_roles(*roles)}" for roles in entry["sets"]]
        if entry["parts"]:
            lines.append(tr("  parts: ", "  детали: ") + ", ".join(entry["parts"]))
        lines.append(tr("  functions: ", "  функции: ") + ", ".join(entry["functions"]))
        if entry["missing"]:
            missing = ", ".join(entry["missing"])
            lines.append(tr("  not bound here: ", "  не занято здесь: ") + missing)
    lines.append("")
    for name in features:
        users = [category for category, entry in found.items() if name in entry["functions"]]
        text = tr(*WHY[name]) if name in WHY else tr("nobody", "никем")
        if len(users) == len(found):
            lines.append(f"{name}: " + tr("every device", "каждое устройство"))
        else:
            lines.append(f"{name}: " + (", ".join(users) or tr("NOT: ", "НЕТ: ") + text))
    return [*lines, "", summary(found)]


def summary(found: dict) -> str:
    """Return the last line: `categories 29 of 29, functions 96 of 96`."""
    bound = sum(1 for entry in found.values() if entry["functions"])
    total = len(json.loads((ROOT / FEATURES).read_text("utf-8")))
    left = len(unbound(found))
    return f"categories {bound} of {len(found)}, functions {total - left} of {total}"


def in_readme(text: str, lang: str) -> str:
    """Return the text of a README with the table of kinds between its two marks made anew."""
    found = categories()
    titles = json.loads((ROOT / CATEGORIES).read_text("utf-8"))
    row = ("ru", "en").index(lang)
    place = ("kinds.md", "docs/en/kinds.md")[row]
    head = (
        "| В приложении | Вид | На выводах | Детали |",
        "| In the app | Kind | On the pins | Parts |",
    )[row]
    lines = [head, "|---|---|---|---|"]
    for name, entry in found.items():
        if not entry["sets"]:
            continue
        roles = " · ".join(dict.fromkeys("+".join(must) for must, _ in entry["sets"]))
        parts = ", ".join(entry["parts"])
        link = f"[`{name}`]({place}#{name})"
        lines.append(f"| {titles[name]['title_' + lang]} | {link} | {roles} | {parts} |")
    table = "\n".join([*lines, "", f"`{summary(found)}`", ""])
    return _TABLE.sub(lambda _: table, text)


def _choices(kind: str) -> list[dict]:
    """Return options of a kind that differ from the defaults in one value each.

    Of numbers the least and the most, of texts all.
    """
    return [
        {name: value}
        for name, default, accepted in room("kinds.table").find(kind).options
        if accepted != "device"
        for value in accepted
        if value != default
    ]


def _parts(kind: str, sets: list) -> list[str]:
    options = {name: accepted for name, _, accepted in room("kinds.table").find(kind).options}
    roles = {role for must, may in sets for role in must + may}
    stock = [title for role, title in _STOCK.items() if role in roles]
    named = [part.upper() for name in _PARTS for part in options.get(name, ())]
    return stock + named


def _roles(must: list, may: list) -> str:
    return " + ".join(must) + (f" ({', '.join(may)})" if may else "")
