"""Check the rules of devices.json, after its devices. Pure; loaded if there are any.

A problem is as in definitions; its place is "rule#2", its field such as "do.1.value". What a
device offers with the pins it has is not known here, only what its kind may: make_rules sees more.
"""

from micropython import const

from sbernode.entries import Splitter
from sbernode.sber import catalog
from sbernode.sber.categories import category

_MOST = const(32)
_MOST_ACTIONS = const(8)
_LONGEST_S = const(86400)


def check(listed, ids, kinds) -> list:
    """Return the problems of parsed rules; ids, kinds: of the devices, see Check."""
    work = Check(ids, kinds, listed)
    for i, entry in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(entry, dict):
            work.rule(entry, i + 1)
    return work.problems


class Check:
    """A check of rules that come one at a time; feed() it the whole file, or each to rule().

    ids, kinds: of all devices; listed: the rules, with any objects in their place; problems: those
    found so far.
    """

    def __init__(self, ids, kinds, listed):
        self._ids, self._kinds = ids, kinds
        self.problems, self._where = [], ""
        self._splitter = Splitter()
        # The numbers of those that are objects.
        self._places = []
        if not isinstance(listed, list):
            self._note("rules", "wrong_type", listed)
            return
        if len(listed) > _MOST:
            self._note("rules", "too_many_rules", len(listed))
        for i, entry in enumerate(listed):
            if isinstance(entry, dict):
                self._places.append(i + 1)
            else:
                self.problems.append(("rule#%d" % (i + 1), "", "not_an_object", entry))

    def feed(self, block: bytes):
        """Take the next bytes of a file that is JSON."""
        for entry in self._splitter.feed(block):
            if self._splitter.rules:
                self.rule(entry, self._places.pop(0) if self._places else 0)

    def rule(self, entry: dict, place: int):
        """Check the next rule; place: its number in the list, from 1."""
        self._where = "rule#%d" % place
        self._known("", entry, ("when", "do", "delay_s", "for_s"))
        if self._is("", entry, "when", dict):
            self._when(entry["when"])
        if self._is("", entry, "do", list):
            do = entry["do"]
            if not 0 < len(do) <= _MOST_ACTIONS:
                self._note("do", "out_of_range", [1, _MOST_ACTIONS])
            for i, action in enumerate(do[:_MOST_ACTIONS]):
                field = "do.%d" % (i + 1)
                if isinstance(action, dict):
                    self._action(field + ".", action, "for_s" in entry)
                else:
                    self._note(field, "not_an_object", action)
        for name, least in (("delay_s", 0), ("for_s", 1)):
            if name in entry:
                self._number(name, entry[name], least, _LONGEST_S, True)

    def _note(self, field, rule, detail):
        self.problems.append((self._where, field, rule, detail))

    def _known(self, field, part, names):
        for name in part:
            if name not in names:
                self._note(field + name, "unknown_field", name)

    def _is(self, field, part, name, kind):
        """Tell whether a part has this, of this type."""
        if name not in part:
            self._note(field + name, "missing", None)
        elif not isinstance(part[name], kind):
            self._note(field + name, "wrong_type", part[name])
        else:
            return True
        return False

    def _function(self, field, part):
        """Return (name, what the catalogue says) of a part's function, None if there is none."""
        offered = None
        if self._is(field, part, "device", str):
            if part["device"] in self._ids:
                offered = category(self._kinds[self._ids.index(part["device"])] or "")
            else:
                self._note(field + "device", "no_such_device", part["device"])
        if not self._is(field, part, "function", str):
            return None
        name = part["function"]
        fact = catalog.feature(name)
        if offered:
            offered = [each for some in (offered[0],) + offered[1] + offered[2:] for each in some]
            offered.remove("online")
        if fact is None or name == "online" or (offered and name not in offered):
            self._note(field + "function", "no_function", offered)
            return None
        return name, fact

    def _when(self, when):
        self._known("when.", when, ("device", "function", "is", "above", "below", "hysteresis"))
        found = self._function("when.", when)
        said = [word for word in ("is", "above", "below") if word in when]
        if len(said) > 1:
            self._note("when." + said[1], "two_conditions", said[0])
        if not found:
            return
        name, fact = found
        if "r" not in fact[1] or fact[0] == "C":
            self._note("when.function", "not_reported", name)
            return
        if not said and not catalog.is_event(name):
            self._note("when", "no_condition", name)
        if "is" in when:
            self._value("when.is", name, fact, when["is"])
        for word in ("above", "below", "hysteresis"):
            if word not in when:
                continue
            if fact[0] not in "IF":
                self._note("when." + word, "not_a_number", name)
            elif word != "hysteresis":
                self._value("when." + word, name, fact, when[word])
            elif said and said[0] != "is":
                share = 10 if name == "temperature" else 1
                most = (fact[3] - fact[2]) / share
                self._number("when." + word, when[word], 0, most, fact[0] == "I" and share == 1)
            else:
                self._note("when." + word, "unknown_field", word)

    def _action(self, field, action, returns):
        self._known(field, action, ("device", "function", "value"))
        found = self._function(field, action)
        if not found:
            return
        name, fact = found
        if "w" not in fact[1]:
            self._note(field + "function", "not_settable", name)
        elif "value" not in action:
            self._note(field + "value", "missing", None)
        else:
            given = action["value"]
            self._value(field + "value", name, fact, given)
            moves = name.startswith("open_") and given in ("open", "close")
            if returns and fact[0] != "B" and "r" not in fact[1] and not moves:
                self._note(field + "value", "no_way_back", name)

    def _value(self, field, name, fact, given):
        letter, _, low, high, _, values = fact
        if letter == "B":
            if not isinstance(given, bool):
                self._note(field, "wrong_type", given)
        elif letter == "E":
            if given not in values:
                self._note(field, "bad_option", list(values))
        elif letter == "C":
            if not isinstance(given, dict) or sorted(given) != ["h", "s", "v"]:
                self._note(field, "wrong_type", given)
                return
            for part, least, most in (("h", 0, 360), ("s", 0, 1000), ("v", 100, 1000)):
                self._number(field + "." + part, given[part], least, most, True)
        elif name == "temperature":
            # The only one that people write in another unit than the wire's.
            self._number(field, given, low / 10, high / 10, False)
        else:
            self._number(field, given, low, high, letter == "I")

    def _number(self, field, given, low, high, whole):
        if isinstance(given, bool) or not isinstance(given, int if whole else (int, float)):
            self._note(field, "wrong_type", given)
        elif not low <= given <= high:
            self._note(field, "out_of_range", [low, high])
