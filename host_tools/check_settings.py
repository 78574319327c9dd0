"""What would be accepted in settings.json in the place of a value that was refused."""

from host_tools.check_hints import one_of
from host_tools.check_place import Place
from host_tools.rooms import room
from host_tools.words import tr

_PARTS = {
    "wifi": '"wifi": {"ssid": "...", "password": "..."}',
    "sber": '"sber": {"login": "...", "password": "..."}',
    "page": '"page": {"salt": "...", "hash": "...", "rounds": 1000}',
    "portal": '"portal": {"alias": true}',
}


def accepted(at: Place) -> str:
    """Say what would be accepted; empty when the rule says it all."""
    hint = _HINTS.get(at.rule)
    return hint(at) if hint else ""


def _value(at: Place) -> str:
    if at.field in _PARTS:
        return _PARTS[at.field]
    if at.field == "ntp":
        return '["ru.pool.ntp.org", "time.google.com"]'
    if at.field == "version":
        return "1"
    if at.field in ("sber.verify", "portal.alias"):
        return tr("true or false, without quotation marks", "true или false, без кавычек")
    if at.field == "sber.port":
        return _port(at)
    if at.field == "page.rounds":
        return _rounds(at)
    if at.field in ("page.salt", "page.hash"):
        return tr(
            "what the board itself wrote when the password of its pages was set",
            "то, что записала сама плата, когда задавали пароль её страниц",
        )
    if at.field in ("sber.login", "sber.password"):
        return tr(
            "the text that Sber Studio shows for your MQTT hub",
            "текст, который Sber Studio показывает для вашего MQTT-хаба",
        )
    if at.field == "wifi.ssid":
        return tr("the name of your Wi-Fi network", "название вашей сети Wi-Fi")
    return tr('a text in quotation marks "', 'текст в кавычках "')


def _port(at: Place) -> str:
    return tr("a whole number from 1 to 65535", "целое число от 1 до 65535")


def _rounds(at: Place) -> str:
    return tr("a whole number from 1 to 10000", "целое число от 1 до 10000")


def _range(at: Place) -> str:
    return _rounds(at) if at.field == "page.rounds" else _port(at)


def _known(at: Place) -> str:
    settings = room("settings")
    part, _, name = at.field.rpartition(".")
    names = [field for owner, field in settings._FIELDS if owner == part]
    if not part:
        names = ["version", *_PARTS, "ntp", *settings._TEXTS]
    return one_of(names, name)


_HINTS = {
    "not_an_object": lambda at: '{"version": 1, "wifi": {...}, "sber": {...}}',
    "no_version": lambda at: '"version": 1',
    "too_new": lambda at: tr('"version": 1, or newer tools', '"version": 1 или новая программа'),
    "missing": _value,
    "wrong_type": _value,
    "empty": _value,
    "unknown_field": _known,
    "too_long": lambda at: tr(
        f"at most {at.detail} bytes, a Cyrillic letter takes two",
        f"не больше {at.detail} байтов, русская буква занимает два",
    ),
    "out_of_range": _range,
    "bad_hex": lambda at: tr('"d0a1d0b5d182d18c"', '"d0a1d0b5d182d18c"'),
    "two_names": lambda at: tr("one of them", "что-то одно"),
    "bad_login": lambda at: tr("a login without / + # and spaces", "логин без / + # и пробелов"),
}
