"""Infrared as it is sent and learned.

On a simulated ESP32 it is what the RMT is told; the state machine of a Pico W is run, so it is
what is lit.
"""

import asyncio

import sim

from check import eq, raises, true
from sbernode import hw, log
from sbernode.hw import receiver
from sbernode.hw.ports import Ports
from sbernode.infrared import codes, signal

BOARD = ("esp32", "pico_w")

_CODES = """# what the remote controls of this room send
tv volume=+ nec 04:02
tv volume=- nec 04:03
tv on_off samsung 07:02
tv mute rc5 05:0d
tv broken nec 04
ac state=cooling/24 raw 38000:432-432,432-1296,3456-1728,432-10000:if00f1j*2
"""


def _write(text=_CODES):
    with open("codes.txt", "w") as file:
        file.write(text)


def _ports():
    urgent = hw.Urgent()
    return urgent, Ports(urgent, ())


def _remote(ports, device="tv", gpio=5):
    return ports.open("ir", {"ir": gpio}, False, {"id": device})


def _agrees(got, want):
    """Fail unless the trains agree within a period of the carrier, and a unit of the hardware."""
    eq(len(got), len(want))
    # The last dark of the train is not told by its end.
    for i in range(len(want) - 1):
        true(abs(got[i] - want[i]) <= 16 + want[i] // 500, (i, got[i], want[i]))


async def test_codes_are_sent_one_after_the_other():
    _write()
    urgent, ports = _ports()
    remote = _remote(ports)
    eq([entry[-1] for entry in sim.history(5)], [0], "low from the first moment on")
    eq((remote.send("volume=+", 2), remote.send("on_off")), (True, True))
    await asyncio.sleep_ms(1000)
    trains = sim.sent(5)
    eq([carrier // 1000 for _, carrier, _ in trains], [38, 38, 38])
    for train, (protocol, data) in zip(trains, (("nec", "04:02"),) * 2 + (("samsung", "07:02"),)):
        _agrees(train[2], signal.train(protocol, data)[1])
    # 108 ms each: no train begins before the one before is over, with its pause.
    for i in (1, 2):
        true(trains[i][0] - trains[i - 1][0] >= 108, trains[i][0])
    eq((sim.value(5), sim.mode(5), urgent.ports[0].running), (0, "out", False))


async def test_two_devices_share_a_diode_and_a_third_has_its_own():
    _write(_CODES + "fan on_off nec 01:01\n")
    _, ports = _ports()
    tv, ac, fan = _remote(ports), _remote(ports, "ac"), _remote(ports, "fan", 4)
    eq((ac.keys(), ac.has("volume=+"), tv.has("volume=+")), (["state=cooling/24"], False, True))
    for remote, key in ((tv, "volume=+"), (ac, "state=cooling/24"), (fan, "on_off")):
        true(remote.send(key))
    await asyncio.sleep_ms(1000)
    first, second = sim.sent(5)
    (third,) = sim.sent(4)
    # Nothing is ever sent by two of them at once: they would disturb each other.
    true(first[0] + 108 <= second[0] < second[0] + 20 <= third[0])
    _agrees(
        second[2], signal.train("raw", "38000:432-432,432-1296,3456-1728,432-10000:if00f1j*2")[1]
    )


async def test_a_new_press_of_rc5_is_told_from_a_long_one():
    _write()
    _, ports = _ports()
    remote = _remote(ports)
    remote.send("mute", 2)
    await asyncio.sleep_ms(500)
    first, second = [train for _, _, train in sim.sent(5)]
    wanted = [signal.train("rc5", "05:0d", toggle)[1] for toggle in (1, 0)]
    _agrees(first, wanted[0])
    _agrees(second, wanted[1])


async def test_the_longest_pauses_are_sent_as_they_are():
    _write("tv on_off raw 36000:889-90000,889-100000:ghg\n")
    _, ports = _ports()
    _remote(ports).send("on_off")
    await asyncio.sleep_ms(1000)
    _agrees(sim.sent(5)[0][2], [889, 90000, 889, 100000, 889, 90000])


async def test_a_code_that_is_missing_or_damaged_is_told_and_not_sent():
    _write()
    _, ports = _ports()
    remote = _remote(ports)
    log.setup(None)
    eq(remote.send("volume=5"), False)
    remote.send("broken")
    remote.send("volume=-")
    await asyncio.sleep_ms(500)
    eq(
        [line[1:] for line in log.lines()[-2:]],
        [
            ("ir", "nocode", ("tv", "volume=5")),
            ("ir", "badcode", ("tv", "broken")),
        ],
    )
    eq(len(sim.sent(5)), 1, "the one after it was sent")


async def test_no_file_and_a_file_that_is_rubbish():
    _, ports = _ports()
    eq((_remote(ports).keys(), _remote(ports).send("on_off")), ([], False))
    with open("codes.txt", "wb") as file:
        file.write(b"tv\n\n \xff\xfe x y\ntv on_off\n" + b"a" * 3000 + b"\ntv mute nec 01:02")
    remote = _remote(ports)
    eq(remote.keys(), ["on_off", "mute"])
    remote.send("on_off")
    remote.send("mute")
    await asyncio.sleep_ms(500)
    eq(len(sim.sent(5)), 1)


async def test_more_presses_than_anybody_wants_are_refused():
    _write()
    _, ports = _ports()
    remote = _remote(ports)
    eq((remote.send("volume=+", 200), remote.send("volume=+", 100)), (True, False))


async def test_after_a_stop_nothing_is_lit():
    _write()
    urgent, ports = _ports()
    remote = _remote(ports)
    remote.send("volume=+", 5)
    await asyncio.sleep_ms(20)
    urgent.stop()
    eq((sim.value(5), sim.mode(5)), (0, "out"))
    await asyncio.sleep_ms(1000)
    eq(len(sim.sent(5)), 1)


def test_a_diode_that_is_lit_by_a_low_level_is_refused():
    _, ports = _ports()
    raises(ValueError, ports.open, "ir", {"ir": {"gpio": 5, "active": "low"}}, False, {"id": "x"})
    eq(sim.history(5), [])


async def test_a_code_that_changed_is_found_again():
    _write()
    _, ports = _ports()
    remote = _remote(ports)
    await codes.change("tv", "volume=+", ("nec", "11:22"))
    remote.send("volume=+")
    remote.send("volume=-")
    await asyncio.sleep_ms(500)
    eq([learned(train) for _, _, train in sim.sent(5)], [("nec", "11:22"), ("nec", "04:03")])


def learned(train):
    from sbernode.infrared.learned import code

    return code(train[:-1])


async def test_the_file_is_changed_a_line_at_a_time():
    _write()
    await codes.change("tv", "mute", ("nec", "01:02"))
    await codes.change("tv", "on_off")
    await codes.change("ac", "on_off=false", ("raw", "38000:500-500:ggg"))
    with open("codes.txt") as file:
        lines = file.read().split("\n")
    eq(lines[0], "# what the remote controls of this room send")
    eq(
        [line.split()[1] for line in lines[1:-1]],
        [
            "volume=+",
            "volume=-",
            "broken",
            "state=cooling/24",
            "mute",
            "on_off=false",
        ],
    )
    with open("codes.txt.old") as file:
        true("on_off=false" not in file.read(), "the one before is kept")


def test_a_change_that_the_power_cut_is_finished_at_the_start():
    _write(_CODES)
    import os

    os.rename("codes.txt", "codes.txt.new")
    _, ports = _ports()
    eq(_remote(ports).has("volume=+"), True)


def _put(key, code):
    return lambda: asyncio.run(codes.change("tv", key, code))


def _cut(before, work):
    """Cut the power at each moment of a change; return what keys there were then, each time."""
    from power import at_every_cut
    from sbernode import store

    # So that it is this one whose power goes.
    codes.forget = lambda *names: None
    seen = []

    def begin():
        store.remove("codes.txt")
        for key in before:
            _put(key, ("nec", "11:22"))()

    def claim(note, was_cut):
        codes.settle()
        seen.append(codes.Codes("tv").keys())
        # And the next change goes well.
        _put("z", ("nec", "01:02"))()
        eq(codes.Codes("tv").keys(), seen[-1] + ["z"], note)

    true(at_every_cut([codes, store], begin, work, claim) > 0)
    return seen


def test_whenever_the_power_goes_either_all_old_codes_are_there_or_all_new_ones():
    for before, work, after in (
        (["a", "b"], _put("c", ("nec", "01:02")), ["a", "b", "c"]),
        (["a", "b"], _put("a", None), ["b"]),
        (["a"], _put("a", None), []),
        ([], _put("a", ("nec", "01:02")), ["a"]),
    ):
        seen = _cut(before, work)
        true(all([keys in (before, after) for keys in seen]), repr(seen))
        eq(seen[-1], after)


_known = {}


async def _learn(pulses, after_ms=300, wait_ms=2000):
    sim.drive(3, 1)
    sim.remote(3, pulses, after_ms)
    return await receiver.listen(_known, 3, wait_ms)


async def test_a_code_is_learned_from_a_receiver():
    for protocol, data in (("nec", "04:08*3"), ("rc5", "05:35"), ("samsung", "07:02*2")):
        sent = signal.train(protocol, data)[1][:-1]
        seen = await _learn(sent)
        _agrees(seen + [0], sent + [0])
        eq(learned(seen + [0]), (protocol, data.partition("*")[0]))
    eq(sim.faults(), [])


async def test_nobody_presses_anything():
    eq(await _learn([500], 5000), [])


async def test_an_edge_that_was_not_seen_is_noticed():
    edges = receiver.Edges()

    class Line:
        def value(self):
            return self.level

    line = Line()
    for level in (1, 0, 1, 0):
        line.level = level
        edges.edge(line)
    eq((edges.count, edges.lost), (3, False))
    edges.edge(line)
    true(edges.lost)


def test_the_receiver_is_free_for_the_pages():
    _, ports = _ports()
    eq(ports.open("ir_in", {"receiver": 3}, False, {"id": "tv"}), None)
    eq((ports.taken, sim.mode(3)), (0, None))
