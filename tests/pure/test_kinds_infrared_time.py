"""How long an air conditioner with hundreds of codes looks for the one to send."""

from check import eq, true
from sbernode.kinds import conditioner


class Remote:
    """A diode with the codes of a usual remote control; looks: how often one was looked up."""

    looks = 0

    def __init__(self):
        self.sent = []
        self.codes = {"on_off=false", "state=ventilation/-/quiet/-"}
        for mode in ("cooling", "heating"):
            for degrees in range(16, 31):
                for power in ("auto", "low", "medium", "high"):
                    for way in ("no", "vertical", "horizontal", "swing"):
                        self.codes.add("state=%s/%d/%s/%s" % (mode, degrees, power, way))

    def keys(self):
        return self.codes

    def has(self, key):
        self.looks += 1
        return key in self.codes

    def send(self, key, times=1):
        self.sent.append(key)
        return True


def test_a_mode_in_which_most_plays_no_part_is_found_soon():
    # On an ESP32 a look takes a quarter of a millisecond, and all else waits meanwhile.
    ac, ir = conditioner.Conditioner(), Remote()
    ac.begin((ir, None), {"on_off": True, "hvac_temp_set": 24})
    eq(ir.looks, 0)
    ac.apply("hvac_work_mode", "ventilation", 0)
    eq(ir.sent, ["state=ventilation/-/quiet/-"])
    true(ir.looks <= 80, "%d looks" % ir.looks)
