"""Infrared on a simulated board as the panel shows and presses it."""

import json
import textwrap

import pytest

from host_tools.simulator import panel, remote
from host_tools.simulator.process import Board

FIRMWARE = """
    import asyncio
    import sys
    sys.path.append({firmware!r})
    from machine import Pin
    from sbernode import hw
    from sbernode.hw.ports import Ports
    from sbernode.hw.receiver import listen
    from sbernode.infrared import learned

    async def main():
        port = Ports(hw.Urgent(), ()).open("ir", {{"ir": 15}}, False, {{"id": "tv"}})
        print("ready")
        heard = await listen({{}}, 14, 20000)
        print("heard", *learned.code(heard))
        port.send("on_off")
        await asyncio.sleep_ms(3000)

    asyncio.run(main())
"""


@pytest.mark.parametrize("name", ["pico_w", "esp32"])
def test_a_press_is_heard_and_a_code_is_shown(tmp_path, micropython, name):
    from host_tools.simulator.places import FIRMWARE as FOLDER

    program = textwrap.dedent(FIRMWARE.format(firmware=str(FOLDER)))
    (tmp_path / "main.py").write_text(program, "utf-8")
    (tmp_path / "codes.txt").write_text("tv on_off rc5 05:35\n", "utf-8")
    with Board(tmp_path, name, firmware=tmp_path, interpreter=micropython) as board:
        board.wait_log("ready")
        board.remote(14, remote.pulses("samsung 07:02*2"))
        board.wait_log("heard samsung 07:02")
        seen = board.wait(15, lambda shown: shown and " " in str(shown))

        shown = panel._shown({"value": seen.value, "mode": seen.mode})

    assert shown == {"value": "rc5 05:35", "mode": "ir"}
    assert json.dumps(shown)


def test_what_is_no_code_is_refused_and_what_has_no_name_is_shown_as_it_is():
    with pytest.raises(ValueError, match="no such protocol"):
        remote.pulses("sony 01:02")
    assert remote.named("38000 500 500") == "38000 500 500"
    assert remote.named("38000 " + "500 700 " * 90).startswith("raw 38000:")
