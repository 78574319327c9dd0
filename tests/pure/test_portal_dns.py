"""The name server's answers, byte by byte as RFC 1035 (4.1) and RFC 6891 (6.1) draw them."""

from check import eq, true
from sbernode.portal.dns import answer

US = b"\x04\x03\x02\x01"
# F.ISI.ARPA as RFC 1035, 4.1.4 writes it.
NAME = b"\x01F\x03ISI\x04ARPA\x00"
A, AAAA, HTTPS, SVCB, PTR, ANY = b"\0\x01", b"\0\x1c", b"\0\x41", b"\0\x40", b"\0\x0c", b"\0\xff"
IN = b"\0\x01"
# Root, type 41, UDP size 1232, no extended code, DO, a cookie of eight bytes (RFC 7873).
OPT = b"\0\0\x29\x04\xd0\0\0\x80\0\0\x0c\0\x0a\0\x08abcdefgh"
ONE_QUESTION = b"\0\x01\0\0\0\0\0\0"


def query(name, kind, group=IN, flags=b"\x01\0", counts=ONE_QUESTION, rest=b""):
    return b"\xab\xcd" + flags + counts + name + kind + group + rest


def test_a_name_is_our_address():
    want = b"\xab\xcd\x85\x80\0\x01\0\x01\0\0\0\0" + NAME + A + IN
    want += b"\xc0\x0c" + A + IN + b"\0\0\0\x05\0\x04" + US

    eq(answer(query(NAME, A), US), want)


def test_the_life_of_an_answer_is_short():
    got = answer(query(NAME, A), US)

    # Longer than ten seconds, and a phone that has left still comes here.
    true(0 <= int.from_bytes(got[-10:-6], "big") <= 10)


def test_other_types_are_answered_at_once_and_empty():
    for kind in (AAAA, HTTPS, SVCB, PTR, ANY, b"\0\0", b"\xff\xff"):
        want = b"\xab\xcd\x85\x80\0\x01\0\0\0\0\0\0" + NAME + kind + IN
        eq(answer(query(NAME, kind), US), want)


def test_what_follows_the_question_is_not_sent_back():
    plain = answer(query(NAME, A), US)
    with_edns = query(NAME, A, counts=b"\0\x01\0\0\0\0\0\x01", rest=OPT)

    eq(answer(with_edns, US), plain)
    eq(answer(query(NAME, A, rest=b"\0" * 400), US), plain)


def test_a_resolver_gets_its_own_letters_back():
    # Some vary the case and look whether it comes back (draft-vixie-dnsext-dns0x20).
    for name in (b"\x06GoOgLe\x03cOm\x00", b"\x06google\x03com\x00"):
        true(name in answer(query(name, A), US))


def test_the_wish_for_recursion_comes_back_as_it_came():
    eq(answer(query(NAME, A, flags=b"\0\0"), US)[2:4], b"\x84\x80")
    # AD and CD of RFC 4035 are not understood, so they do not come back.
    eq(answer(query(NAME, A, flags=b"\x01\x30"), US)[2:4], b"\x85\x80")


def test_proxies_are_not_found_here():
    for name in (b"\x04wpad\x00", b"\x04WPAD\x03lan\x00"):
        eq(answer(query(name, A), US)[3:12], b"\x80\0\x01\0\0\0\0\0\0")
    # Only as the first part of a name, and only as a whole one.
    for name in (b"\x05wpads\x00", b"\x01a\x04wpad\x00", b"\x00"):
        eq(answer(query(name, A), US)[6:8], b"\0\x01")


def test_the_canary_of_firefox_does_not_exist():
    name = b"\x13use-application-dns\x03net\x00"
    for kind in (A, AAAA):
        got = answer(query(name, kind), US)
        eq(got[2:12], b"\x85\x83\0\x01\0\0\0\0\0\0")
        eq(got[12:], name + kind + IN)
    eq(answer(query(b"\x01x" + name, A), US)[3], 0x80)


def test_other_classes_have_no_address():
    for group, count in ((IN, 1), (b"\0\xff", 1), (b"\0\x03", 0), (b"\0\0", 0)):
        eq(answer(query(NAME, A, group), US)[7], count)


def test_what_is_no_question_gets_no_answer():
    whole = query(NAME, A)
    for end in range(len(whole)):
        eq(answer(whole[:end], US), None, "the first %d bytes" % end)
    for flags in (b"\x81\0", b"\x11\0", b"\x29\0", b"\x79\0"):  # an answer, other opcodes
        eq(answer(query(NAME, A, flags=flags), US), None)
    for counts in (b"\0\0\0\0\0\0\0\0", b"\0\x02\0\0\0\0\0\0", b"\x01\x01\0\0\0\0\0\0"):
        eq(answer(query(NAME, A, counts=counts), US), None)
    # A pointer to itself, one forwards, a reserved kind of label.
    for name in (b"\xc0\x0c", b"\xc0\x20", b"\x01a\xc0\x0c", b"\x80\x00", b"\x40\x00"):
        eq(answer(query(name, A, rest=b"\0" * 99), US), None)


def test_names_are_as_long_as_they_may_be_and_not_longer():
    # 63 bytes a label, 255 in all with the lengths (RFC 1035, 2.3.4).
    longest = (b"\x3f" + b"a" * 63) * 3 + b"\x3d" + b"b" * 61 + b"\0"
    eq(len(longest), 255)
    got = answer(query(longest, A), US)
    eq(len(got), 12 + 255 + 4 + 16)
    true(len(got) <= 512)
    too_long = (b"\x3f" + b"a" * 63) * 3 + b"\x3e" + b"b" * 62 + b"\0"
    eq(answer(query(too_long, A), US), None)
