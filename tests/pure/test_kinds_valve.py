"""valve: on is open, motors for two directions, and closing while the cloud is away."""

from check import eq, true
from motion import DriveRig, Rig
from ports import Clock, In, Out, made
from sbernode import log
from sbernode.agent import Agent, Hub
from sbernode.devices import Device, Devices


class Valve:
    """One that returns by itself."""

    def __init__(self, limits="", saved=None, on=False, **options):
        del log.lines()[:]
        Device.lost_at = None
        self.clock = Clock()
        self.out = Out(self.clock, on)
        self.limits = {name + "_limit": In(self.clock) for name in limits.split()}
        ports = dict(self.limits, out=self.out)
        self.it = made("valve", ports, dict({"travel_ms": 5000}, **options), saved)

    def tell(self, value):
        true(self.it.apply("open_set", value, self.clock.now))

    def run(self, ms):
        for _ in range(ms // 100):
            self.clock.pass_ms(100)
            self.it.step(self.clock.now)

    def state(self):
        return dict(self.it.read())["open_state"]


def test_a_valve_that_returns_by_itself_takes_its_time():
    valve = Valve()
    eq(valve.it.features, ("open_set", "open_state"))
    eq(valve.state(), "close")
    valve.tell("open")
    eq((valve.state(), valve.out.on), ("opening", True))
    valve.run(5000)
    eq((valve.state(), valve.it.dirty), ("open", True))
    valve.tell("close")
    eq((valve.state(), valve.out.on), ("closing", False))
    valve.run(5000)
    eq(valve.state(), "close")
    eq(valve.out.history, [(0, True), (5000, False)])


def test_stop_leaves_it_as_it_is():
    valve = Valve()
    valve.tell("stop")
    eq(valve.out.history, [])
    valve.tell("open")
    valve.tell("stop")
    eq((valve.out.on, valve.state()), (True, "opening"))


def test_limit_switches_end_the_move_and_tell_the_state():
    valve = Valve("open close")
    valve.limits["close_limit"].press()
    valve.tell("open")
    valve.limits["close_limit"].release()
    valve.run(2000)
    eq(valve.state(), "opening")
    valve.limits["open_limit"].press()
    valve.run(100)
    eq(valve.state(), "open")


def test_a_valve_that_does_not_close_is_told_as_open():
    valve = Valve("close", on=True)
    valve.tell("close")
    valve.run(6000)
    eq((valve.out.on, valve.state()), (False, "open"))
    eq([line[2] for line in log.lines()], ["unmet"])
    valve.it.dirty = False
    valve.limits["close_limit"].press()
    valve.run(100)
    eq((valve.state(), valve.it.dirty), ("close", True))


def test_the_last_state_is_kept_if_asked_for():
    valve = Valve(power_on="last")
    eq(valve.it.save(), False)
    valve.tell("open")
    eq(valve.it.save(), True)
    eq(Valve().it.save(), None)


def test_a_motor_is_never_on_at_the_start_whatever_the_options_say():
    asked = []

    def opened(port, specs, on, options):
        asked.append((port, on))
        return Out()

    from sbernode import build
    from sbernode.resolve import resolve

    pins = {"open": 1, "close": 2}
    entry = {"kind": "valve", "pins": pins, "options": {"power_on": "on"}}
    build.make(resolve(entry), opened)
    # hw.ports heeds `on` for plain outputs only: tests/board/test_hw_drives.py
    eq([port for port, _ in asked], ["motor", "motor"])
    rig = Rig("valve", "open close", power_on="on")
    rig.run(1000)
    eq((rig.open.history, rig.close.history), ([], []))


def test_a_motor_for_two_directions_stops_at_its_limit_switches():
    rig = Rig("valve", "open close", way=6000)
    eq(rig.kind.features, ("open_set", "open_percentage", "open_state"))
    rig.run(20)
    rig.tell("open_set", "open")
    rig.run(7000)
    eq(rig.open.history, [(20, True), (6020, False)])
    rig.tell("open_percentage", 50)
    rig.run(7000)
    eq(rig.place, 3000)


def test_a_valve_on_a_servo_has_no_speed_to_choose():
    rig = DriveRig("valve", "servo")
    eq(rig.kind.features, ("open_set", "open_percentage", "open_state"))
    eq(sorted(rig.state()), ["open_percentage", "open_state"])


def test_it_closes_once_when_the_cloud_has_been_away_for_too_long():
    valve = Valve(offline_close_s=60)
    valve.tell("open")
    valve.run(6000)
    Device.lost_at = valve.clock.now
    valve.run(59000)
    eq(valve.state(), "open")
    valve.it.dirty = False
    valve.run(1000)
    eq((valve.state(), valve.it.dirty), ("closing", True))
    valve.run(6000)
    valve.tell("open")  # somebody here wants it so
    valve.run(600000)
    eq(valve.state(), "open")
    Device.lost_at = None
    valve.run(1000)
    Device.lost_at = valve.clock.now
    valve.run(61000)
    eq(valve.out.on, False, "the next time it is away")


def test_it_stays_open_without_the_option_and_while_the_cloud_is_there():
    for away, seconds in ((True, 0), (False, 60)):
        valve = Valve(offline_close_s=seconds)
        valve.tell("open")
        Device.lost_at = valve.clock.now if away else None
        valve.run(200000)
        eq(valve.state(), "open")


def test_it_is_looked_at_when_the_cloud_goes_and_when_it_is_time():
    for valve in (Valve(offline_close_s=90).it, Rig("valve", offline_close_s=90).kind):
        clock = Clock()
        devices = Devices([valve])
        eq(devices.step(clock.now), -1)
        clock.pass_ms(1000)
        devices.away(clock.now)
        eq(devices.step(clock.now), 90000)
        clock.pass_ms(60000)
        devices.away(clock.now)
        eq(devices.step(clock.now), 30000, "since when it went, not since now")
        devices.away(None)
        eq((devices.step(clock.now), Device.lost_at), (-1, None))


def test_a_motor_closes_when_the_cloud_is_away():
    rig = Rig("valve", "close", offline_close_s=30, saved=[10000, 10000, 10000])
    rig.place = 10000
    rig.run(20)
    Device.lost_at = rig.clock.now
    rig.run(50000)
    eq((rig.place, rig.state()["open_state"]), (0, "close"))


def test_the_agent_tells_since_when_the_cloud_is_away():
    agent, clock = Agent("user", Hub("root", "Board"), "1"), Clock()
    agent.devices, agent.moved = Devices([]), None
    Device.lost_at = None
    first = clock.now
    agent.step(first)
    eq(Device.lost_at, first, "from the start on")
    clock.pass_ms(5000)
    agent.step(clock.now)
    eq(Device.lost_at, first)
    agent.connected()
    while not agent.is_ready():
        agent.step(clock.now)
        eq(Device.lost_at, first, "announcing is not yet service")
        agent.next(clock.now)
        agent.sent()
    agent.step(clock.now)
    eq(Device.lost_at, None)
    agent.disconnected()
    clock.pass_ms(700)
    agent.step(clock.now)
    eq(Device.lost_at, clock.now)
