"""Paths and queries: percent sequences are bytes, the bytes UTF-8."""

from check import eq, raises
from sbernode.portal.request import Refused
from sbernode.portal.target import decode, fields, split


def test_paths_and_queries():
    # Expected: urllib.parse of Python (unquote, parse_qsl) for the same text.
    for text, path, query in (
        ("/", "/", {}),
        ("/api/watch?gpio=4&pull=up", "/api/watch", {"gpio": "4", "pull": "up"}),
        ("/a%20b?c%26=%3D%2B", "/a b", {"c&": "=+"}),
        ("/a+b?a+b=c+d", "/a+b", {"a b": "c d"}),
        ("/?a=%D0%94%D0%BE%D0%BC", "/", {"a": "Дом"}),
        ("/?a=1&a=2&&b", "/", {"a": "2", "b": ""}),
        ("/?a=b=c?d", "/", {"a": "b=c?d"}),
        ("/?", "/", {}),
        ("/x#y?z", "/x", {}),
        ("/?a=%f0%9f%8f%a0", "/", {"a": "\U0001f3e0"}),
        # Real passwords: every character that forms give a meaning to.
        ("/?p=%26%3D%2B%25%3B%22%27", "/", {"p": "&=+%;\"'"}),
    ):
        eq(split(text), (path, query), text)


def test_what_is_no_hex_and_no_utf8_is_refused():
    for text in (
        "%",
        "%4",
        "%4g",
        "%g4",
        "% 4",
        "%+4",
        "%-1",
        "%ff",
        "%d0",
        "%80",
        "a%00",
        "%%41",
    ):
        eq(raises(Refused, decode, text).args, (400, "bad_request"), text)


def test_a_query_has_an_end():
    eq(len(fields("&".join(["a%d=1" % i for i in range(16)]))), 16)
    eq(raises(Refused, fields, "&".join(["a"] * 18)).args[0], 400)


def test_dots_stay_dots():
    # There is nothing to climb: paths are compared, never opened (see test_portal_http.py).
    eq(split("/../%2e%2e/%2fetc")[0], "/../..//etc")
