"""A home that watches: air, fire, gas, water, doors, buttons, and what a machine draws.

Expected charge: 1.875 V at the pin, of 3.3 V for 65535, are 3.75 V behind two equal resistors,
half way from 3.3 to 4.2 V. A meter is right within 2 per cent (BL0937 and HLW8012 datasheets).
"""

from host_tools.sber_tables import ROOT
from host_tools.smoke_homes import Near, Row

DEVICES = ROOT / "host_tools" / "data" / "smoke-senses.json"
_WET, _DRY, _GAS, _HALF = 10000, 60000, 40000, round(1.875 / 3.3 * 65535)
_LOAD = {"voltage": 230, "current": 6.5, "power": 1495}
PARTS = {27: {"value": _DRY}, 28: {"value": _HALF}}
ROWS = (
    Row(
        "air",
        ("part", 4, {"co2": 1234, "temperature": 24.5, "humidity": 38}),
        states={"co2": 1234, "temperature": 245, "humidity": 38, "temp_unit_view": "c"},
    ),
    Row("air", ("part", 1, {"pm1_0": 20, "pm2_5": 35, "pm10": 50}), states={"pm2_5": 35}),
    Row("smoke", ("drive", 2, 1), states={"smoke_state": True}),
    Row("smoke", ("drive", 2, 0), states={"smoke_state": False}),
    Row("gas", ("part", 26, {"value": _GAS}), "3", 1, {"gas_leak_state": True}),
    Row("gas", ("press", 6, 0.1), "3", 0, {"alarm_mute": True, "gas_leak_state": True}),
    Row("gas", ("part", 26, {"value": 0}), "3", None, {"gas_leak_state": False}),
    Row("gas", ("ask",), states={"alarm_mute": False, "sensor_sensitive": "medium"}),
    Row("leak", ("part", 27, {"value": _WET}), states={"water_leak_state": True}),
    Row("leak", ("ask",), states={"battery_percentage": 50, "battery_low_power": False}),
    Row("keys", ("press", 7, 0.1), event="button_1_event=click"),
    Row("keys", ("press", 8, 0.1, 2), event="button_2_event=double_click"),
    Row("keys", ("press", 9, 1.2), event="button_3_event=long_press"),
    Row("pad", ("press", 10, 0.1), event="button_left_event=click"),
    Row("pad", ("press", 12, 0.1), event="button_top_left_event=click"),
    # The handset is lifted, then the button is pressed.
    Row("entry", ("send", {"unlock": "unlock"}), "15", 1),
    Row("entry", ("wait",), "14", 1),
    Row("entry", ("wait",), "15", 0),
    Row("entry", ("drive", 13, 0), states={"incoming_call": True}),
    Row("entry", ("drive", 13, None), states={"incoming_call": False}),
    Row("entry", ("send", {"reject_call": "reject"}), "15", 1),
    Row("entry", ("wait",), "15", 0),
    Row("washer", ("send", {"on_off": True}), "16", 1, {"on_off": True}),
    Row(
        "washer",
        ("part", 17, _LOAD),
        states={
            "power": Near(1495, 0.02),
            "current": Near(6500, 0.02),
            "voltage": Near(230, 0.02),
        },
    ),
    Row("washer", ("send", {"child_lock": True}), "16", None, {"child_lock": True}),
    Row("washer", ("press", 20, 0.1), "16", None),
    Row("washer", ("send", {"child_lock": False}), "16", None, {"child_lock": False}),
    Row("washer", ("press", 20, 0.1), "16", 0, {"on_off": False}),
    Row("door", ("drive", 21, 0), states={"doorcontact_state": False}),
    Row("door", ("drive", 22, 0), states={"tamper_alarm": False}),
    Row("door", ("drive", 22, None), states={"tamper_alarm": True}),
)
