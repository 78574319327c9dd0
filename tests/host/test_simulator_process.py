"""A simulated board from outside: pins, inputs, log, resets, and how it ends."""

import textwrap

import pytest

from host_tools.simulator import places
from host_tools.simulator.process import Board

FIRMWARE = """
    import machine, os
    from machine import Pin
    print("cause", machine.reset_cause(), "on", os.uname().machine)
    lamp = Pin(16, Pin.OUT)
    relay = Pin(17, Pin.OUT, value=0)
    soft, hard, dog = [Pin(n, Pin.IN, Pin.PULL_UP) for n in (2, 3, 4)]
    button = Pin(14, Pin.IN, Pin.PULL_UP)

    async def main():
        import asyncio
        import dht
        sensor = dht.DHT22(Pin(22))
        while True:
            await asyncio.sleep_ms(5)
            relay.value(1 - button.value())
            if not relay.value():
                continue
            lamp.value(1)
            if not soft.value():
                machine.soft_reset()
            if not hard.value():
                machine.reset()
            if not dog.value():
                machine.WDT(timeout=50)
                import time
                time.sleep_ms(200)
            try:
                sensor.measure()
                print("degrees", sensor.temperature())
            except OSError:
                pass
            while relay.value():
                await asyncio.sleep_ms(5)
                relay.value(1 - button.value())

    import asyncio
    asyncio.run(main())
"""


@pytest.fixture
def firmware(tmp_path):
    folder = tmp_path / "firmware"
    folder.mkdir()
    (folder / "main.py").write_text(textwrap.dedent(FIRMWARE), encoding="utf-8")
    return folder


@pytest.fixture
def board(tmp_path, firmware, micropython):
    flash = tmp_path / "flash"
    flash.mkdir()
    with Board(flash, "pico_w", firmware=firmware, interpreter=micropython) as board:
        board.wait(16, 0)
        board.wait(14, 1)
        yield board


def hold(board, *pins):
    """Hold down these buttons, and the one that makes the firmware look at them."""
    for pin in pins:
        board.drive(pin, 0)
    board.drive(14, 0)


def test_a_button_pressed_outside_switches_an_output(board):
    board.drive(14, 0)
    on = board.wait(17, 1)
    board.drive(14, None)
    off = board.wait(17, 0)

    assert (on.mode, on.pin) == ("out", "17")
    assert off.ms >= on.ms
    assert board.errors == []


def test_a_soft_reset_keeps_outputs_and_the_world_outside(board):
    hold(board, 2)

    assert board.wait_reset() == "soft"
    board.wait_log("cause 1", since=1)
    assert board.value(16) == 1  # set up again without a value, it shows what it showed
    assert board.wait(14, 0).value == 0  # the button is still held


def test_a_hard_reset_loses_outputs(board):
    hold(board, 3)

    assert board.wait_reset() == "hard"
    assert board.wait(16, 0).value == 0


def test_a_board_that_hangs_is_reset_by_its_watchdog(board):
    hold(board, 4)

    assert board.wait_reset() == "watchdog"
    board.wait_log("cause 3", since=1)
    board.wait_log("watchdog: not fed")


def test_a_sensor_shows_what_was_set(board):
    board.part(22, temperature=-3.5)
    board.wait_log("cause")
    import time

    time.sleep(1.2)  # a DHT22 does not answer earlier
    hold(board)

    assert board.wait_log("degrees") == "degrees -3.5"


def test_what_the_board_refuses_is_told(board):
    board.drive(16, 1)
    board.drive(14, 0)
    board.wait(17, 1)

    assert board.errors == [
        "ValueError: GPIO16 of pico_w: the board itself uses it (Pin); nothing may drive it"
    ]


def test_waiting_in_vain_says_what_is_there_instead(board):
    with pytest.raises(TimeoutError, match="pin 17 shows 0"):
        board.wait(17, 1, timeout=0.05)
    with pytest.raises(TimeoutError, match="cause 1 on Raspberry Pi Pico W"):
        board.wait_log("nothing of the kind", timeout=0.05)


def test_listeners_hear_pins_log_resets_and_the_end(board):
    heard = []
    board.listen(heard.append)
    hold(board, 3)
    board.wait_reset()
    board.stop()

    assert {"reset": "hard"} in heard
    assert any(message.get("pin") == "17" for message in heard)
    assert "exit" in heard[-1]


def test_a_stopped_board_leaves_no_process(board):
    pid = board.pid
    board.stop()

    with pytest.raises(ProcessLookupError):
        import os

        os.kill(pid, 0)
    assert board.exit_code is not None


def test_firmware_that_fails_leaves_its_traceback_in_the_log(tmp_path, micropython):
    (tmp_path / "main.py").write_text("1/0\n", encoding="utf-8")
    with Board(tmp_path, firmware=tmp_path, interpreter=micropython) as board:
        board.wait_log("ZeroDivisionError")
        board.wait_log("main.py has ended")


def test_faster_time(tmp_path, micropython):
    (tmp_path / "main.py").write_text(
        "import time\nfrom machine import Pin\np = Pin(2, Pin.OUT)\ntime.sleep(20)\np.on()\n"
        "time.sleep(1000)\n",
        encoding="utf-8",
    )
    with Board(tmp_path, firmware=tmp_path, interpreter=micropython, speed=100) as board:
        off = board.wait(2, 0)
        on = board.wait(2, 1)

    assert on.ms - off.ms >= 20000
    assert on.at - off.at < 5


def test_what_is_missing_is_said(tmp_path):
    with pytest.raises(places.Missing, match=r"no main\.py"):
        Board(tmp_path, firmware=tmp_path)
    with pytest.raises(places.Missing, match="no board arduino: there are esp32, "):
        Board(tmp_path, "arduino")
