"""Heads of answers (RFC 9110, RFC 9112), and what those read who are refused."""

import json

from check import eq, true
from sbernode.portal import answer, refusal
from sbernode.portal.request import Refused


def lines(*args, **named):
    text = b"".join(answer.head(*args, **named)).decode()
    true(text.endswith("\r\n\r\n"))
    first, *rest = text[:-4].split("\r\n")
    return first, dict([line.split(": ", 1) for line in rest])


def test_every_answer_says_its_length_and_that_it_is_the_last():
    for status, kind in ((200, "text/html"), (302, "text/plain"), (404, "application/json")):
        first, fields = lines(status, kind, 7)
        eq(first[:12], "HTTP/1.1 %d" % status)
        eq(fields["Content-Length"], "7")
        eq(fields["Connection"], "close")
        eq(fields["Cache-Control"], "no-store")
        eq(fields["X-Content-Type-Options"], "nosniff")
        eq(fields["Referrer-Policy"], "no-referrer")


def test_reasons_are_those_of_the_standard():
    # RFC 9110, 15, and RFC 6585 for 429 and 431; 507 is of RFC 4918.
    eq(lines(200, "x", 0)[0], "HTTP/1.1 200 OK")
    eq(lines(302, "x", 0)[0], "HTTP/1.1 302 Found")
    eq(lines(421, "x", 0)[0], "HTTP/1.1 421 Misdirected Request")
    eq(lines(431, "x", 0)[0], "HTTP/1.1 431 Request Header Fields Too Large")
    eq(lines(507, "x", 0)[0], "HTTP/1.1 507 Insufficient Storage")
    # A new one does no harm.
    eq(lines(418, "x", 0)[0], "HTTP/1.1 418")


def test_only_the_page_says_what_it_may_load():
    _, page = lines(200, "text/html", 1, (), True)
    eq(page["Content-Type"], "text/html; charset=utf-8")
    eq(page["Content-Encoding"], "gzip")
    eq(page["X-Frame-Options"], "DENY")
    rules = dict(
        [rule.strip().split(" ", 1) for rule in page["Content-Security-Policy"].split(";")]
    )
    eq(rules["default-src"], "'self'")
    eq(rules["frame-ancestors"], "'none'")
    eq(rules["base-uri"], "'none'")
    true("http" not in page["Content-Security-Policy"])
    _, data = lines(200, "application/json", 1)
    true("Content-Encoding" not in data and "Content-Security-Policy" not in data)


def test_no_line_can_be_slipped_in():
    head = b"".join(
        answer.head(302, "text/plain", 0, ("Location: x\r\nSet-Cookie: a=b\r\n\r\n<html>",))
    )
    eq(head.count(b"\r\n\r\n"), 1)
    true(b"\r\nSet-Cookie" not in head)


def test_refusals_of_the_api_are_codes():
    status, kind, body, _ = refusal.refusal(Refused(409, "untested"), True)
    eq(
        (status, kind, json.loads(body)),
        (409, "application/json", {"error": "untested", "args": []}),
    )
    _, _, body, extra = refusal.refusal(Refused(429, "wait", 7), True)
    eq(json.loads(body), {"error": "wait", "args": [7]})
    eq(extra, ("Retry-After: 7",))
    eq(refusal.refusal(Refused(503, "no_memory"), True)[3], ("Retry-After: 3",))
    # Required with these two by RFC 9110, 15.5.2 and 15.5.6.
    eq(refusal.refusal(Refused(401, "log_in"), True)[3], ("WWW-Authenticate: Page",))
    eq(refusal.refusal(Refused(405, "bad_method", "GET"), True)[3], ("Allow: GET",))


def test_people_read_words_in_both_languages():
    for code, args in (("not_here", ("sbernode-a1b2.local",)), ("not_found", ()), ("fault", ())):
        status, kind, body, _ = refusal.refusal(Refused(421, code, *args), False)
        russian, english, rest = body.decode().split("\n")
        eq((status, kind, rest), (421, "text/plain", ""))
        eq(len(english), len(english.encode()))
        true("board" in english or "page" in english, english)
        true("лат" in russian or "страниц" in russian, russian)
        for arg in args:
            true(arg in russian and arg in english)
    for code in ("bad_request", "no_such_code", ""):
        true(b"does not understand" in refusal.refusal(Refused(400, code), False)[2])
