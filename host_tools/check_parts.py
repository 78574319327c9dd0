"""Find what cannot work about the parts of a devices.json, though a board starts with it.

A part at an address it does not have, or where another one is, does not answer, and its device is
offline for ever; an option for a part that is not fitted does nothing. So all of this is warnings.
"""

import json

from host_tools.rooms import FIRMWARE, room

WARNINGS = ("bad_address", "address_taken", "idle_option")

# Addresses that a part can have, its usual one first; data sheets: AHT10 (5.3, and Aosong's AHT15
# board at 0x39), AHT20 (7.3), BMP280 (5.2), BME280 (6.2), ENS160 (pin ADDR), INA219 (8.5.5.1),
# INA226 (7.5.4), SCD4x (3.3), SHT3x-DIS (3.4), SHT4x (4.1).
ADDRESSES = {
    "aht10": (0x38, 0x39),
    "aht20": (0x38,),
    "bme280": (0x76, 0x77),
    "bmp280": (0x76, 0x77),
    "ens160": (0x53, 0x52),
    "ina219": tuple(range(0x40, 0x50)),
    "ina226": tuple(range(0x40, 0x50)),
    "scd4x": (0x62,),
    "sht3x": (0x44, 0x45),
    "sht4x": (0x44, 0x45, 0x46),
}


def problems(doc: object) -> list[tuple]:
    """Return the problems of all devices whose kind, pins and options are sound."""
    listed = doc.get("devices") if isinstance(doc, dict) else None
    found, places = [], {}
    for place, entry in enumerate(listed if isinstance(listed, list) else [], 1):
        kind = room("kinds.table").find(entry.get("kind")) if isinstance(entry, dict) else None
        pins, given = (entry.get("pins"), entry.get("options", {})) if kind else (None, None)
        if not isinstance(pins, dict) or not isinstance(given, dict) or not kind.fits(pins):
            continue
        where = entry.get("id")
        where = where if isinstance(where, str) and where else f"#{place}"
        needs = _needs(kind.name)
        found += [
            (where, f"options.{name}", "idle_option", needs[name])
            for name in given
            if name in needs and needs[name] not in pins
        ]
        if "sda" in pins:
            bus = room("definitions").pin(pins["sda"])
            found += _address(where, bus, kind.choose(given)[0], places)
    return found


def _address(where, bus, options, places) -> list[tuple]:
    """Return the problems of one part on I2C; places: {(bus, address): (device, part)} so far."""
    part = options["i2c"]
    known = ADDRESSES.get(part) if isinstance(part, str) else None
    if known is None or not isinstance(options["address"], int):
        return []
    address = options["address"] or known[0]
    if address not in known:
        return [(where, "options.address", "bad_address", list(known))]
    first = places.setdefault((bus and bus[0], address), (where, part))
    if first[1] != part:
        return [(where, "options.address", "address_taken", first[0])]
    return []


def _needs(kind: str) -> dict[str, str]:
    """Return {option: role without which it means nothing} of a kind, as the pages have it."""
    found, own = {}, {}
    for path in (FIRMWARE / "sbernode" / "portal" / "page" / "kinds").glob("*.json"):
        for name, about in json.loads(path.read_text("utf-8"))["options"].items():
            owner, _, option = name.rpartition(".")
            if not owner and "needs" in about:
                found[option] = about["needs"]
            elif owner == kind:
                own[option] = about.get("needs")
    return {name: role for name, role in {**found, **own}.items() if role}
