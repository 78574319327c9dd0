"""A home of light, of every set of pins.

Expected duties: 65535 for all of the power; a half of it for each of two whites in the middle of
the scale, of which the eye sees even steps as it is a mixture in mireds; of a colour with half of
its saturation the white LED gives 0.5 ** 2.2 of the power, and red what is left. By a calculator.
"""

from host_tools.sber_tables import ROOT
from host_tools.smoke_homes import Row

DEVICES = ROOT / "host_tools" / "data" / "smoke-lights.json"
_RED, _PALE, _BLUE = (0, 1000, 1000), (0, 500, 1000), (240, 1000, 1000)
ROWS = (
    Row("lamp", ("send", {"on_off": True}), "16", 1, {"on_off": True}),
    Row("lamp", ("drive", 17, 0), "16", 0, {"on_off": False}),
    Row("dimmer", ("send", {"on_off": True}), "13", 65535, {"light_brightness": 1000}),
    Row("dimmer", ("send", {"light_brightness": 525}), "13", 14775, {"light_brightness": 525}),
    Row("dimmer", ("send", {"on_off": False}), "13", 0, {"on_off": False}),
    Row("white", ("send", {"on_off": True}), "2", 32768, {"light_colour_temp": 500}),
    Row("white", ("send", {"light_colour_temp": 0}), "2", 65535, {"light_colour_temp": 0}),
    Row("white", ("send", {"light_colour_temp": 250}), "3", 16384, {"light_colour_temp": 250}),
    Row("rgb", ("send", {"on_off": True}), "5", 65535, {"light_mode": "white"}),
    Row("rgb", ("send", {"light_colour": _BLUE}), "5", 0, {"light_mode": "colour"}),
    Row("rgb", ("send", {"light_mode": "white"}), "5", 65535, {"light_mode": "white"}),
    Row("rgbw", ("send", {"on_off": True}), "10", 65535, {"on_off": True}),
    Row("rgbw", ("send", {"light_colour": _RED}), "7", 65535, {"light_mode": "colour"}),
    Row("rgbw", ("send", {"light_colour": _PALE}), "10", 14263, {"light_mode": "colour"}),
    Row("rgbw", ("send", {"light_colour": (0, 400, 1000)}), "7", 44234),
    Row("all", ("send", {"on_off": True, "light_colour_temp": 1000}), "1", 65535),
    Row("all", ("send", {"light_colour": _BLUE}), "14", 65535, {"light_mode": "colour"}),
    Row("all", ("send", {"light_colour_temp": 0}), "15", 65535, {"light_mode": "white"}),
    Row("pixels", ("send", {"on_off": True}), "18", "000000ff 000000ff 000000ff"),
    Row("pixels", ("send", {"light_colour": _RED}), "18", "ff000000 ff000000 ff000000"),
)
