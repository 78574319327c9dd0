"""What the check of devices.json lets through can be opened: any devices on a simulated board."""

from any_home import opens

BOARD = "pico_w"
ENV = {"SIM_MPY": "1.27.0"}


def test_whatever_passes_the_check_opens():
    opens(range(80))


def test_and_so_do_others():
    opens(range(80, 160))
