"""Check devices.json and settings.json before they go on a board, by the firmware's own rules.

The rules live in `sbernode.definitions` and `sbernode.settings`; the words in `check_words`. This
file adds what needs the whole board: how many PWM outputs and UARTs there are.
"""

import json
import sys
from pathlib import Path

from host_tools import boards
from host_tools.words import language, tr

HELP = (
    "check devices.json (and settings.json) for a board",
    "проверить devices.json (и settings.json) для платы",
)


def add_arguments(parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("devices", type=Path, metavar="devices.json")
    parser.add_argument("--board", help=tr("name of the board", "название платы"))
    parser.add_argument("--settings", type=Path, metavar="settings.json")
    parser.add_argument("--json", action="store_true", help=tr("for machines", "для программ"))


def run(args) -> int:
    """Check the files and print what was found; 1: something stops the board, 2: not read."""
    try:
        board = boards.load(args.board) if args.board else None
        found, doc = check_devices(args.devices, board)
        from host_tools import check_codes

        beside = args.devices.with_name("codes.txt")
        codes = check_codes.keys(beside)
        found += check_codes.check_codes(beside, doc)
        if args.settings:
            found += check_settings(args.settings)
    except (boards.NoSuchBoard, OSError) as problem:
        print(problem, file=sys.stderr)
        return 2
    failed = any(entry["severity"] == "error" for entry in found)
    if args.json:
        offered = [] if failed else summary(doc, codes)
        print(json.dumps({"problems": found, "devices": offered}, ensure_ascii=False, indent=1))
        return int(failed)
    for line in report(found):
        print(line)
    if board is None:
        print(
            tr(
                "Pins were not checked: name the board with --board",
                "Выводы не проверены: укажите плату, --board",
            )
        )
    if not failed:
        print("\n".join(table(doc, codes)))
    return int(failed)


def check_devices(path: Path, board: dict | None) -> tuple[list[dict], object]:
    """Return (what was found, the parsed document) of a devices.json. Raises OSError."""
    from host_tools import check_codes, check_parts, check_rules
    from host_tools.rooms import room

    codes = check_codes.keys(path.with_name("codes.txt"))
    facts = boards.facts(board["board"]) if board else None

    def problems(doc):
        found = room("definitions").check(doc, facts) + of_the_board(doc, board)
        found += check_rules.problems(doc, room("definitions").errors(found), codes)
        return found + check_parts.problems(doc)

    return _check(path, "devices", problems, board)


def check_settings(path: Path) -> list[dict]:
    """Return what was found in a settings.json. Raises OSError."""
    from host_tools.rooms import room

    return _check(path, "settings", room("settings").check, None)[0]


def of_the_board(doc: object, board: dict | None) -> list[tuple]:
    """Return the problems that only the whole board shows: too few PWM outputs, or UARTs."""
    from host_tools.check_place import used_pins

    if board is None:
        return []
    used = used_pins(doc)
    problems = []
    dimmed = [pin for pin in used if pin[3] in ("level", "bridge", "servo")]
    if len(dimmed) > board["pwm"]["channels"]:
        problems.append(("", "devices", "too_many_pwm", len(dimmed)))
    lines = [pin for pin in used if pin[1] == "pins.rx"]
    if len(lines) > board["uarts"]["count"]:
        problems.append(("", "devices", "too_many_uarts", len(lines)))
    return problems


def summary(doc: dict, codes: dict | None = None) -> list[dict]:
    """Return, for a correct document, what each device becomes in the Sber app.

    codes: see check_codes.keys().
    """
    from host_tools.check_place import used_pins
    from host_tools.rooms import room
    from host_tools.sber_tables import CATEGORIES, ROOT

    titles = json.loads((ROOT / CATEGORIES).read_text("utf-8"))
    pins = used_pins(doc)
    rows = []
    for entry in doc["devices"]:
        kind = room("kinds.table").find(entry["kind"])
        made = room("build").make(room("resolve").resolve(entry), unconnected(codes))
        mine = [(field, gpio) for device, field, gpio, _ in pins if device == entry["id"]]
        rows.append(
            {
                "id": entry["id"],
                "name": entry["name"],
                "category": kind.name,
                "title": titles[kind.name]["title_" + language()],
                "functions": list(made.features),
                "pins": {field.removeprefix("pins."): gpio for field, gpio in mine},
            }
        )
    return rows


def table(doc: dict, codes: dict | None = None) -> list[str]:
    """Return the lines of the table of what will appear in the Sber app."""
    head = tr(
        ("name", "category", "functions", "pins"), ("название", "категория", "функции", "выводы")
    )
    rows = [head]
    for row in summary(doc, codes):
        pins = ", ".join(f"{role} {gpio}" for role, gpio in row["pins"].items())
        category = f"{row['title']} ({row['category']})"
        rows.append((row["name"], category, ", ".join(row["functions"]), pins))
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    title = tr("In the Sber app there will be:", "В приложении Sber появится:")
    lines = ["  ".join([*(row[i].ljust(widths[i]) for i in range(3)), row[3]]) for row in rows]
    return [title, *(line.rstrip() for line in lines)]


def report(found: list[dict]) -> list[str]:
    """Return the lines for a person: errors first, warnings after them, then the count."""
    lines = []
    titles = {"error": tr("Errors", "Ошибки"), "warning": tr("Warnings", "Предупреждения")}
    counts = []
    for severity, title in titles.items():
        chosen = [entry for entry in found if entry["severity"] == severity]
        counts.append(len(chosen))
        if chosen:
            lines.append(f"{title}:")
        for entry in chosen:
            lines += [f"  {line}" for line in _lines(entry)]
    count = tr(
        f"errors: {counts[0]}, warnings: {counts[1]}",
        f"ошибок: {counts[0]}, предупреждений: {counts[1]}",
    )
    return [*lines, count]


def _check(path: Path, form: str, problems_of, board: dict | None) -> tuple[list[dict], object]:
    from host_tools import check_hints, check_parts, check_place, check_syntax, check_words
    from host_tools.rooms import room

    try:
        doc = check_syntax.read(path)
    except check_syntax.BadFile as problem:
        return [_unreadable(path, problem)], None
    found = []
    for problem in problems_of(doc):
        at = check_place.place(problem, form, doc, board)
        name = at.entry.get("name") if at.entry else None
        warns = at.rule in room("definitions").WARNINGS + check_parts.WARNINGS
        found.append(
            {
                "file": path.name,
                "device": problem[0] if form == "devices" else "",
                "name": name if isinstance(name, str) else "",
                "field": at.field,
                "rule": at.rule,
                "severity": "warning" if warns else "error",
                "text": check_words.refused(at),
                "accepted": check_hints.accepted(at),
            }
        )
    return found, doc


def _unreadable(path: Path, problem) -> dict:
    return {
        "file": path.name,
        "device": "",
        "name": "",
        "field": "",
        "rule": "syntax",
        "severity": "error",
        "text": str(problem),
        "accepted": "",
        "line": problem.line,
        "column": problem.column,
        "excerpt": problem.excerpt,
    }


def _lines(entry: dict) -> list[str]:
    where = entry["file"]
    if entry["rule"] == "syntax":
        where = f"{where}:{entry['line']}:{entry['column']}"
        lines = [f"{where}: {entry['text']}"]
        if entry["excerpt"]:
            lines += ["    " + entry["excerpt"], "    " + " " * (entry["column"] - 1) + "^"]
        return lines
    if entry["device"]:
        where += f": {entry['device']}" + (f" ({entry['name']})" if entry["name"] else "")
    if entry["field"]:
        where += f": {entry['field']}"
    lines = [f"{where}: {entry['text']}  [{entry['rule']}]"]
    if entry["accepted"]:
        lines.append("    " + tr("accepted: ", "подойдёт: ") + entry["accepted"])
    return lines


def unconnected(codes: dict | None):
    """Return what opens ports that know nothing but infrared codes; see check_codes.keys()."""

    def opened(port, specs, on, options):
        made = NoPort(port, specs, on, options)
        if port == "ir":
            made.keys = lambda: (codes or {}).get(options["id"], ())
        return made

    return opened


class NoPort:
    """Stands for any port while a kind is asked what it offers; nothing is driven."""

    edges = 0

    def __init__(self, port: str, specs: dict, on: bool, options: dict):
        from host_tools.rooms import room

        self.gives = room("drivers").gives(port, options)

    def __getattr__(self, name: str):
        return lambda *arguments: 0
