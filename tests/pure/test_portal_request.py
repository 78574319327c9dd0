"""Heads of HTTP requests: what is understood, and what is refused (RFC 9112, RFC 9110)."""

from check import eq, raises, true
from sbernode.portal.request import Head, Refused, host

TOKEN = "abcdefgh"


def head(text, step=512):
    """Feed a head in pieces of `step` bytes; text: str or bytes, lines end with CRLF."""
    data = text if isinstance(text, bytes) else text.encode()
    read = Head()
    for at in range(0, len(data), step):
        read.feed(data[at : at + step])
        if read.done:
            break
    return read


def refused(text, *want):
    """Whatever the pieces: it is refused with this status (and code)."""
    for step in (1, 7, 64, 512):
        got = raises(Refused, head, text, step)
        eq(got.args[: len(want)], want, repr(text)[:100])


def get(*lines, target="/", version="HTTP/1.1"):
    return "GET %s %s\r\n%s\r\n\r\n" % (target, version, "\r\n".join(lines))


def test_a_plain_request():
    # The example of RFC 9110, 3.9.
    text = (
        "GET /hello.txt HTTP/1.1\r\nUser-Agent: curl/7.64.1\r\nHost: www.example.com\r\n"
        "Accept-Language: en, mi\r\n\r\n"
    )
    for step in (1, 2, 3, 16, 512):
        got = head(text, step)
        eq((got.done, got.method, got.target, got.cut), (True, "GET", "/hello.txt", False))
        eq((got.authority, got.host), ("www.example.com", "www.example.com"))
        eq((got.length, got.origin, got.token, got.cookie), (0, None, None, None))
        eq((got.expects, got.rest), (False, b""))


def test_all_that_a_handler_may_want():
    text = (
        "PUT /api/x?y=1 HTTP/1.1\r\nhOsT:SberNode-A1B2.local.:80\r\nORIGIN: http://X\r\n"
        "X-Token:\t abc \t\r\nCookie: a=b; sbernode=abcdefgh; sbernodes=no\r\n"
        "Content-Length: 0012\r\nExpect: 100-Continue\r\n\r\nbody, and more"
    )
    got = head(text)
    eq((got.method, got.target), ("PUT", "/api/x?y=1"))
    eq((got.authority, got.host), ("sbernode-a1b2.local.:80", "sbernode-a1b2.local"))
    eq((got.origin, got.token, got.cookie), ("http://x", "abc", TOKEN))
    eq((got.length, got.expects, got.rest), (12, True, b"body, and more"))


def test_empty_lines_in_front_are_forgiven():
    eq(head("\r\n" + get("Host: x")).target, "/")  # RFC 9112, 2.2


def test_lines_end_with_both_characters():
    for text in (
        "GET / HTTP/1.1\nHost: x\n\n",
        "GET / HTTP/1.1\r\nHost: x\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\n",
        "GET / HTTP/1.1\r\nHost: x\rY: z\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\r\n\r\n",
    ):
        refused(text, 400)


def test_request_lines_that_are_none():
    for line in (
        "GET",
        "GET /",
        "GET  / HTTP/1.1",
        "GET / HTTP/1.1 ",
        " GET / HTTP/1.1",
        "GET\t/\tHTTP/1.1",
        "GET /a b HTTP/1.1",
        "G@T / HTTP/1.1",
        "GET / HTTP/1",
        "GET / HTTP/11",
        "GET / HTTP/x.1",
        "GET / HTTP/1.10",
        "GET / http/1.1",
        "GET / ICY/1.1.",
        "GET /\x7f HTTP/1.1",
        "GET /é HTTP/1.1",
        "GET a HTTP/1.1",
        "GET ../../etc/passwd HTTP/1.1",
        "GET * HTTP/1.1",
        "GET https://x/ HTTP/1.1",
        "GET http:/// HTTP/1.1",
        "GET http://a@x/ HTTP/1.1",
        "GET //x@y@z: HTTP/1.1 x",
    ):
        refused(line + "\r\nHost: x\r\n\r\n", 400)


def test_versions():
    eq(head(get("Host: x", version="HTTP/1.0")).host, "x")
    eq(head(get("Host: x", version="HTTP/1.2")).host, "x")
    refused(get("Host: x", version="HTTP/2.0"), 505)
    refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505)  # RFC 9113, 3.4
    refused(get("Host: x", version="HTTP/0.9"), 505)


def test_a_method_is_a_word():
    for method in ("HEAD", "OPTIONS", "PROPFIND", "get"):
        eq(head(method + " /x HTTP/1.1\r\nHost: x\r\n\r\n").method, method)
    refused("A" * 17 + " / HTTP/1.1\r\nHost: x\r\n\r\n", 501)
    refused("CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", 405)
    eq(head("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").target, "*")


def test_a_whole_address_as_target_counts_more_than_host():
    # RFC 9112, 3.2.2.
    for target, name, path in (
        ("http://www.example.org/pub/WWW/TheProject.html", "www.example.org", None),
        ("HTTP://Example.ORG:8080/?a", "example.org", "/?a"),
        ("http://example.org", "example.org", "/"),
        ("http://example.org?x=/", "example.org", "/?x=/"),
        ("http://[::1]:80/a", "[::1]", "/a"),
    ):
        got = head(get("Host: other", target=target))
        eq((got.host, got.target), (name, path or "/pub/WWW/TheProject.html"))


def test_fields_that_two_readers_could_read_in_two_ways():
    for line in (
        "Host : x",
        "Ho st: x",
        " Host: y",
        "\tfolded",
        ": x",
        "no colon",
        "Host: x\0",
        "X-A: b\0c",
        "Host: y",
        "Host: x y",
        "Host: x/y",
        "Host: u@x",
        "Host: x:y",
        "Host: x:80:80",
        "Host: [::1",
        "Host: ::1",
        "Host: [x]",
        "Host: []",
        "Host: [::1]x",
        "Host: é",
        "Host: x,y",
    ):
        before = ["Host: x"] if line[:5] != "Host:" or line == "Host: y" else []
        refused(get(*(before + [line])), 400)


def test_one_host_is_a_must():
    refused(get("Accept: x"), 400)  # RFC 9112, 3.2
    eq(head(get("Accept: x", version="HTTP/1.0")).host, "")
    eq(head(get("Host:")).host, "")


def test_the_length_of_a_body_has_one_meaning():
    # RFC 9112, 6.3: the ways to smuggle a second request.
    for lines, status in (
        (("Content-Length: 4", "Content-Length: 4"), 400),
        (("Content-Length: 4", "Content-Length: 5"), 400),
        (("Content-Length: 4, 4",), 400),
        (("Content-Length: +4",), 400),
        (("Content-Length: -1",), 400),
        (("Content-Length: 0x4",), 400),
        (("Content-Length: 4 4",), 400),
        (("Content-Length: ",), 400),
        (("Content-Length: 1234567890",), 400),
        (("Transfer-Encoding: chunked",), 411),
        (("Transfer-Encoding: Chunked",), 411),
        (("Transfer-Encoding: gzip, chunked",), 501),
        (("Transfer-Encoding: identity",), 501),
        (("Transfer-Encoding:\x0bchunked",), 400),
        (("Transfer-Encoding: chunked", "Content-Length: 4"), 400),
        (("Content-Length: 4", "Transfer-Encoding: x"), 400),
        (("Transfer-Encoding : chunked",), 400),
        (("Expect: something",), 417),
        (("X-Token: a", "X-Token: a"), 400),
        (("Origin: a", "Origin: b"), 400),
    ):
        refused(get("Host: x", *lines), status)


def test_only_real_waiters_are_told_to_go_on():
    # RFC 9110, 10.1.1: an HTTP/1.0 client does not know it.
    true(head(get("Host: x", "Expect: 100-continue")).expects)
    true(not head(get("Host: x", "Expect: 100-continue", version="HTTP/1.0")).expects)


def test_hosts():
    for text, want in (
        ("Example.COM", "example.com"),
        ("example.com.", "example.com"),
        ("example.com.:80", "example.com"),
        ("4.3.2.1:8080", "4.3.2.1"),
        ("x:", "x"),
        ("[FE80::1]", "[fe80::1]"),
        ("[::ffff:4.3.2.1]:80", "[::ffff:4.3.2.1]"),
        ("_dns.resolver.arpa", "_dns.resolver.arpa"),
        ("wpad", "wpad"),
        ("", ""),
    ):
        eq(host(text), want)
    for text in ("x:-1", ":", "a b", "x\\", "x#", "[::1%eth0]", "[:]", "[1234]", "x:8o"):
        if text != ":":
            eq(raises(Refused, host, text).args[0], 400)


def test_cookies_of_others_do_no_harm():
    for value, want in (
        ("sbernode=abcdefgh", TOKEN),
        ("x=1;sbernode=abcdefgh", TOKEN),
        ("sbernode=", None),
        ("sbernode=a<b", None),
        ("sbernode", None),
        ("Sbernode=abc", None),
        ("=;;;===;", None),
        ("\xff\x00"[:1], None),
    ):
        eq(head(get("Host: x", "Cookie: " + value)).cookie, want)


def test_long_fields_of_others_are_passed_over():
    long = "a" * 3000
    for step in (1, 100, 512):
        got = head(get("User-Agent: " + long, "Host: x", "Cookie: b=" + long, "X-Token: t"), step)
        eq((got.host, got.token, got.cookie), ("x", "t", None))


def test_long_fields_that_count_are_refused():
    for name in ("Host", "X-Token", "Origin", "Content-Length", "Expect", "Transfer-Encoding"):
        refused(get("%s: %s" % (name, "1" * 600)), 431)


def test_a_head_has_an_end():
    refused(get(*["A: b"] * 3000), 431)
    refused("GET / HTTP/1.1\r\nHost: x\r\nA: " + "b" * 9000, 431)
    refused("GET /" + "a" * 9000, 431)


def test_of_a_long_target_the_beginning_is_kept():
    for step in (1, 100, 512):
        got = head(get("Host: www.example.com", target="/x?" + "a" * 4000), step)
        eq(
            (got.done, got.cut, got.host, got.target[:6]),
            (True, True, "www.example.com", "/x?aaa"),
        )
    refused("G" * 600 + " / HTTP/1.1\r\n\r\n", 400)


def test_a_head_takes_no_more_room_than_a_line():
    read = Head()
    read.feed(b"GET / HTTP/1.1\r\nX: ")
    for _ in range(15):
        read.feed(b"y" * 512)
        true(len(read.rest) <= 512)
