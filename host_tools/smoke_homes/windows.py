"""A home of what opens and closes: every sort of drive, and water that closes its own valves.

Expected pulse of the servo: 1500 us of 20 ms, half way between 1000 and 2000 (the usual servo,
such as the SG90), is 4915 of 65536.
"""

from host_tools.sber_tables import ROOT
from host_tools.smoke_homes import Near, Row

DEVICES = ROOT / "host_tools" / "data" / "smoke-windows.json"
ROWS = (
    Row("halves", ("send", {"open_set": "open"}), "2", 1, {"open_state": "opening"}),
    Row("halves", ("wait",), "6", 0, {"open_left_state": "open", "open_percentage": 100}),
    Row("halves", ("send", {"open_left_set": "close"}), "3", 1, {"open_left_state": "closing"}),
    Row("halves", ("wait",), "3", 0, {"open_left_percentage": 0, "open_percentage": 50}),
    Row("roller", ("send", {"open_set": "open"}), "10", 0, {"open_state": "opening"}),
    Row("roller", ("wait",), "10", 1, {"open_state": "open", "open_percentage": 100}),
    Row("roller", ("send", {"open_percentage": 25}), "9", 0, {"open_state": "closing"}),
    Row("roller", ("wait",), "10", 1, {"open_percentage": 25}),
    Row("blind", ("send", {"open_set": "open"}), "11", 1, {"open_state": "opening"}),
    Row("blind", ("wait",), "11", 0, {"open_state": "open", "open_percentage": 100}),
    Row("blind", ("send", {"light_transmission_percentage": 50}), "13", Near(4915, 0.002)),
    Row("blind", ("wait",), "13", 0, {"light_transmission_percentage": 50}),
    Row("shade", ("send", {"open_set": "open"}), "14", 65535, {"open_state": "opening"}),
    Row("shade", ("wait",), "14", 0, {"open_state": "open"}),
    Row("shade", ("send", {"open_rate": "low"}), "15", None, {"open_rate": "low"}),
    Row("shade", ("send", {"open_set": "close"}), "15", 65535 // 2, {"open_state": "closing"}),
    Row("shade", ("wait",), "15", 0, {"open_state": "close"}),
    Row("garage", ("drive", 17, 0), "16", None, {"open_state": "close"}),
    Row("garage", ("send", {"open_set": "open"}), "16", 1, {"open_state": "opening"}),
    Row("garage", ("wait",), "16", 0),
    Row("garage", ("drive", 17, None)),
    Row("garage", ("drive", 18, 0), "16", None, {"open_state": "open"}),
    Row("garage", ("send", {"open_set": "open"}), "16", None, {"open_state": "open"}),
    Row("drive", ("send", {"open_set": "open"}), "19", 1, {"open_state": "opening"}),
    Row("drive", ("drive", 21, 0), "19", 0, {"open_state": "open", "open_percentage": 100}),
    Row("drive", ("send", {"open_set": "close"}), "20", 1, {"open_state": "closing"}),
    Row("drive", ("drive", 21, None)),
    Row("drive", ("send", {"open_set": "stop"}), "20", 0, {"open_state": "open"}),
    Row("hose", ("send", {"open_set": "open"}), "4", 1, {"open_state": "opening"}),
    Row("water", ("send", {"open_set": "open"}), "26", 1, {"open_state": "opening"}),
    Row("water", ("wait",), "26", 0, {"open_state": "open"}),
    # Two rules of the board, without the cloud: the leak closes both.
    Row("leak", ("drive", 5, 0), "27", 1, {"water_leak_state": True}),
    Row("water", ("drive", 28, 0), "27", 0, {"open_state": "close"}),
    Row("hose", ("ask",), "4", 0, {"open_state": "close"}),
)
