"""The home that `make run` shows: lamps, switches, a curtain, sensors.

Expected duties: 655 + 64880 * ((brightness - 50) / 950) ** 2.2 by a calculator; pixels: the
colours of the commands themselves.
"""

from host_tools import demo
from host_tools.smoke_homes import Row

DEVICES = demo.DEVICES
ROWS = (
    Row("pump", ("send", {"on_off": True}), "17", 1, {"on_off": True}),
    Row("pump", ("send", {"on_off": False}), "17", 0, {"on_off": False}),
    Row("plug", ("send", {"on_off": True}), "18", 1, {"on_off": True}),
    Row("plug", ("drive", 19, 0), "18", 0, {"on_off": False}),
    Row("plug", ("drive", 19, None), None, None, {}),
    Row("lamp", ("send", {"on_off": True}), "16", 65535, {"on_off": True}),
    Row("lamp", ("send", {"light_brightness": 525}), "16", 14775, {"light_brightness": 525}),
    Row("lamp", ("drive", 14, 0), "16", 0, {"on_off": False}),
    Row("lamp", ("drive", 14, None), None, None, {}),
    Row("mood", ("send", {"on_off": True}), "6", 65535, {"on_off": True}),
    Row(
        "mood",
        ("send", {"light_mode": "colour", "light_colour": (240, 1000, 1000)}),
        "6",
        0,
        {"light_mode": "colour", "light_colour": {"h": 240, "s": 1000, "v": 1000}},
    ),
    Row("strip", ("send", {"on_off": True}), "2", " ".join(["ffffff"] * 12), {"on_off": True}),
    Row(
        "strip",
        ("send", {"light_colour": (0, 1000, 1000)}),
        "2",
        " ".join(["ff0000"] * 12),
        {"light_colour": {"h": 0, "s": 1000, "v": 1000}},
    ),
    Row("curtain", ("send", {"open_percentage": 20}), "11", 1, {"open_state": "closing"}),
    Row("curtain", ("send", {"open_set": "stop"}), "11", 0, {}),
    Row("curtain", ("send", {"open_set": "open"}), "10", 1, {"open_state": "opening"}),
    Row("curtain", ("wait", 8), "10", 0, {"open_state": "open", "open_percentage": 100}),
    Row(
        "climate",
        ("part", 22, {"temperature": -3.5, "humidity": 61}),
        None,
        None,
        {"temperature": -35, "humidity": 61},
    ),
    Row("door", ("drive", 12, 0), None, None, {"doorcontact_state": False}),
    Row("door", ("drive", 12, None), None, None, {"doorcontact_state": True}),
    Row("leak", ("drive", 13, 0), None, None, {"water_leak_state": True}),
    Row("motion", ("drive", 20, 1), None, None, {}, "pir=pir"),
    Row("scene", ("press", 15, 0.1), "16", 14775, {}, "button_event=click"),
    Row("scene", ("press", 15, 1.2), "16", 0, {}, "button_event=long_press"),
)
