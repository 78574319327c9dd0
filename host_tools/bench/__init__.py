"""Benches: figures of what the firmware costs, each with the way it was taken.

`heap` starts the firmware on the 32-bit interpreter with ever less heap until it no longer serves;
`board/` holds stand-ins whose parts cost no heap; what they and TLS take all the same is measured
by `overheads` and taken off, so that the figure is the firmware's own.
"""

from host_tools.words import tr

HELP = ("measure heap and size", "измерить память и размер")


def add_arguments(parser) -> None:
    """Add --devices."""
    text = tr("numbers of devices", "числа устройств")
    parser.add_argument("--devices", default="1,11,20,40,100", help=text)


def run(args) -> int:
    """Print the figures; 0 if they could be taken."""
    from host_tools.bench.heap import report

    return report([int(number) for number in args.devices.split(",")])
