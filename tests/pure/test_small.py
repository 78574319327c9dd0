"""Backoff, the log, differences of ticks, packets, presses."""

from check import eq, raises
from ports import In, made
from sbernode import Backoff, log, since
from sbernode.packets import LinkDown, Packets


def test_backoff_doubles_with_jitter_and_never_ends():
    low, high = Backoff(2000, 60000, lambda n: 0), Backoff(2000, 60000, lambda n: n - 1)
    eq([low.next() for _ in range(8)], [1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000])
    eq([high.next() for _ in range(8)], [2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000])
    low.reset()
    eq(low.next(), 1000)


def test_ticks_over_the_wrap():
    eq(since(5, 0x3FFFFFFE), 7)
    eq(since(0x3FFFFFFE, 5), -7)
    eq(since((1 << 62) + 5, (1 << 62) - 5), 10)


def test_log_masks_secrets_longest_first_and_keeps_the_recent():
    seen = []
    log.setup(lambda *line: seen.append(line), ("login1", "login1-password", "", None, "abc"))
    log.warn("x", "badbody", "login1-password", "login1")
    eq(seen, [("warn", "x", "*** from the cloud: ***")])
    log.setup(None, ("login1",))
    for i in range(100):
        log.info("x", "untaken", "abc", i)
    eq(len(log.lines()), 20)
    eq(log.lines()[-1], ("info", "x", "untaken", ("abc", 99)))


def test_words_of_codes():
    eq(log.words("service"), "in service")
    eq(log.words("again", ("a", "b", 5)), "a (b); again in 5 s")
    eq(log.words("no such code", (1, "b")), "no such code (1, 'b')")
    eq(log.words("no such code"), "no such code")


def test_a_long_argument_is_cut():
    log.setup(None)
    log.error("x", "report", "y" * 1000)
    eq(log.lines()[-1][3], ("y" * 120,))


def _cut(packets, data, size):
    """Return the packets of a stream that comes in pieces of at most `size` bytes."""
    got, at = [], 0
    while at < len(data):
        piece = data[at : at + min(size, len(packets.room()))]
        packets.room()[: len(piece)] = piece
        at += len(piece)
        if packets.took(len(piece)):
            got.append((packets.head, None if packets.body is None else bytes(packets.body)))
            packets.reset()
    return got


def test_packets_whatever_the_pieces():
    # MQTT 3.1.1, table 2.4: 127, 128, 16383 and 16384 are the edges of one, two and three bytes
    for size, head in (
        (0, b"\x30\x00"),
        (127, b"\x30\x7f"),
        (128, b"\x30\x80\x01"),
        (16383, b"\x30\xff\x7f"),
        (16384, b"\x30\x80\x80\x01"),
    ):
        packet = head + b"x" * size
        for piece in (1, 7, 512):
            got = _cut(Packets(20000), packet + b"\xd0\x00" + packet, piece)
            eq([h for h, _ in got], [head, b"\xd0\x00", head])
            eq([len(b) for _, b in got], [size, 0, size])


def test_a_packet_beyond_the_limit_is_passed_over_and_the_frame_kept():
    data = b"\x30\x80\x08" + b"y" * 1024 + b"\x30\x02hi"
    eq(_cut(Packets(1000), data, 100), [(b"\x30\x80\x08", None), (b"\x30\x02", b"hi")])


def test_a_length_of_five_bytes_is_no_mqtt():
    raises(LinkDown, _cut, Packets(100), b"\x30\xff\xff\xff\xff\x01", 9)


def _press(edges, until=3000, **given):
    button = _button(given)
    start, told = 0x3FFFFFFF - 500, []
    for t in range(0, until, 10):
        now = (start + t) & 0x3FFFFFFF
        for at, down in edges:
            if at == t:
                button.edge(down, now)
                told += [(t, press) for press in _told(button)]
        button.due(now)
        told += [(t, press) for press in _told(button)]
    return told


def _button(options):
    return made("scenario_button", {"button": In()}, options)


def _told(button):
    """Take the presses told since the last call."""
    events, button.events = button.events, ()
    return [press for _, press in events]


def test_presses():
    eq(_press([(0, True), (100, False)]), [(450, "click")])
    eq(_press([(0, True), (100, False)], double_ms=0), [(100, "click")])
    eq(_press([(0, True), (100, False), (300, True), (400, False)]), [(400, "double_click")])
    eq(_press([(0, True), (1500, False)]), [(700, "long_press")])
    eq(
        _press([(0, True), (100, False), (600, True), (700, False)]),
        [(450, "click"), (1050, "click")],
    )
    # held after a first click: the first was a click of its own, the second is long
    eq(_press([(0, True), (100, False), (300, True), (1500, False)]), [(1000, "long_press")])


def test_presses_taken_late_are_judged_by_their_own_times():
    button = _button({"long_ms": 700, "double_ms": 350})
    for down, at, told in (
        (True, 1000, []),
        (False, 1100, []),
        (True, 5000, ["click"]),  # the first click was over long before
        (False, 5900, ["long_press"]),
    ):
        button.edge(down, at)
        eq(_told(button), told)
    eq(button.due(9000), -1)
    eq(_told(button), [])
