"""relay, socket, intercom, scenario_button: what a hand or a command does."""

from check import eq
from ports import Clock, In, Out, made, part
from sbernode import log


def _make(name, ports, **options):
    return made(name, ports, options)


def test_the_pin_is_the_state_of_a_relay():
    out = Out()
    relay = _make("relay", {"out": out})
    out.value(True)  # by somebody else
    eq(relay.read(), [("on_off", True)])


def test_a_wall_button_toggles_at_once_and_is_reported():
    for name in ("relay", "socket", "light"):
        out, button = Out(), In()
        device = _make(name, {"out": out, "button": button})
        button.press()
        eq((out.on, device.dirty), (True, True))
        button.release()
        button.press()
        eq(out.on, False)


def test_a_rocker_toggles_at_every_change():
    out, rocker = Out(), In()
    _make("relay", {"out": out, "button": rocker}, switch="rocker")
    rocker.press()
    eq(out.on, True)
    rocker.release()
    eq(out.on, False)


def test_a_locked_socket_obeys_commands_and_nobody_on_the_spot():
    out, button = Out(), In()
    socket = _make("socket", {"out": out, "button": button})
    eq(socket.features, ("on_off", "child_lock"))
    socket.apply("child_lock", True, 0)
    button.press()
    eq((out.on, socket.dirty), (False, False))
    socket.apply("on_off", True, 0)
    eq(socket.read(), [("on_off", True), ("child_lock", True)])
    socket.apply("child_lock", False, 0)
    button.press()
    eq((out.on, socket.dirty), (False, True))


def test_the_lock_is_kept_and_never_where_nobody_could_open_it():
    for policy in ("off", "last"):
        ports = {"out": Out(), "button": In()}
        socket = _make("socket", ports, power_on=policy)
        eq(socket.save(), None if policy == "off" else False)
        socket.apply("child_lock", True, 0)
        socket.apply("on_off", True, 0)
        kept = socket.save()
        eq(dict(made("socket", ports, {}, kept).read())["child_lock"], True)
        eq(made("socket", ports, {}, kept).save(), [None, True])
        # the same id, but without its button now, or a relay
        for kind in ("socket", "relay"):
            bare = made(kind, {"out": Out()}, {}, kept)
            eq(bare.features, ("on_off",))
            bare.toggle()
            eq(bare.read(), [("on_off", True)])


def _metered(kind="relay", **ports):
    del log.lines()[:]
    clock, out, pzem = Clock(), Out(), part("pzem004t", 250)
    device = _make(kind, dict(ports, out=out, tx=pzem))
    device.id = "plug"
    return clock, out, pzem, device


def _measured(clock, device):
    """Let a reading take place; return whether something was told."""
    clock.pass_ms(10000)
    wait = device.step(clock.now)
    if wait < 1000:
        clock.pass_ms(wait)
        device.step(clock.now)
    told, device.dirty = device.dirty, False
    return told


def test_a_relay_with_a_meter_tells_what_it_measures():
    # a kettle: 230 V, 1000 W, so 4348 mA
    clock, _, pzem, relay = _metered()
    eq(relay.features, ("on_off", "voltage", "current", "power"))
    eq((_measured(clock, relay), relay.online), (True, True))
    relay.apply("on_off", True, clock.now)
    told = [("voltage", 230), ("current", 4348), ("power", 1000)]
    eq(relay.read(), [("on_off", True)] + told)
    pzem.values = (231, 4350, 1010)
    eq(_measured(clock, relay), False, "less than a twentieth")
    pzem.values = (230, 8700, 2000)
    eq(_measured(clock, relay), True)
    eq(dict(relay.read())["power"], 2000)
    for name in ("voltage", "current", "power"):
        eq(relay.apply(name, 5, clock.now), False, "only measured")


def test_the_parts_that_can_be_meters():
    for role, option, name in (
        ("sda", "i2c", "ina219"),
        ("sda", "i2c", "ina226"),
        ("tx", "uart", "pzem004t"),
        ("cf", "meter", "hlw8012"),
        ("cf", "meter", "bl0937"),
    ):
        for kind in ("relay", "socket"):
            ports = {"out": Out(), role: part(name), "button": In()}
            device = _make(kind, ports, **{option: name})
            lock = ("child_lock",) if kind == "socket" else ()
            eq(device.features, ("on_off",) + lock + ("voltage", "current", "power"))
            device.step(0)
            eq(dict(device.read())["voltage"], 12 if role == "sda" else 230)


def test_a_dead_meter_takes_nothing_away_but_its_values():
    clock, out, pzem, relay = _metered()
    relay.apply("on_off", True, clock.now)
    _measured(clock, relay)
    pzem.values = None
    told = [_measured(clock, relay) for _ in range(6)]
    eq(told, [False, False, True, False, False, False], "told once")
    eq((out.on, out.history), (True, [(0, True)]), "the output is left alone")
    eq(relay.states(), [("online", True), ("on_off", True)])
    relay.apply("on_off", False, clock.now)
    eq((out.on, relay.states()), (False, [("online", True), ("on_off", False)]))
    eq([line[2:] for line in log.lines()], [("nopart", ("plug",))], "and once in the log")
    pzem.values = (230, 0, 0)
    eq(_measured(clock, relay), True)
    eq(dict(relay.read())["current"], 0)


def test_a_meter_that_was_never_there():
    clock, _, pzem, relay = _metered("socket", button=In())
    pzem.values = None
    for _ in range(5):
        _measured(clock, relay)
    eq(relay.states(), [("online", True), ("on_off", False), ("child_lock", False)])
    eq(len(log.lines()), 1)


def test_a_metered_socket_is_locked_and_kept_like_another():
    button = In()
    clock, out, _, socket = _metered("socket", button=button)
    _measured(clock, socket)
    socket.apply("child_lock", True, 0)
    button.press()
    eq((out.on, socket.save()), (False, [None, True]))
    eq(dict(socket.read())["child_lock"], True)
    eq(dict(socket.read())["voltage"], 230)


def _intercom(clock=None, ring=False, **options):
    clock = clock or Clock()
    ports = {"unlock": Out(clock)}
    if ring:
        ports["ring"] = In(clock)
    for role in ("reject", "handset"):
        if options.pop(role, False):
            ports[role] = Out(clock)
    return clock, ports, _make("intercom", ports, **options)


def _go_on(clock, device, ms):
    while ms > 0:
        wait = device.step(clock.now)
        some = min(ms, wait if wait > 0 else 100)
        clock.pass_ms(some)
        ms -= some
    device.step(clock.now)


def test_the_door_is_opened_once_for_each_command():
    clock, ports, intercom = _intercom(pulse_ms=1000)
    eq((intercom.features, intercom.read()), (("unlock",), []))
    eq(intercom.apply("unlock", "unlock", clock.now), True)
    eq((ports["unlock"].on, intercom.busy), (True, True))
    _go_on(clock, intercom, 400)
    eq(intercom.apply("unlock", "unlock", clock.now), True, "the same message again")
    _go_on(clock, intercom, 5000)
    eq(ports["unlock"].history, [(0, True), (1000, False)])
    eq((intercom.busy, intercom.read()), (False, []), "a command is no state")
    intercom.apply("unlock", "unlock", clock.now)
    _go_on(clock, intercom, 5000)
    eq(ports["unlock"].history[2:], [(5400, True), (6400, False)])


def test_the_pulse_ends_without_the_loop():
    clock, ports, intercom = _intercom(pulse_ms=1000)
    intercom.apply("unlock", "unlock", clock.now)
    clock.pass_ms(60000)
    eq(ports["unlock"].value(), 0)
    eq(ports["unlock"].history, [(0, True), (1000, False)])
    intercom.step(clock.now)
    eq(intercom.busy, False)


def test_the_handset_is_lifted_before_the_button_is_pressed():
    clock, ports, intercom = _intercom(handset=True, pulse_ms=1000, lift_ms=1500)
    intercom.apply("unlock", "unlock", clock.now)
    eq((ports["handset"].on, ports["unlock"].on), (True, False))
    _go_on(clock, intercom, 700)
    intercom.apply("unlock", "unlock", clock.now)
    _go_on(clock, intercom, 10000)
    eq(ports["unlock"].history, [(1500, True), (2500, False)])
    eq(ports["handset"].history, [(0, True), (3000, False)], "it hangs up last")


def test_a_loop_that_comes_too_late_presses_nothing():
    clock, ports, intercom = _intercom(handset=True, pulse_ms=1000, lift_ms=1500)
    intercom.apply("unlock", "unlock", clock.now)
    clock.pass_ms(20000)
    _go_on(clock, intercom, 10000)
    eq((ports["unlock"].history, intercom.busy), ([], False))
    eq(ports["handset"].value(), 0)


def test_a_call_is_rejected_by_its_button_or_by_the_hook():
    clock, ports, intercom = _intercom(reject=True)
    eq(intercom.features, ("unlock", "reject_call"))
    intercom.apply("reject_call", "reject", clock.now)
    eq(intercom.apply("unlock", "unlock", clock.now), False, "not both at once")
    _go_on(clock, intercom, 5000)
    eq((ports["reject"].history, ports["unlock"].history), ([(0, True), (1000, False)], []))
    clock, ports, intercom = _intercom(handset=True)
    intercom.apply("reject_call", "reject", clock.now)
    _go_on(clock, intercom, 9000)
    eq((ports["handset"].history, ports["unlock"].history), ([(0, True), (3000, False)], []))
    eq(intercom.busy, False)


def test_a_call_lasts_over_the_pauses_of_its_bell():
    clock, ports, intercom = _intercom(ring=True, hold_s=5)
    bell = ports["ring"]
    eq(intercom.read(), [("incoming_call", False)])
    told = []
    for second in range(20):
        if second in (1, 4, 7):
            bell.press()
        if second in (2, 5, 8):
            bell.release()
        intercom.step(clock.now)
        if intercom.dirty:
            intercom.dirty = False
            told.append((second, dict(intercom.read())["incoming_call"]))
        clock.pass_ms(1000)
    eq(told, [(1, True), (13, False)])


def test_a_ring_shorter_than_a_turn_of_the_loop_is_a_call():
    clock, ports, intercom = _intercom(ring=True)
    ports["ring"].press()
    ports["ring"].release()
    intercom.step(clock.now)
    eq(intercom.read(), [("incoming_call", True)])


def test_a_scenario_button_tells_each_press_once_and_toggles_at_once():
    clock = Clock()
    button, out = In(clock), Out()
    scene = _make("scenario_button", {"button": button})
    button.bind(_make("relay", {"out": out}).toggle, None)
    button.press()
    eq(out.on, True)
    clock.pass_ms(100)
    button.release()
    eq(scene.step(clock.now), 350)
    eq(list(scene.events), [])
    clock.pass_ms(350)
    eq(scene.step(clock.now), -1)
    eq(scene.events, [("button_event", "click")])
    eq(scene.read(), [], "a press is no state")


def test_a_release_that_was_lost_is_no_long_press():
    clock = Clock()
    button = In(clock)
    scene = _make("scenario_button", {"button": button})
    button.press()
    scene.step(clock.now)
    # no room for the edge: the port shows the button up, and has nothing to take
    button.active = False
    clock.pass_ms(2000)
    scene.step(clock.now)
    eq(list(scene.events), [])
