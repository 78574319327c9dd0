"""What would be accepted in the place of a value that a rule of the checks refused."""

import difflib

from host_tools import boards
from host_tools.check_place import Place, said, used_pins
from host_tools.rooms import room
from host_tools.words import tr

_PIN_EXAMPLE = '16, {"gpio": 16, "active": "low", "pull": "up"}'
# Letters that a port of each type needs; an input also needs its pull.
_NEEDS = {
    "in": "i",
    "detector": "i",
    "ir_in": "i",
    "servo": "op",
    "bridge": "op",
    "stepper": "o",
    "adc": "a",
    "ntc": "a",
    "i2c": "io",
    "out": "o",
    "motor": "o",
    "level": "op",
    "pixels": "o",
    "dht22": "io",
    "ds18b20": "io",
}


def accepted(at: Place) -> str:
    """Say what would be accepted; empty when the rule says it all."""
    if at.form == "settings":
        from host_tools.check_settings import accepted as of_settings

        return of_settings(at)
    if at.form == "rules":
        from host_tools.check_rules import accepted as of_rules

        return of_rules(at)
    hint = _HINTS.get(at.rule)
    return hint(at) if hint else ""


def free_pins(at: Place) -> str:
    """Name the pins of the board that fit the role and that no device uses."""
    if at.board is None or at.kind is None:
        return ""
    role = at.field.removeprefix("pins.")
    port = at.kind.roles.get(role)
    needs = _NEEDS.get(port, "i" if role in room("definitions")._READ else "o")
    if port == "in":
        needs += "u"
    users = used_pins(at.doc)
    used = {gpio for _, _, gpio, _ in users}
    if "p" in needs:
        used |= _shut(at.board, [user for user in users if user[1:3] != (at.field, at.gpio)], port)
    fit = [
        int(gpio)
        for gpio, pin in at.board["pins"].items()
        if pin["class"] in ("safe", "input_only")
        and set(needs) <= set(boards.letters(pin))
        and int(gpio) not in used
        and (port not in ("out", "motor") or pin["relay_ok"])
    ]
    if not fit:
        return tr("no free pin fits", "подходящих свободных выводов нет")
    listed = boards.ranges(fit).replace(",", ", ")
    return tr(f"a free pin that fits: GPIO {listed}", f"свободный подходящий вывод: GPIO {listed}")


def _shut(board: dict, users: list[tuple], port: str) -> set[int]:
    """Return the pins whose PWM output, or its clock, others have; board: of any sort."""
    shut = set()
    for _, _, gpio, other in users:
        its = board["pins"].get(str(gpio), {})
        for each, pin in board["pins"].items():
            if other in ("level", "servo", "bridge") and "slice" in pin:
                same_clock = pin["slice"] == its.get("slice")
                same = same_clock and pin["channel"] == its["channel"]
                if same or (same_clock and (other == "servo") != (port == "servo")):
                    shut.add(int(each))
    return shut


def one_of(names, wrong: object = None) -> str:
    """List what may be said; a name that is spelt alike is asked for first."""
    names = [str(name) for name in names]
    listed = ", ".join(names) or tr("nothing", "ничего")
    close = difflib.get_close_matches(wrong, names, 1) if isinstance(wrong, str) else []
    if close:
        return tr(f"{close[0]}? (known: {listed})", f"{close[0]}? (известны: {listed})")
    return listed


def _missing(at: Place) -> str:
    if at.field == "kind":
        return one_of(room("kinds.table").names())
    if at.field == "pins":
        return _sets(at)
    return tr("a text", "текст")


def _type(at: Place) -> str:
    if at.field == "pins":
        return _sets(at)
    if at.field == "options":
        return '{"%s": ...}' % (at.kind.options[0][0] if at.kind and at.kind.options else "")
    if at.field.startswith("options."):
        return _option(at)
    if at.field == "version":
        return "1"
    if at.field == "rules":
        return '"rules": [ ... ]'
    return tr('a text in quotation marks "', 'текст в кавычках "')


def _option(at: Place) -> str:
    if at.field.endswith(".active"):
        return '"high"'
    options = {option[0]: option for option in at.kind.options} if at.kind else {}
    _, default, takes = options.get(at.field.removeprefix("options."), ("", None, ()))
    if takes == "device":
        return tr("the id of a device", "id устройства")
    if takes and isinstance(takes[0], int):
        return tr(
            f"a whole number from {takes[0]} to {takes[1]}, default {default}",
            f"целое число от {takes[0]} до {takes[1]}, по умолчанию {default}",
        )
    return one_of(takes, at.value)


def _sets(at: Place) -> str:
    if not at.kind:
        return '{"out": 16}'
    sets = [room("kinds.table").split(tokens) for _, tokens in at.kind.items()]
    same = [role for role in sets[0][1] if all(role in may for _, may in sets)]
    besides = tr(" (besides: {})", " (дополнительно: {})")
    own = [(must, [role for role in may if role not in same]) for must, may in sets]
    either = tr(" or ", " или ").join(
        "+".join(must) + (besides.format(", ".join(may)) if may else "") for must, may in own
    )
    more = ", ".join(same)
    return either + (tr(f", besides {more}", f", дополнительно {more}") if more else "")


def _pull(at: Place) -> str:
    own = said({"gpio": at.gpio, "pull": "none"})
    return free_pins(at) + tr(
        f"; or {own} and a resistor of your own", f"; или {own} и свой резистор"
    )


def _bindable(at: Place) -> str:
    fit = [
        entry["id"]
        for entry in at.doc["devices"]
        if isinstance(entry, dict)
        and isinstance(entry.get("id"), str)
        and (kind := room("kinds.table").find(entry.get("kind")))
        and kind.can_toggle()
    ]
    return one_of(fit, at.value)


def _fields(at: Place) -> str:
    known = ("version", "devices", "rules") if at.entry is None else room("definitions")._FIELDS
    return one_of(known, at.field)


def _pwm(at: Place) -> str:
    count = at.board["pwm"]["channels"]
    return tr(f"at most {count}", f"не больше {count}")


def _uarts(at: Place) -> str:
    count = at.board["uarts"]["count"]
    return tr(f"at most {count}", f"не больше {count}")


def _other_address(at: Place) -> str:
    from host_tools.check_parts import ADDRESSES

    chosen, _ = at.kind.choose(at.entry.get("options", {}))
    known = ADDRESSES[chosen["i2c"]]
    others = [each for each in known if each != (chosen["address"] or known[0])]
    if not others:
        return tr("another bus: two other pins", "другая шина: два других вывода")
    return tr("another address: ", "другой адрес: ") + ", ".join(map(str, others))


_HINTS = {
    "not_an_object": lambda at: (
        '{"version": 1, "devices": [...]}'
        if at.field == "" and not isinstance(at.doc, dict)
        else '{"id": "lamp", "kind": "light", "name": "...", "pins": {"level": 16}}'
    ),
    "no_version": lambda at: '"version": 1',
    "too_new": lambda at: tr(
        '"version": 1, or newer tools', '"version": 1 или более новая программа'
    ),
    "no_devices": lambda at: '"devices": [ ... ]',
    "too_many_rules": lambda at: tr("at most 32", "не больше 32"),
    "too_many": lambda at: tr("at most 100", "не больше 100"),
    "missing": _missing,
    "wrong_type": _type,
    "unknown_field": _fields,
    "empty": lambda at: tr("at least one character", "хотя бы одна буква"),
    "too_long": lambda at: tr(f"at most {at.detail} characters", f"не больше {at.detail} знаков"),
    "bad_id": lambda at: tr("Latin letters, digits, _ . -", "латинские буквы, цифры, _ . -"),
    "taken_id": lambda at: tr("an id that occurs once", "id, который встречается один раз"),
    "reserved_id": lambda at: tr("any other id", "любой другой id"),
    "unknown_kind": lambda at: one_of(room("kinds.table").names(), at.value),
    "unknown_role": lambda at: one_of(at.kind.roles, at.field.removeprefix("pins.")),
    "roles_incomplete": _sets,
    "roles_conflict": _sets,
    "bad_pin": lambda at: _PIN_EXAMPLE,
    "forbidden_pin": free_pins,
    "input_only": free_pins,
    "no_input": free_pins,
    "no_pull": _pull,
    "no_pwm": free_pins,
    "no_adc": free_pins,
    "no_uart": lambda at: tr(
        "TX and RX of one UART, such as GPIO 0 and 1, or 4 and 5",
        "TX и RX одного UART, например GPIO 0 и 1 или 4 и 5",
    ),
    "uart_taken": lambda at: tr(
        "a pair of the other UART: UART0 is GPIO 0 and 1, 12 and 13, 16 and 17; "
        "UART1 is GPIO 4 and 5, 8 and 9",
        "пара другого UART: UART0 - это GPIO 0 и 1, 12 и 13, 16 и 17; "
        "UART1 - это GPIO 4 и 5, 8 и 9",
    ),
    "other_bus": lambda at: tr(
        f"GPIO {at.detail[0]} and {at.detail[1]}, as at the other device, or two other pins",
        f"GPIO {at.detail[0]} и {at.detail[1]}, как у другого устройства, или два других вывода",
    ),
    "pin_taken": free_pins,
    "unknown_option": lambda at: one_of(
        [option[0] for option in at.kind.options], at.field.removeprefix("options.")
    ),
    "bad_option": _option,
    "out_of_range": _option,
    "no_such_device": _bindable,
    "not_bindable": _bindable,
    "caution_pin": free_pins,
    "avoid_pin": free_pins,
    "shared_pwm": free_pins,
    "other_pwm": free_pins,
    "too_many_uarts": _uarts,
    "bad_address": lambda at: ", ".join(f"{each} (0x{each:02x})" for each in at.detail),
    "address_taken": _other_address,
    "idle_option": lambda at: tr("remove it", "удалите её"),
    "too_many_pwm": _pwm,
}
