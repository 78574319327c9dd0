"""The pages about devices that have more to them: wiring with sensors, remote controls, rules."""

import json
import re

import pytest

from host_tools.simulator import remote
from person import at_home, fill, reads, sees_title

_TV = {"id": "tv", "kind": "tv", "name": "TV", "pins": {"ir": 15, "receiver": 14}}
_LAMP = {"id": "lamp", "kind": "light", "name": "Lamp", "pins": {"level": 16}}
_MOTION = {"id": "motion", "kind": "sensor_pir", "name": "Hall", "pins": {"motion": 20}}
_BME = {"id": "bme", "kind": "sensor_temp", "name": "Room", "pins": {"sda": 4, "scl": 5}}
_SERVICE = (_TV, _LAMP, _MOTION, _BME)


async def _devices(at):
    await at.page.goto(at.board.web + "#devices")
    await sees_title(at, "devices_title")


async def test_a_remote_control_is_learned_tried_and_forgotten(tmp_path):
    async with at_home(tmp_path, "pico_w", "en", "kinds-remote", devices=[_TV]) as at:
        await _devices(at)
        await at.page.get_by_role("button", name=re.compile("^TV")).first.click()
        await at.page.get_by_text(at.say("ir_title"), exact=True).click()
        await fill(at, "ir_key", "volume=+")
        await at.page.locator("#ir-learn").click()
        await reads(at, at.say("ir_listening"))
        await at.visitor.picture("listening")
        at.board.remote(14, remote.pulses("nec 04:08"))
        await reads(at, at.say("ir_learned"))
        # LIRC's and everybody's notation of NEC: address, command
        await reads(at, "nec 04:08")
        await at.visitor.picture("learned")
        assert (at.flash / "codes.txt").read_text("utf-8").split("\n")[
            0
        ] == "tv volume=+ nec 04:08"

        await at.page.locator("#ir-press").click()
        await at.page.locator("#ir-unlearn").click()
        await at.page.get_by_text("volume=+", exact=True).wait_for(state="detached")
        assert "volume" not in (at.flash / "codes.txt").read_text("utf-8")


async def test_rules_are_told_in_words_and_can_be_removed(tmp_path):
    rules = [
        {
            "when": {"device": "motion", "function": "pir"},
            "do": [{"device": "lamp", "function": "on_off", "value": True}],
            "for_s": 180,
        },
        {
            "when": {"device": "bme", "function": "temperature", "above": 26.5},
            "do": [{"device": "lamp", "function": "light_brightness", "value": 500}],
            "delay_s": 60,
        },
    ]
    async with at_home(tmp_path, "pico_w", "en", "kinds-rules", devices=list(_SERVICE)) as at:
        await _devices(at)
        await at.page.get_by_text(at.say("file_title"), exact=True).click()
        doc = {"version": 1, "devices": list(_SERVICE), "rules": rules}
        await fill(at, "file_paste", json.dumps(doc))
        await at.press(at.say("import"))
        await at.page.get_by_text(at.say("rules"), exact=True).first.click()
        await reads(at, "1. Hall: Motion → Lamp: Power on, for 180 s")
        await reads(at, "2. Room: Temperature > 26.5 °C, after 60 s → Lamp: Brightness 50 %")
        await at.visitor.picture("rules")
        await (
            at.page.locator("details")
            .get_by_role("button", name=at.say("remove"), exact=True)
            .first.click()
        )
        assert await at.page.get_by_text("Hall: Motion").count() == 0


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_a_heater_gets_its_sensor_and_pins_that_fit(tmp_path, language):
    async with at_home(
        tmp_path, "pico_w", language, f"kinds-heater-{language}", devices=[_BME]
    ) as at:
        await _devices(at)
        await at.press(at.say("add_device"))
        await at.page.locator("#kind-hvac_heater").click()
        await fill(at, "device_name", "Тепло")
        await at.press(at.say("next"))
        await at.page.get_by_label(at.say("part"), exact=True).select_option("sda+scl")
        # the bus that is there serves two
        for role, gpio in (("sda", 4), ("scl", 5)):
            await at.page.locator(f"#role-{role}").click()
            await at.page.locator("[id^=best-]").first.click()
            await reads(at, f"GPIO {gpio} ·")
        await at.page.locator("#role-heat").click()
        await at.page.locator("[id^=best-]").first.click()
        await at.visitor.picture("pins")
        assert await at.visitor.overflow() <= 0
        await at.press(at.say("next"))
        await at.page.locator("#c-i2c").select_option("bme280")
        await at.visitor.picture("options")
        # there is no fan
        assert await at.page.locator("#o-cool_s, #o-gap_ms, #o-slowest").count() == 0
        await at.press(at.say("done"))
        await sees_title(at, "devices_title")
