"""The home that `make run` and `make smoke` show: a folder that is a simulated board's flash."""

import json
import shutil
from pathlib import Path

DEVICES = Path(__file__).parent / "data" / "demo-devices.json"
BOARD = "pico_w"


def furnish(flash: Path, cloud, devices: Path = DEVICES, *, anew: bool = False) -> None:
    """Write what a board needs to find this cloud: settings.json, its root, devices.json.

    A devices.json that is there is kept, so that the reader can change it; `anew` begins afresh.
    """
    if anew and flash.exists():
        shutil.rmtree(flash)
    (flash / "roots").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(cloud.ca_der(), flash / "roots" / "local-cloud.der")
    settings = {"version": 1, "wifi": {"ssid": "Home", "password": "home-wifi-key"}}
    settings.update(cloud.board_settings())
    (flash / "settings.json").write_text(json.dumps(settings, indent=2), encoding="utf-8")
    if not (flash / "devices.json").exists():
        shutil.copyfile(devices, flash / "devices.json")


async def is_in_service(cloud, definitions: dict, timeout_s: float) -> None:
    """Wait until the cloud holds every device with a state. Raises TimeoutError."""
    wanted = {entry["id"] for entry in definitions["devices"]}

    def told():
        return all(name in cloud.devices and cloud.devices[name].states for name in wanted)

    await cloud.wait_for(lambda: told() and cloud.board.is_subscribed is not False, timeout_s)
