"""Infrared codes against published ones, and the decoder and the text against rubbish."""

from check import eq, raises, true
from sbernode.infrared import learned, signal

# "0000 006D 0000 0022 ...", the discrete OFF of Samsung televisions as Pronto hex, lengths in
# periods of 38029 Hz, as 1000000 / (0x6D * 0.241246) (remotecentral.com, Samsung discrete codes;
# LIRC has the header of BN59-00940A as 4605 4344, pre_data 0xE0E0).
_PRONTO = (
    "00AC 00AC 0015 0040 0015 0040 0015 0040 0015 0015 0015 0015 0015 0015 0015 0015 0015 0015 "
    "0015 0040 0015 0040 0015 0040 0015 0015 0015 0015 0015 0015 0015 0015 0015 0015 0015 0015 "
    "0015 0015 0015 0015 0015 0040 0015 0040 0015 0015 0015 0015 0015 0040 0015 0040 0015 0040 "
    "0015 0040 0015 0015 0015 0015 0015 0040 0015 0040 0015 0015 0015 0689"
)
# What a receiver saw of a Pioneer remote control: "Protocol=NEC Address=0xA5 Command=0x1C", from
# Arduino-IRremote's ReceiveDump (forum.arduino.cc/t/1068439).
_PIONEER = (
    "8450 4200 550 1550 550 500 550 1550 550 550 500 550 550 1550 550 500 550 1550 550 550 500 "
    "1600 500 550 550 1550 550 1550 550 550 500 1600 500 550 500 550 550 500 550 1550 550 1600 "
    "500 1600 500 550 550 500 550 500 550 1600 500 1600 500 550 500 550 550 500 550 1600 500 1600 "
    "500 1600 500"
)


def _numbers(text, base=10):
    return [int(word, base) for word in text.split()]


def _levels(pulses, unit):
    """Return the train as a text, a letter for each unit: # light, - dark."""
    return "".join(["-#"[~i & 1] * ((us + unit // 2) // unit) for i, us in enumerate(pulses)])


def test_nec_as_nec_has_it():
    # uPD6121: 9 ms, 4.5 ms; 0.56 ms of light before 0.56 ms (0) or 1.69 ms (1) of dark, the lowest
    # bit first; address, its complement, command, its complement; from frame to frame 108 ms.
    # LG: address 0x04, command 0x08, the bits in the order they are sent: 20DF10EF.
    carrier, pulses = signal.train("nec", "04:08")
    eq((carrier, pulses[:2], sum(pulses), len(pulses)), (38000, [9000, 4500], 108000, 68))
    eq(pulses[2::2], [560] * 33)
    bits = "".join(["1" if us == 1690 else "0" for us in pulses[3:67:2]])
    eq((set(pulses[3:67:2]), "%08X" % int(bits, 2)), ({560, 1690}, "20DF10EF"))


def test_nec_with_a_long_address_and_repeats():
    # An extended address takes the place of address and complement: 0x04FB is sent DF 20.
    frame = signal.train("nec", "04fa:08")[1]
    bits = "".join(["1" if us == 1690 else "0" for us in frame[3:67:2]])
    eq("%08X" % int(bits, 2), "5F2010EF")
    # While the key is down: 9 ms, 2.25 ms, 0.56 ms every 108 ms.
    held = signal.train("nec", "04fa:08*3")[1]
    eq(held[:68], frame)
    eq(held[68:], [9000, 2250, 560, 96190] * 2)


def test_samsung_as_pronto_has_it():
    carrier, pulses = signal.train("samsung", "07:98")
    want = _numbers(_PRONTO, 16)
    eq((carrier, len(pulses)), (38000, len(want)))
    for got, periods in zip(pulses[:-1], want):
        true(abs(got - periods * 1000000 / 38029) < 30, (got, periods))


def test_rc5_as_philips_has_it():
    # Runco SC-60D manual, figure 6-1: address 17, command 1 is 0x3441, with the toggle bit 0x3C41;
    # 14 bits of 1.78 ms in 24.9 ms, from frame to frame 113.8 ms, 36 kHz. A 1 is lit in its second
    # half (the first one is dark, so nothing shows of it).
    for toggle, word in ((0, 0x3441), (1, 0x3C41)):
        carrier, pulses = signal.train("rc5", "11:01", toggle)
        halves = "".join(["-#" if word >> 13 - n & 1 else "#-" for n in range(14)])[1:]
        eq(_levels(pulses, 889)[:27], halves)
        eq((carrier, len(pulses) % 2, sum(pulses)), (36000, 0, 113792))
    # A command over 63: the second start bit is 0.
    eq(_levels(signal.train("rc5", "00:40")[1], 889)[:7], "##-#-#-")


def test_raw_pairs_digits_and_repeats():
    text = "38400:500-500,500-1500,3400-1700,500-20000:i3fj*2"
    once = [3400, 1700] + [500, 500] * 2 + [500, 1500] * 6 + [500, 20000]
    eq(signal.train("raw", text), (38400, once * 2))


def test_what_is_no_code_is_refused():
    for protocol, data in (
        ("sony", "01:02"),
        ("nec", "04"),
        ("nec", "04:08:01"),
        ("nec", "4:8"),
        ("nec", "004:08"),
        ("nec", "0x:08"),
        ("nec", "-4:08"),
        ("nec", "04:08*0"),
        ("nec", "04:08*"),
        ("nec", "04:08*21"),
        ("nec", "04:08*1*1"),
        ("nec", "04:0 "),
        ("rc5", "20:00"),
        ("rc5", "00:80"),
        ("raw", ""),
        ("raw", "38000:560-560:"),
        ("raw", "38000:560-560:gh"),
        ("raw", "38000:560-560:1"),
        ("raw", "38000:560:g"),
        ("raw", "38000:0-560:g"),
        ("raw", "38000:560-100001:g"),
        ("raw", "38000:560-560:G"),
        ("raw", "29999:560-560:g"),
        ("raw", "60001:560-560:g"),
        ("raw", "38000:560-560:" + "g" * 701),
        ("raw", "38000:560-560:" + "g" * 400 + "*2"),
        ("", ""),
    ):
        raises(ValueError, signal.train, protocol, data)


def test_a_real_remote_control_is_recognised():
    eq(learned.code(_numbers(_PIONEER)), ("nec", "a5:1c"))
    periods = _numbers(_PRONTO, 16)[:-1]
    eq(learned.code([int(p * 26.3) for p in periods]), ("samsung", "07:98"))


class _Dice:
    """Numbers that only look random, the same ones every time."""

    def __init__(self):
        self._now = 12345

    def __call__(self, below):
        self._now = (self._now * 1103515245 + 12345) & 0x7FFFFFFF
        return (self._now >> 8) % below


def _seen(pulses, dice):
    """Return a train as a receiver shows it: light longer, dark shorter, edges late."""
    shift = dice(120)
    return [
        max(60, us + (shift if i % 2 == 0 else -shift) + dice(60) - 30)
        for i, us in enumerate(pulses[:-1])
    ]


def test_named_codes_are_learned_by_name():
    dice = _Dice()
    for _ in range(60):
        times = "*%d" % (1 + dice(3))
        for protocol, data in (
            ("nec", "%02x:%02x" % (dice(256), dice(256))),
            ("nec", "1234:%02x" % dice(256)),
            ("nec", "1234:5678"),
            ("samsung", "%02x:%02x" % (dice(256), dice(256))),
            ("samsung", "1234:%02x" % dice(256)),
            ("rc5", "%02x:%02x" % (dice(32), dice(128))),
        ):
            pulses = signal.train(protocol, data + times, dice(2))[1]
            eq(learned.code(_seen(pulses, dice)), (protocol, data), data + times)


def _ac(dice, bits=112):
    """Return a train as of an air conditioner, with Panasonic's lengths: 0.43 and 1.3 ms."""
    frame = [3456, 1728]
    for _ in range(bits):
        frame += (432, 1296 if dice(2) else 432)
    return frame + [432, 10000]


def test_other_codes_are_learned_as_they_are():
    dice = _Dice()
    for _ in range(20):
        # Two frames that are not alike, as Panasonic sends them.
        pulses = _ac(dice, 64) + _ac(dice, 152)[:-1] + [40000]
        protocol, data = learned.code(_seen(pulses, dice))
        eq(protocol, "raw")
        true(len(data) < 160, data)
        carrier, again = signal.train(protocol, data)
        eq((carrier, len(again)), (38000, len(pulses)))
        for got, want in zip(again[:-1], pulses):
            true(abs(got - want) <= want // 20 + 160, (got, want))


def test_equal_frames_are_folded():
    dice = _Dice()
    once = _ac(dice, 48)[:-1] + [30000]
    data = learned.code(once * 5)[1]
    true(data.endswith("*3"), data)
    eq(signal.train("raw", data), (38000, once * 3))


def test_noise_is_no_code():
    dice = _Dice()
    for pulses in ([], [500], [9000, 4500, 560]):
        raises(ValueError, learned.code, pulses)
    for _ in range(30):
        pulses = [60 + dice(30000) for _ in range(3 + 2 * dice(150))]
        try:
            protocol, data = learned.code(pulses)
        except ValueError:
            continue
        # Whatever is made of it can be sent.
        true(signal.train(protocol, data)[1], data)


def test_damaged_lines_are_trains_or_are_refused():
    dice = _Dice()
    letters = "0123456789abcdefghij:-,*xyz "
    for code in ("nec 04:08*2", "rc5 05:35", "raw 38000:500-500,500-1500,3400-1700:i3f1ag*2"):
        for _ in range(150):
            text = list(code)
            for _ in range(1 + dice(3)):
                text[dice(len(text))] = letters[dice(len(letters))]
            protocol, _, data = "".join(text).partition(" ")
            try:
                carrier, pulses = signal.train(protocol, data)
            except ValueError:
                continue
            true(30000 <= carrier <= 60000 and len(pulses) % 2 == 0, text)
            true(all([0 < us <= 113000 for us in pulses]) and len(pulses) <= 1400, text)
