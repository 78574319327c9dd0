"""Check devices.json: shape, kinds, roles, pins, options. Pure; loaded at start, then dropped.

A problem is (device, field, rule, detail): the id of the device or its place "#2", the path of the
field, the name of the rule that refused it, what it saw. Texts: host_tools/check.py, the pages.
"""

from micropython import const

from sbernode.entries import Splitter
from sbernode.kinds import table

_MOST_DEVICES = const(100)
_VERSION = const(1)
_FIELDS = ("id", "kind", "name", "room", "home", "pins", "options")
_LONGEST = (("id", 64), ("name", 63), ("room", 35), ("home", 35))
_PULLS = ("up", "down", "none")
# Types of ports that are inputs; roles of other ports that only listen.
_LISTEN = ("in", "detector", "ir_in")
_READ = ("rx", "cf", "cf1")

# Rules that do not stop a board; everything else does.
WARNINGS = ("caution_pin", "avoid_pin")


def check(doc, facts=None, hub: str = "root") -> list:
    """Return the problems of a parsed devices.json but its rules; facts, hub: see Check."""
    work = Check(facts, hub)
    devices = doc.get("devices") if isinstance(doc, dict) else None
    for i, entry in enumerate(devices if isinstance(devices, list) else ()):
        if isinstance(entry, dict):
            work.device(entry, i + 1)
    return work.problems(doc)


def errors(problems) -> list:
    """Return the problems that stop a board."""
    return [problem for problem in problems if problem[2] not in WARNINGS]


def pin(spec):
    """Return (gpio, active, pull) of a pin, None for what is not given; None if malformed."""
    if isinstance(spec, dict):
        if not all([key in ("gpio", "active", "pull", "address") for key in spec]):
            return None
        active, pull = spec.get("active"), spec.get("pull")
        if active not in (None, "low", "high") or pull not in (None,) + _PULLS:
            return None
        # The number of a 1-Wire part.
        text = spec.get("address", "0" * 16)
        if not isinstance(text, str) or len(text) != 16 or text.strip("0123456789abcdefABCDEF"):
            return None
        spec = spec.get("gpio")
    else:
        active = pull = None
    if not _integer(spec) or spec < 0:
        return None
    return spec, active, pull


class Check:
    """A check of devices that come one at a time: none is kept.

    Either feed() it the file, then end(); or device() for each, then problems(). ids, kinds and
    rules, with any objects in their place, are for check_rules.
    """

    def __init__(self, facts=None, hub: str = "root", splitter=None):
        """Take what is known; splitter: a Splitter, if there is one already.

        facts: {gpio: letters} of the board, see pins.py (a missing pin must not be used), None if
        the board is not known; hub: the id taken by the hub.
        """
        self._facts, self._hub = facts, hub
        self._problems, self._where = [], ""
        self._splitter, self._count = splitter or Splitter(), 0
        # Pins in use, who has each of them; (pin, role) of those that many may share; I2C buses;
        # PWM outputs of an RP2, of servos plus 1000: only that board's pins have these letters.
        # Lists: a dict takes twice as much, and for a moment three times while it grows.
        self._pins, self._owners, self._shared, self._buses, self._dimmed = [], [], [], [], []
        self._rp2 = facts and any(["t" in letters for letters in facts.values()])
        # (device, id of the device it toggles); all ids, and the kind of each.
        self._bound, self.ids, self.kinds, self.rules = [], [], [], False

    def feed(self, block: bytes):
        """Take the next bytes of the file. Raises ValueError if they are no JSON."""
        for entry in self._splitter.feed(block):
            self.rules = self.rules or self._splitter.rules
            if not self._splitter.rules:
                self._count += 1
                self.device(entry, self._count)

    def end(self) -> list:
        """Return all problems of the file. Raises ValueError if it is no JSON, or cut."""
        return self.problems(self._splitter.doc())

    def device(self, entry: dict, place: int):
        """Check the next device; place: its number in the list, from 1."""
        self._where = entry.get("id")
        if not isinstance(self._where, str) or not self._where:
            self._where = "#%d" % place
        self._fields(entry)
        kind, options = table.find(entry.get("kind")), entry.get("options", {})
        if self._where == entry.get("id"):
            self.ids.append(self._where)
            name = kind and kind.name
            self.kinds.append(self.kinds[self.kinds.index(name)] if name in self.kinds else name)
        target = options.get("toggles") if isinstance(options, dict) else None
        if isinstance(target, str) and target:
            self._bound.append((self._where, target))
        if kind:
            self._roles(kind, entry.get("pins"))
            self._options(kind, options)
        else:
            self._note("kind", "unknown_kind" if "kind" in entry else "missing", entry.get("kind"))

    def problems(self, doc) -> list:
        """Return all problems; doc: the document, with any objects in the place of the devices."""
        found, self._problems, self._where = self._problems, [], ""
        self._document(doc)
        for where, target in self._bound:
            kind = target in self.ids and table.find(self.kinds[self.ids.index(target)])
            if kind is False:
                found.append((where, "options.toggles", "no_such_device", target))
            elif kind and not kind.can_toggle():
                found.append((where, "options.toggles", "not_bindable", target))
        return self._problems + found

    def _note(self, field, rule, detail):
        self._problems.append((self._where, field, rule, detail))

    def _document(self, doc):
        if not isinstance(doc, dict):
            return self._note("", "not_an_object", doc)
        if "version" not in doc:
            self._note("version", "no_version", _VERSION)
        elif not _integer(doc["version"]):
            self._note("version", "wrong_type", doc["version"])
        elif doc["version"] > _VERSION:
            self._note("version", "too_new", doc["version"])
        for name in doc:
            if name not in ("version", "devices", "rules"):
                self._note(name, "unknown_field", name)
        # Nothing there, but some came by: there are two lists, and a board reads both.
        self.rules = doc.get("rules", []) if not self.rules else doc.get("rules") or True
        devices = doc.get("devices")
        if not isinstance(devices, list):
            return self._note("devices", "no_devices", devices)
        if len(devices) > _MOST_DEVICES:
            self._note("devices", "too_many", len(devices))
        for i, entry in enumerate(devices):
            if not isinstance(entry, dict):
                self._problems.append(("#%d" % (i + 1), "", "not_an_object", entry))

    def _fields(self, entry):
        for name in entry:
            if name not in _FIELDS:
                self._note(name, "unknown_field", name)
        for name, longest in _LONGEST:
            text = entry.get(name)
            if name not in entry:
                if name in ("id", "name"):
                    self._note(name, "missing", None)
            elif not isinstance(text, str):
                self._note(name, "wrong_type", text)
            elif not text.strip():
                self._note(name, "empty", text)
            elif len(text) > longest:
                self._note(name, "too_long", longest)
        name = entry.get("id")
        if name != self._where:
            return
        good = ["a" <= c <= "z" or "A" <= c <= "Z" or "0" <= c <= "9" or c in "_.-" for c in name]
        if not all(good):
            self._note("id", "bad_id", name)
        if name in self.ids:
            self._note("id", "taken_id", name)
        elif name == self._hub:
            self._note("id", "reserved_id", name)

    def _roles(self, kind, pins):
        if not isinstance(pins, dict):
            return self._note("pins", "missing" if pins is None else "wrong_type", _sets(kind))
        fitted, found = [], kind.fits(pins)
        # All roles of a kind are many.
        ports = {r: port for roles, port, _ in found[1] for r in roles} if found else kind.roles
        for role, spec in pins.items():
            field = "pins." + role
            if role not in ports:
                self._note(field, "unknown_role", list(ports))
                continue
            fitted.append(role)
            got = pin(spec)
            if got is None:
                self._note(field, "bad_pin", spec)
            else:
                self._pin(field, ports[role], got[0], got[2])
                if ports[role] == "ir" and got[1] == "low":
                    self._note(field + ".active", "bad_option", "low")
        found = found or kind.fits(fitted)
        if not found:
            sets = [must + may for must, may in [table.split(one[1]) for one in kind.items()]]
            partly = any([all([role in roles for role in fitted]) for roles in sets])
            rule = "roles_incomplete" if partly else "roles_conflict"
            return self._note("pins", rule, _sets(kind))
        for roles, _, _ in found[1]:
            if len({role in fitted for role in roles}) > 1:  # one line of two
                return self._note("pins", "roles_incomplete", ["+".join(roles)])
        if "sda" in fitted:
            self._bus(pin(pins["sda"]), pin(pins["scl"]))
        if "tx" in fitted:
            self._serial(pin(pins["tx"]), pin(pins["rx"]))

    def _bus(self, sda, scl):
        """Have every I2C bus consist of the same two pins at all devices."""
        if sda and scl:
            for one, other in self._buses:
                if (one == sda[0]) != (other == scl[0]):
                    return self._note("pins.scl", "other_bus", [one, other])
            self._buses.append((sda[0], scl[0]))

    def _serial(self, tx, rx):
        """Have TX and RX of an RP2 belong to one UART, taken by one device like a pin."""
        if tx and rx and self._rp2:
            for uart in "tr", "TR":
                if uart[0] in self._facts.get(tx[0], "") and uart[1] in self._facts.get(rx[0], ""):
                    return self._take("pins.rx", "uart_taken", uart)
            self._note("pins.rx", "no_uart", [tx[0], rx[0]])

    def _take(self, field, rule, what):
        if what in self._pins:
            self._note(field, rule, self._owners[self._pins.index(what)])
        else:
            self._pins.append(what)
            self._owners.append(self._where)

    def _pwm(self, field, gpio, servo):
        """Have no two outputs of an RP2 be one, nor share a clock at different frequencies."""
        for mark in self._dimmed:
            other = mark % 1000
            if gpio != other and gpio % 16 == other % 16:
                self._note(field, "shared_pwm", other)
            elif gpio // 2 % 8 == other // 2 % 8 and (mark >= 1000) != servo:
                self._note(field, "other_pwm", other)
        self._dimmed.append(gpio + 1000 * servo)

    def _pin(self, field, port, gpio, pull):
        shared = (gpio, field) if port in ("i2c", "ds18b20", "ir", "ir_in") else None
        if not shared or shared not in self._shared:
            self._take(field, "pin_taken", gpio)
            if shared:
                self._shared.append(shared)
        if self._facts is None:
            return
        letters = self._facts.get(gpio)
        if letters is None:
            return self._note(field, "forbidden_pin", gpio)
        if port in _LISTEN or field[5:] in _READ:
            if "i" not in letters:
                self._note(field, "no_input", gpio)
            wanted = pull or ("up" if port == "in" else "none")  # as hw.ports has it
            if wanted != "none" and wanted[0] not in letters:
                self._note(field, "no_pull", gpio)
        elif port == "adc" or port == "ntc":
            if "a" not in letters:
                self._note(field, "no_adc", gpio)
        elif "o" not in letters:
            self._note(field, "input_only", gpio)
        elif port in ("level", "servo", "bridge"):
            if "p" not in letters:
                self._note(field, "no_pwm", gpio)
            elif self._rp2:
                self._pwm(field, gpio, port == "servo")
        if "v" in letters or "c" in letters:
            self._note(field, "avoid_pin" if "v" in letters else "caution_pin", gpio)

    def _options(self, kind, options):
        if not isinstance(options, dict):
            return self._note("options", "wrong_type", options)
        for name, value in options.items():
            field, accepted = "options." + name, kind.accepted(name)
            if accepted is None:
                self._note(field, "unknown_option", [option[0] for option in kind.options])
            elif accepted == "device":
                if not isinstance(value, str):
                    self._note(field, "wrong_type", value)
            elif isinstance(accepted[0], str):
                if value not in accepted:
                    self._note(field, "bad_option", list(accepted))
            elif not _integer(value):
                self._note(field, "wrong_type", value)
            elif not accepted[0] <= value <= accepted[1]:
                self._note(field, "out_of_range", list(accepted))


def _sets(kind):
    return ["+".join(table.split(tokens)[0]) for _, tokens in kind.items()]


def _integer(value):
    return isinstance(value, int) and not isinstance(value, bool)
