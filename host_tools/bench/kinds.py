"""What each kind of device and each driver costs: bytes of .mpy, heap of the first and the next.

A program of a few lines runs in the 32-bit interpreter, once for each set of roles with all that
may be fitted: it makes one device, then a second, on ports that take no heap worth speaking of,
and asks gc.mem_alloc() between. What every board has loaded anyway is loaded before; what only
making devices takes is dropped after, as a board does.
"""

import json
import subprocess
from pathlib import Path

from host_tools.rooms import room
from host_tools.words import tr

LIMIT_BYTES = 4096
# What the table offers besides at many kinds: measured by itself, at a kind that has all of it.
_EXTRAS, _EXTRAS_OF = ("battery", "tamper"), "sensor_door"
_SENSOR = (
    "stands on Sensor (1.4 KiB), which any other sensor on the board has loaded already",
    "стоит на Sensor (1,4 КиБ), который уже загружен, если на плате есть другой датчик",
)
_DRIVE = (
    "counts its way on any drive and by limit switches (Driven, 4 KiB), and has a second job",
    "считает путь на любом приводе и по концевикам (Driven, 4 КиБ) и делает ещё одно дело",
)
# Why a kind, with all that may be fitted, takes more than the limit: English, Russian.
REASONS = {
    "hvac_ac": (
        "searches its states for one that has a code (3.3 KiB), on Remote and Sensor",
        "ищет среди состояний то, для которого есть код (3,3 КиБ), на Remote и Sensor",
    ),
    "hvac_boiler": _SENSOR,
    "hvac_heater": (
        "has a thermostat and a fan of its own, on Sensor",
        "термостат и свой вентилятор, на Sensor",
    ),
    "hvac_humidifier": (
        "has a fan, water, a filter and a sensor: four small files on Sensor",
        "вентилятор, вода, фильтр и датчик: четыре маленьких файла на Sensor",
    ),
    "hvac_radiator": _SENSOR,
    "hvac_underfloor_heating": _SENSOR,
    "kettle": _SENSOR,
    "valve": _DRIVE,
    "window_blind": _DRIVE,
}
_PROGRAM = """
import gc, sys, json
from sbernode import build, devices, forget, log, resolve, since
from sbernode.hw import inputs, outputs
from sbernode.kinds import classes

class Port:
    edges = at = 0
    running = False
    gives = ()
    def __getattr__(self, name):
        return lambda *given: 0

def opened(port, specs, on, options):
    made = Port()
    made.gives = gives[port]
    return made

def used():
    gc.collect()
    return gc.mem_alloc()

kind, pins, options, gives = json.loads(sys.argv[1])
gives = {port: tuple(names) for port, names in gives.items()}
entry = resolve.resolve({"kind": kind, "pins": pins, "options": options})
forget("resolve", "kinds.table")
opened("in", {}, 0, {}) if "in" in gives else None
kept, figures = [None] * 2, [0] * 3
loaded = set(sys.modules)
figures[0] = used()
for i in range(2):
    kept[i] = build.make(entry, opened)
    figures[i + 1] = used()
build.trim(kept)
forget("kinds.fitting")
trimmed = figures[2] - used()
print(json.dumps([figures[1] - figures[0] - trimmed, figures[2] - figures[1],
    [name for name in sys.modules if name not in loaded]]))
"""
_DRIVER = """
import gc, sys, json, struct, time
import sbernode.drivers

class Bus:
    def __getattr__(self, name):
        return lambda *given: 0

def used():
    gc.collect()
    return gc.mem_alloc()

module, name, options, count = json.loads(sys.argv[1])
buses = [Bus() for _ in range(count)]
loaded = set(sys.modules)
used()  # the first call makes room for itself
before = used()
made = getattr(getattr(__import__("sbernode.drivers." + module).drivers, module), name)
part = made(*buses, *options)
after = used()
print(json.dumps([after - before, 0, [name for name in sys.modules if name not in loaded]]))
"""


def report(folder: Path, interpreter: Path, sizes: dict[str, int]) -> list[str]:
    """Print the tables; return the kinds that take more than the limit without a reason.

    folder: where the compiled firmware is, in `firmware`; sizes: {module: bytes of its .mpy}.
    """
    head = tr(("kind", ".mpy", "heap", "next"), ("вид", ".mpy", "куча", "следующее"))
    print(f"{head[0]:28}{head[1]:>8}{head[2]:>8}{head[3]:>10}")
    over = []
    for name, (heap, following, modules) in figures(folder, interpreter).items():
        size = sum(sizes.get(module, 0) for module in modules)
        why = tr(*REASONS[name]) if heap > LIMIT_BYTES and name in REASONS else ""
        print(f"{name:28}{size:8}{heap:8}{following:10}  {why}".rstrip())
        if heap > LIMIT_BYTES and not why:
            over.append(name)
    drivers = room("drivers")
    for bus in ("i2c", "uart", "meter", "ntc"):
        for part in drivers.names(bus):
            heap, _, modules = _run(folder, interpreter, _DRIVER, _driver(bus, part))
            size = sum(sizes.get(module, 0) for module in modules)
            print(f"{bus + ' ' + part:28}{size:8}{heap:8}")
    return over


def figures(folder: Path, interpreter: Path) -> dict[str, tuple[int, int, set]]:
    """Return {kind: (bytes of heap of the first, of the next, modules loaded)}, the most of each.

    Extras are left out, and stand in a row of their own.
    """
    found = {}
    for name in [*room("kinds.table").names(), "extras"]:
        sets = _sets(_EXTRAS_OF, extras=True) if name == "extras" else _sets(name)
        runs = [_run(folder, interpreter, _PROGRAM, each) for each in sets]
        modules = set().union(*(run[2] for run in runs))
        found[name] = max(run[0] for run in runs), max(run[1] for run in runs), modules
    return found


def _sets(kind: str, *, extras: bool = False) -> list[list]:
    table = room("kinds.table")
    rules = table.find(kind)
    options = {name: default for name, default, _ in rules.options}
    found = []
    for _, tokens in rules.items():
        must, may = table.split(tokens)
        may = [role for role in may if extras or role not in _EXTRAS]
        ports = {port: room("drivers").gives(port, options) for _, port, _ in tokens}
        found.append([kind, dict.fromkeys(must + may, 0), {}, ports])
    return found


def _driver(bus: str, part: str) -> list:
    module, name = room("drivers").find(bus, part)
    pins = 3 if bus == "meter" else 1
    return [module, name, [{}] if bus in ("meter", "ntc") else [0, {}], pins]


def _run(folder: Path, interpreter: Path, program: str, given: list) -> list:
    done = subprocess.run(
        [interpreter, "-c", program, json.dumps(given)],
        cwd=folder / "board",
        env={"MICROPYPATH": f"{folder / 'firmware'}:{folder / 'board'}:.frozen"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{given}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])
