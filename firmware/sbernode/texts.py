"""The words behind the codes of the log. Pure; loaded for a line, then dropped.

Codes of failed connections are those of packets.LinkDown. Host tools and pages
have the same words in Russian.
"""

from micropython import const

_TEXTS = const("""
no_network: the Wi-Fi network is not in the air; is its name right, is the board near enough?
wrong_password: the Wi-Fi password is refused
no_address: joined the Wi-Fi, but the router gives no address
no_answer: no answer in time
no_name: the name of the server is not found; is there internet behind the Wi-Fi?
refused: the server refuses the connection; are host and port right?
unreachable: there is no way to the server; is there internet behind the Wi-Fi?
clock_not_set: no time from the network yet, so no certificate can be checked
not_trusted: the server's certificate is signed by none of the trusted roots
expired: the server's certificate has expired
wrong_name: the server's certificate is for another name
no_roots: no trusted root on the board; put DER files into the folder roots
tls: no secure connection could be agreed on
login_refused: the Sber login or password is wrong; see the gear tab of the Studio project
not_authorised: this login may not do that; see the gear tab of the Studio project
not_now: the server has no room at the moment
dropped: the connection broke
silent: the server says nothing any more
no_memory: too little memory at the moment
trouble: the radio or the connection is in trouble
not_mqtt: the server does not speak MQTT as it should
again: %s (%s); again in %d s
later: %s; again in %d s
joining: joining
joined: joined, address %s
unchecked: the server's certificate is NOT checked: settings.json says so
fits: root %s verifies the server
unfit: root %s does not fit: %s
service: in service
nocommon: the cloud has no common config for this login; it is not needed
toolong: a message of more than %d bytes was passed over
broken: a message was dropped: %s
unsaved: %s cannot be written (%s): rooms and last states will not survive a restart
damaged: state.json is damaged: rooms and last states are forgotten
good: settings.json and devices.json are good: starting
problem: %s: %s %s: %s (%s)
nojson: %s is not JSON: check it with `python -m host_tools check`
nofile: %s is missing: put it on the board
badfile: %s is refused: `python -m host_tools check` says why in plain words
badrule: rule %d: %s has no %s with the pins it has, or not that value
badport: %s: the pin for %s cannot be used: %s; see `python -m host_tools check`
begin: sbernode %s on %s, %d devices
crash: %s: restart in %d s
untold: %s of %s was never told
retained: a retained message on %s is ignored
wantsconf: the cloud asks for the config
topic: a message of a topic that is not known: %s
badbody: %s from the cloud: %s
nopart: a part of %s does not answer: check its wires
untaken: %s does not take %s
paused: rule %d fired too often and is paused for ten minutes: do rules work against each other?
badvalue: %s: %s: %s
unmet: %s ran its whole time and met no limit switch
early: %s met its limit switch much too soon
stranger: the cloud names %s, which is not here: removed lately, or has another board this login? \
Two boards on one login erase each other's devices
report: the cloud reports: %s
noport: the %s port %d cannot be had (%s), so the page does not open; it is tried again
fault: the page: %s %s failed: %s
open: access point %s is up, open until the board is set up: http://%s/
closed: access point %s is up, password %s: http://%s/
tested: the test has announced the devices
gone: the access point is off
erased: settings, devices and states are erased: the button or the page said so
nocode: %s has no infrared code for %s, so nothing is sent: teach it one on the page
badcode: %s: the infrared code for %s is damaged, so nothing is sent: teach it again on the page
noir: %s: the infrared code for %s cannot be sent: %s
cloud_error: the cloud does not like what the board announces; see its own words
""")


def text(code: str) -> str:
    """Return the words for a code, the code itself if there are none."""
    at = _TEXTS.find("\n" + code + ": ")
    if at < 0:
        return code
    at += len(code) + 3
    return _TEXTS[at : _TEXTS.find("\n", at)]
