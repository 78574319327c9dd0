"""Write the files that are made from others, so that nothing is written twice by hand.

The Sber catalogue and the pins for the firmware, the schema and the page of kinds for people, the
table in the READMEs. Nobody edits the results: `generate` writes them, `generate --check` shows
the difference and fails.
"""

import difflib
import os
import sys
from pathlib import Path

from host_tools.sber_tables import ROOT, BadSource
from host_tools.words import tr

HELP = (
    "write the files that are made from others",
    "записать файлы, которые получаются из других",
)


def add_arguments(parser) -> None:
    """Declare the options of the command."""
    text = tr(
        "only compare; fail when a file is stale", "только сравнить; ошибка, если файл устарел"
    )
    parser.add_argument("--check", action="store_true", help=text)


def run(args) -> int:
    """Write the generated files, or compare them with their source."""
    try:
        wanted = outputs(ROOT)
    except BadSource as problem:
        print(problem, file=sys.stderr)
        return 2
    stale = 0
    for name, text in wanted.items():
        path = ROOT / name
        present = path.read_text("utf-8") if path.exists() else ""
        if present == text:
            print(tr(f"{name}: up to date", f"{name}: без изменений"))
            continue
        stale += 1
        if args.check:
            sys.stdout.writelines(difference(present, text, name))
        else:
            replace(path, text)
            print(tr(f"{name}: written", f"{name}: записан"))
    if args.check and stale:
        print(
            tr(
                f"{stale} stale file(s): run `python -m host_tools generate`",
                f"Устаревших файлов: {stale}. Выполните `python -m host_tools generate`",
            ),
            file=sys.stderr,
        )
        return 1
    return 0


def outputs(root: Path) -> dict[str, str]:
    """Return {path below the project: text} of every generated file. Raises BadSource."""
    from host_tools import sber_tables
    from host_tools.boards import render_pins

    return {
        **sber_tables.outputs(root),
        "firmware/sbernode/pins.py": render_pins(root / "boards"),
        **for_people(root),
    }


def for_people(root: Path) -> dict[str, str]:
    """Return {path: text} of what describes the kinds of devices."""
    from host_tools import catalogue, kinds_page, schema

    texts = {"docs/devices.schema.json": schema.render()}
    for language in ("en", "ru"):
        texts[f"docs/{language}/kinds.md"] = kinds_page.render(language)
    for language, name in (("en", "README.md"), ("ru", "docs/ru/README.md")):
        texts[name] = catalogue.in_readme((root / name).read_text("utf-8"), language)
    return texts


def replace(path: Path, text: str) -> None:
    """Write a file beside its place, then rename it there: never half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_text(text, "utf-8", newline="\n")
    os.replace(new, path)


def difference(present: str, wanted: str, name: str) -> list[str]:
    """Return a unified diff, from the file as it is to the file as it should be."""
    return list(
        difflib.unified_diff(
            present.splitlines(True), wanted.splitlines(True), name, name + " (generated)"
        )
    )
