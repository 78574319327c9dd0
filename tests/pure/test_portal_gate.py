"""Who is let in: the table of probes, names and addresses, tokens, wrong log-ins."""

import json

from check import eq, raises, true
from sbernode.portal import gate, login, request

TABLE = __file__.replace("\\", "/").rpartition("/pure/")[0] + "/data/captive-portal-probes.json"
APPLE_PAGE = b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
UNIT = "sbernode-a1b2"
AP = "4.3.2.1"
PHONE, LAN = "4.3.2.2", "192.168.1.7"


def make(mode="setup", done=False, kept=None):
    made = gate.Gate(mode, UNIT, AP, kept or gate.keep(bytes(range(16))), lambda p: p == PHONE)
    made.done = done
    return made


def ask(host=AP, path="/", method="GET", peer=PHONE, **fields):
    """Return a request as http.py makes it."""
    made = request.Head()
    lines = ["%s %s HTTP/1.1" % (method, path), "Host: " + host]
    lines += ["%s: %s" % (name.replace("_", "-"), value) for name, value in fields.items()]
    made.feed(("\r\n".join(lines) + "\r\n\r\n").encode())
    made.peer, made.path = peer, made.target
    return made


def probes():
    with open(TABLE, "rb") as file:
        return [row for row in json.load(file) if row["transport"] == "http"]


def test_every_probe_finds_a_portal():
    rows = probes()
    true(len(rows) >= 34)
    for mode in ("setup", "fallback"):
        for row in rows:
            got = make(mode).turn(ask(row["host"], row["path"], row["method"]))
            want = row["our_answer"]["setup_open"]
            eq(got[0], 404 if want == "404" else 302, row["client"])
            true(want in ("404", "302 to portal URL"), want)
            eq(got[2], b"")
            if got[0] == 302:
                eq(got[3], ("Location: http://4.3.2.1/",))


def test_every_probe_after_it_is_done():
    seen = 0
    for row in probes():
        got = make(done=True).turn(ask(row["host"], row["path"], row["method"]))
        if row["our_answer"].get("after_success", "").startswith("expected online answer"):
            eq(row["expects_when_online"]["status"], 200)
            eq(got, (200, "text/html", APPLE_PAGE))
            seen += 1
        else:
            true(got[0] in (302, 404), row["client"])
    eq(seen, 3)
    page = [row["expects_when_online"] for row in probes() if row["host"] == "captive.apple.com"]
    eq(page[0]["body"].encode(), APPLE_PAGE)


def test_letters_ports_and_last_dots_do_not_matter():
    ours = ("sbernode-a1b2", "SBERNODE-A1B2.Local", "sbernode-a1b2.local.", "sbernode-a1b2:8080")
    for name in ours:
        eq(make().turn(ask(name)), None, name)
    for name in ("CAPTIVE.Apple.com", "captive.apple.com.", "captive.apple.com:80"):
        eq(make(done=True).turn(ask(name, "/hotspot-detect.html"))[0], 200, name)
        eq(make().turn(ask(name, "/hotspot-detect.html"))[0], 302, name)


def test_any_address_is_us():
    for name in ("4.3.2.1", "192.168.1.77:80", "10.0.0.1", "[::1]", "[fe80::1]:80"):
        eq(make().turn(ask(name)), None, name)
        eq(make("service").turn(ask(name)), None, name)


def test_what_only_looks_like_an_address_or_our_name_is_not():
    for name in (
        "4.3.2.1.nip.io",
        "4.3.2",
        "4.3.2.256",
        "4.3.2.1.5",
        "4..2.1",
        "1e1.2.3.4",
        "sbernode-a1b2.local.evil.example",
        "sbernode-a1b2.evil.example",
        "xsbernode-a1b2.local",
        "sbernode-a1b3.local",
        "localhost",
        "",
    ):
        eq(make().turn(ask(name))[0], 302, name)
        eq(raises(request.Refused, make("service").turn, ask(name)).args[:2], (421, "not_here"))


def test_at_home_nobody_is_led_anywhere():
    # The access point is up, but this visitor came over the home network.
    there = ask("example.com", peer=LAN)
    eq(raises(request.Refused, make("fallback").turn, there).args[0], 421)
    eq(make("fallback").turn(ask("example.com", peer=PHONE))[0], 302)
    # In service there is no access point of ours, whatever the peer's address looks like.
    eq(raises(request.Refused, make("service").turn, ask("example.com")).args[0], 421)


def check(gate_, **named):
    made = ask(**named)
    gate_.check(made)
    return True


def refusal(gate_, **named):
    return raises(request.Refused, gate_.check, ask(**named)).args


def test_nothing_changes_without_the_token():
    here = make()
    for method in ("POST", "PUT", "DELETE", "PATCH", "get"):
        eq(refusal(here, method=method, path="/api/save"), (403, "no_token"))
        eq(refusal(here, method=method, path="/api/save", X_Token="x"), (403, "no_token"))
        # A cookie travels by itself, so it is not enough.
        cookie = "sbernode=" + here.token
        eq(refusal(here, method=method, path="/api/save", Cookie=cookie), (403, "no_token"))
        true(check(here, method=method, path="/api/save", X_Token=here.token))
    # Without the leading /api it is no different.
    eq(refusal(here, method="POST", path="/x"), (403, "no_token"))


def test_no_other_site_may_ask_for_changes():
    here = make()
    named = {"method": "PUT", "path": "/api/save", "X_Token": here.token}
    for host, origin in (
        (AP, "http://4.3.2.1"),
        ("4.3.2.1:80", "http://4.3.2.1"),
        ("4.3.2.1:8081", "http://4.3.2.1:8081"),
        ("SberNode-A1B2.local", "http://sbernode-a1b2.local"),
        ("[FE80::1]", "http://[fe80::1]"),
    ):
        true(check(here, host=host, Origin=origin, **named), origin)
    for host, origin in (
        (AP, "null"),
        (AP, "http://evil.example"),
        (AP, "https://4.3.2.1"),
        (AP, "http://4.3.2.1:8081"),
        (AP, "http://4.3.2.1.evil.example"),
        (AP, "http://4.3.2.1/"),
        (AP, ""),
        ("4.3.2.1:8081", "http://4.3.2.1"),
    ):
        eq(refusal(here, host=host, Origin=origin, **named), (403, "other_site"), origin)
    # Not even the password may be tried from there.
    login = {"method": "POST", "path": "/api/login"}
    eq(refusal(here, Origin="http://evil.example", **login), (403, "other_site"))
    true(check(here, **login))


def test_at_home_one_has_to_log_in():
    for mode in ("service", "fallback"):
        home = make(mode)
        named = {"path": "/api/state", "peer": LAN}
        eq(refusal(home, **named), (401, "log_in"))
        eq(refusal(home, Cookie="sbernode=abc", **named), (401, "log_in"))
        eq(refusal(home, X_Token="abc", **named), (401, "log_in"))
        true(check(home, Cookie="sbernode=" + home.token, **named))
        true(check(home, X_Token=home.token, **named))
        for path in ("/", "/pico_w.json", "/api/hello", "/api/login"):
            true(check(home, path=path, peer=LAN))


def test_on_the_access_point_its_password_is_enough():
    for mode in ("setup", "fallback"):
        true(check(make(mode), path="/api/state"))
    eq(refusal(make("service"), path="/api/state"), (401, "log_in"))


def test_a_new_token_sends_everybody_out():
    home = make("service")
    old = home.token
    home.renew(bytes(range(16, 32)))
    true(home.token != old)
    eq(refusal(home, path="/api/state", peer=LAN, X_Token=old), (401, "log_in"))


def test_tokens_are_letters_and_hold_all_the_chance():
    eq(gate.keep(b"\x00\xff\x12" * 6)[0], "aappbc" * 6)


def test_wrong_passwords_wait_longer_and_longer_whoever_tries():
    kept = gate.keep(bytes(16))
    now = 0x3FFFFFFF - 5000  # just before ticks wrap
    door = make("service", kept=kept)
    eq(login.wait(door.kept, now), 0)
    for want in (1, 2, 4, 8, 16, 32, 60, 60):
        eq(login.missed(door.kept, now), want)
        # The page was closed and opened again meanwhile: nothing is forgotten.
        door = make("service", kept=kept)
        eq(login.wait(door.kept, now), want)
        now = (now + want * 1000 - 1) & 0x3FFFFFFF
        eq(login.wait(door.kept, now), 1)
        now = (now + 1) & 0x3FFFFFFF
        eq(login.wait(door.kept, now), 0)
    # Days later, when ticks say little about how long it is, nobody waits for days.
    for days in range(13):
        true(login.wait(door.kept, (now + days * 86400000) & 0x3FFFFFFF) <= 60)
    login.passed(door.kept)
    eq(login.wait(door.kept, now), 0)
    eq(login.missed(door.kept, now), 1)


def test_the_cookie_is_for_this_site_and_no_script():
    home = make("service")
    line = login.passed(home.kept)
    eq(line, "Set-Cookie: sbernode=%s; Path=/; HttpOnly; SameSite=Strict" % home.token)
    true(home.is_in(ask(peer=LAN, Cookie=line[12:].partition(";")[0])))


def test_secrets_are_the_same_or_not():
    for one, other, want in (
        ("abc", "abc", True),
        ("abc", "abd", False),
        ("abc", "ab", False),
        ("ab", "abc", False),
        ("abcabc", "abc", False),
        ("", "", False),
        ("", "a", False),
        ("a", "", False),
        ("Дом", "Дом", True),
    ):
        eq(gate.same(one, other), want, one + "|" + other)
