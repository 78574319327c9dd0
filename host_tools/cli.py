"""The command line: one sub-command, one module, one exit code (0 fine, 1 findings, 2 wrong use).

A command module offers HELP (English, Russian), `add_arguments(parser)` and `run(args) -> int`;
it imports what is heavy inside `run`, so that `--help` stays quick.
"""

import argparse
import importlib
import os
import sys

from host_tools.words import choose, tr

COMMANDS = {
    "run": "host_tools.run",
    "smoke": "host_tools.smoke",
    "simulate": "host_tools.simulator.command",
    "cloud": "host_tools.cloud.command",
    "check": "host_tools.check",
    "boards": "host_tools.boards",
    "build": "host_tools.build",
    "roots": "host_tools.roots",
    "catalogue": "host_tools.catalogue",
    "generate": "host_tools.generate",
    "bench": "host_tools.bench",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; return its exit code."""
    argv = sys.argv[1:] if argv is None else argv
    if "--lang" in argv[:-1]:  # known before the help texts are made
        choose({"ru": "ru", "en": "en"}.get(argv[argv.index("--lang") + 1]))
    parser = argparse.ArgumentParser(prog="python -m host_tools", description=_about())
    parser.add_argument("--lang", choices=("ru", "en"), help=tr("language", "язык"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # Only the command that is asked for is imported, all of them for the list in the help.
    asked = [name for name in COMMANDS if name in argv][:1] or COMMANDS
    for name in asked:
        module = importlib.import_module(COMMANDS[name])
        command = commands.add_parser(name, help=tr(*module.HELP), description=tr(*module.HELP))
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    args = parser.parse_args(argv)
    try:
        return args.run(args)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read along has stopped, as in `... | head`; Python must not write any more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _about() -> str:
    return tr(
        "sbernode: home-made devices in the Sber smart home. Tools for your computer.",
        "sbernode: самодельные устройства в умном доме Sber. Инструменты для компьютера.",
    )
