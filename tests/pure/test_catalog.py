"""The generated catalogue of functions and categories, as the firmware reads it.

Expected values: pages of developers.sber.ru/docs/ru/smarthome/c2c named in each test. That every
function and category survives the compact form is shown in tests/host/test_catalog.py.
"""

from check import eq, near
from sbernode.sber.catalog import feature, is_event
from sbernode.sber.categories import category, names


def test_feature_integer_has_range_and_step():
    # c2c/light-brightness, c2c/open-percentage, c2c/temperature (tenths of a degree)
    eq(feature("light_brightness"), ("I", "rw", 50, 1000, 1, None))
    eq(feature("open_percentage"), ("I", "rw", 0, 100, 5, None))
    eq(feature("temperature"), ("I", "r", -400, 2000, 1, None))


def test_feature_bool_and_colour_have_neither_range_nor_values():
    # c2c/on-off, c2c/light-colour
    eq(feature("on_off"), ("B", "rw", None, None, None, None))
    eq(feature("light_colour"), ("C", "rw", None, None, None, None))


def test_feature_float_has_a_range_of_fractions():
    # c2c/tvoc-float
    letter, access, low, high, step, values = feature("tvoc_float")
    eq((letter, access, step, values), ("F", "r", None, None))
    eq((type(low), type(high)), (float, float))
    near(low, 0, 0)
    near(high, 9.999, 0.0001)  # single precision on a board


def test_feature_enum_keeps_order_signs_and_digits():
    # c2c/volume, c2c/source, c2c/hvac-heating-rate, c2c/hvac-air-flow-direction
    eq(feature("volume"), ("E", "w", None, None, None, ("+", "-")))
    eq(feature("source")[5][-2:], ("+", "-"))
    eq(feature("hvac_heating_rate")[5][:5], ("auto", "low", "medium", "high", "1"))
    eq("no" in feature("hvac_air_flow_direction")[5], True)


def test_feature_wrapped_over_two_lines_is_whole():
    # c2c/hvac-work-mode
    values = feature("hvac_work_mode")[5]
    eq((len(values), values[0], values[-1]), (12, "air_purification", "ventilation"))


def test_feature_first_and_last_line_are_found():
    eq(feature("air_pressure"), ("I", "r", 200, 800, 1, None))
    eq(feature("water_leak_state"), ("B", "r", None, None, None, None))


def test_feature_not_in_the_catalogue_is_none():
    for name in (
        "",
        "volum",
        "olume",
        "volume ",
        "volume_int Irw",
        "\nvolume",
        "Volume",
        "громкость",
    ):
        eq(feature(name), None, name)


def test_is_event_for_motion_and_presses_only():
    # c2c/pir, c2c/button-event, c2c/button-1-event, c2c/button-top-left-event
    for name in ("pir", "button_event", "button_1_event", "button_top_left_event"):
        eq(is_event(name), True, name)
    for name in ("on_off", "doorcontact_state", "incoming_call", "open_set"):
        eq(is_event(name), False, name)


def test_category_tells_required_groups_and_optional():
    # c2c/relay, c2c/curtain, c2c/hub
    eq(category("relay"), (("online", "on_off"), (), ("current", "power", "voltage")))
    required, groups, optional = category("curtain")
    eq((required, groups), (("online", "open_state"), (("open_percentage", "open_set"),)))
    eq("open_rate" in optional, True)
    eq(category("hub"), (("online",), (), ()))


def test_category_not_in_the_catalogue_is_none():
    for name in ("", "relais", "relay online", "elay"):
        eq(category(name), None, name)


def test_names_lists_all_categories():
    eq((len(names()), names()[0], names()[-1]), (29, "curtain", "window_blind"))
