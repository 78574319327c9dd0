"""A home behind infrared light, and what else hangs on an ESP32.

Expected trains are put together here from what is published of the codes: NEC and RC5 in Vishay,
Data Formats for IR Remote Control; Samsung in the S3F80KB application note; the air conditioner's
are written down bit by bit (Kaseikyo's 432 us).
"""

from host_tools.sber_tables import ROOT
from host_tools.smoke_homes import Near, Row

DEVICES = ROOT / "host_tools" / "data" / "smoke-remotes.json"
CODES = DEVICES.with_suffix(".txt")
BOARD = "esp32"
# 3.75 V behind two equal resistors: half way from 3.3 to 4.2 V.
PARTS = {36: {"value": round(1.875 / 3.3 * 65535)}}


class Train:
    """Equal to what a diode shows that begins with one of these trains: us of light, of dark.

    The RMT of an ESP32 counts in units of some us.
    """

    __hash__ = None

    def __init__(self, carrier: int, *trains: list[int]):
        self._trains = [[carrier, *pulses] for pulses in trains]

    def __eq__(self, shown: object) -> bool:
        seen = [int(us) for us in shown.split()] if isinstance(shown, str) else []
        return any(
            len(seen) >= len(train)
            and all(abs(us - wanted) <= 4 for us, wanted in zip(seen, train, strict=False))
            for train in self._trains
        )

    def __repr__(self) -> str:
        return " or ".join([" ".join(map(str, train)) for train in self._trains])


def _bits(lead: int, numbers: list[int]) -> Train:
    """A lead and 4.5 ms of dark, bytes with the lowest bit first, a last light."""
    pulses = [lead, 4500]
    for number in numbers:
        for bit in f"{number:08b}"[::-1]:
            pulses += [560, 1690 if bit == "1" else 560]
    return Train(38000, [*pulses, 560])


def _nec(address: int, command: int) -> Train:
    return _bits(9000, [address, 255 - address, command, 255 - command])


def _samsung(address: int, command: int) -> Train:
    return _bits(4500, [address, address, command, 255 - command])


def _rc5(address: int, command: int) -> Train:
    """Two start bits, a bit that changes from press to press, 5 and 6 bits: 1 is dark, light."""
    trains = []
    for toggle in "01":
        bits = f"11{toggle}{address:05b}{command:06b}"
        halves = "".join(["01" if bit == "1" else "10" for bit in bits])
        # The dark before the first light is none, and how long the last one is others decide.
        runs = halves.strip("0").replace("10", "1 0").replace("01", "0 1").split()
        trains.append([889 * len(run) for run in runs])
    return Train(36000, *trains)


def _air(bits: str) -> Train:
    pulses = [3456, 1728]
    for bit in bits:
        pulses += [432, 1296 if bit == "1" else 432]
    return Train(38000, [*pulses, 432, 10000])


def _state(last: int) -> Train:
    return _air(f"1111000000000111{last:04b}")


ROWS = (
    Row("tv", ("send", {"on_off": True}), "4", _nec(0x04, 0x08)),
    Row("tv", ("drive", 25, 1), states={"on_off": True}),
    Row("tv", ("send", {"mute": True}), "4", _nec(0x04, 0x09)),
    Row("tv", ("send", {"volume": "+"}), "4", _nec(0x04, 0x02)),
    Row("tv", ("send", {"channel": "-"}), "4", _nec(0x04, 0x01)),
    Row("tv", ("send", {"direction": "up"}), "4", _nec(0x04, 0x40)),
    Row("tv", ("send", {"custom_key": "home"}), "4", _nec(0x04, 0x7C)),
    Row("tv", ("send", {"source": "hdmi1"}), "4", _samsung(0x07, 0x8B), {"source": "hdmi1"}),
    Row("tv", ("send", {"number": 5}), "4", _rc5(0, 5)),
    Row("tv", ("send", {"channel_int": 27}), "4", _rc5(0, 7), {"channel_int": 27}),
    Row("tv", ("send", {"volume_int": 50}), "4", _nec(0x04, 0x02), {"volume_int": 50}),
    Row("ac", ("send", {"hvac_work_mode": "cooling", "on_off": True}), "4", _state(1)),
    Row("ac", ("send", {"hvac_temp_set": 25}), "4", _state(2), {"hvac_temp_set": 25}),
    # There is no code for 25 degrees and much air: the nearest that there is.
    Row("ac", ("send", {"hvac_air_flow_power": "high"}), "4", _state(3), {"hvac_temp_set": 24}),
    Row("ac", ("send", {"hvac_work_mode": "heating"}), "4", _state(4), {"hvac_temp_set": 22}),
    Row("ac", ("part", 13, {"temperature": 26.5}), states={"temperature": 265}),
    Row("ac", ("send", {"on_off": False}), "4", _air("11110000000011110001"), {"on_off": False}),
    Row("robot", ("drive", 27, 0), states={"vacuum_cleaner_status": "docked"}),
    Row("robot", ("send", {"vacuum_cleaner_program": "spot"}), "4", _nec(0x80, 0x11)),
    Row("robot", ("send", {"vacuum_cleaner_cleaning_type": "wet"}), "4", _nec(0x80, 0x21)),
    Row(
        "robot",
        ("send", {"vacuum_cleaner_command": "start"}),
        "4",
        _nec(0x80, 0x01),
        {"vacuum_cleaner_status": "cleaning", "battery_percentage": Near(50, 0.04)},
    ),
    Row("robot", ("send", {"vacuum_cleaner_command": "return_to_dock"}), "4", _nec(0x80, 0x03)),
    Row("mop", ("send", {"vacuum_cleaner_command": "start"}), "16", 1),
    Row("mop", ("wait",), "16", 0),
    Row("mop", ("send", {"vacuum_cleaner_status": "pause"}), "17", 1),
    Row(
        "mop",
        ("send", {"vacuum_cleaner_command": "return_to_dock"}),
        "18",
        1,
        {"vacuum_cleaner_status": "returning_to_dock"},
    ),
    Row("pump", ("send", {"on_off": True}), "19", 1, {"on_off": True}),
    Row(
        "pump",
        ("part", 33, {"voltage": 228, "current": 1.5, "power": 342}),
        states={"voltage": 228, "current": 1500, "power": 342},
    ),
    Row("charger", ("send", {"on_off": True}), "23", 1, {"on_off": True}),
    Row(
        "charger",
        ("part", 21, {"voltage": 12, "current": 0.5}),
        states={"voltage": 12, "current": Near(500, 0.01), "power": Near(6, 0.01)},
    ),
)
