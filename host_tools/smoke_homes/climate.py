"""A home of what warms, blows and moistens. Its parts begin at 21 degrees and 45 per cent."""

from host_tools.sber_tables import ROOT
from host_tools.smoke_homes import Row

DEVICES = ROOT / "host_tools" / "data" / "smoke-climate.json"
ROWS = (
    Row("heater", ("send", {"on_off": True, "hvac_temp_set": 25}), "2", 1, {"on_off": True}),
    Row("heater", ("send", {"hvac_air_flow_power": "turbo"}), "3", 65535),
    Row("heater", ("part", 4, {"temperature": 26.0}), "2", 0, {"temperature": 260}),
    Row("heater", ("part", 4, {"temperature": 20.0}), "2", 1, {"temperature": 200}),
    Row("heater", ("part", 4, {"error": 1}), "2", 0, {"online": False}),
    Row("radiator", ("send", {"on_off": True, "hvac_temp_set": 25}), "6", 1, {"on_off": True}),
    Row("radiator", ("send", {"hvac_temp_set": 10}), "6", 0, {"hvac_temp_set": 10}),
    Row("floor", ("send", {"hvac_thermostat_mode": "turbo", "on_off": True}), "8", 1),
    Row("floor", ("send", {"hvac_heating_rate": "low"}), None, None, {"hvac_heating_rate": "low"}),
    Row("floor", ("send", {"on_off": False}), "8", 0, {"on_off": False}),
    Row("boiler", ("send", {"on_off": True}), "9", 1, {"on_off": True}),
    Row("boiler", ("send", {"on_off": False}), "9", 0, {"on_off": False}),
    Row("fan", ("send", {"on_off": True}), "10", 1, {"on_off": True}),
    Row("fan", ("send", {"hvac_air_flow_power": "high"}), "12", 1),
    Row("fan", ("send", {"on_off": False}), "12", 0, {"on_off": False}),
    Row("humidifier", ("send", {"on_off": True, "hvac_humidity_set": 60}), "13", 1),
    Row("humidifier", ("send", {"hvac_ionization": True}), "15", 1, {"hvac_ionization": True}),
    Row("humidifier", ("drive", 14, 0), "13", 0, {"hvac_water_low_level": True}),
    Row("humidifier", ("drive", 14, None), None, None, {"hvac_water_low_level": False}),
    Row("purifier", ("send", {"on_off": True, "hvac_decontaminate": True}), "19", 1),
    Row("purifier", ("send", {"hvac_air_flow_power": "high"}), "18", 1),
    Row("purifier", ("send", {"hvac_night_mode": True}), "17", 1, {"hvac_night_mode": True}),
    Row("kettle", ("send", {"on_off": True, "kitchen_water_temperature_set": 80}), "21", 1),
    Row("kettle", ("part", 22, {"temperature": 81.0}), "21", 0, {"on_off": False}),
    Row("kettle", ("drive", 26, 0), None, None, {"kitchen_water_low_level": True}),
    Row("kettle", ("send", {"on_off": True}), None, None, {"on_off": False}),
)
