"""The home that `make run` and `make smoke` show: a folder that is a simulated board's flash."""

import hashlib
import json
import secrets
import shutil
from pathlib import Path

DEVICES = Path(__file__).parent / "data" / "demo-devices.json"
BOARD = "pico_w"
WIFI, WIFI_PASSWORD = "Home", "home-wifi-key"
PAGE_PASSWORD = "smart-home-demo"
_ROUNDS = 1000


def furnish(
    flash: Path, cloud, devices: Path = DEVICES, codes: Path | None = None, *, anew: bool = False
) -> None:
    """Write what a board needs to find this cloud: settings.json, its root, devices.json.

    codes: the infrared codes of these devices. A devices.json that is there is kept, so that the
    reader can change it; `anew` begins afresh.
    """
    if anew and flash.exists():
        shutil.rmtree(flash)
    trust(flash, cloud)
    settings = {"version": 1, "wifi": {"ssid": WIFI, "password": WIFI_PASSWORD}}
    settings.update(cloud.board_settings())
    settings["page"] = page_password(PAGE_PASSWORD)
    (flash / "settings.json").write_text(json.dumps(settings, indent=2), encoding="utf-8")
    if not (flash / "devices.json").exists():
        shutil.copyfile(devices, flash / "devices.json")
        if codes:
            shutil.copyfile(codes, flash / "codes.txt")


def trust(flash: Path, cloud) -> None:
    """Have the board believe this cloud's certificate, as it believes that of Sber."""
    (flash / "roots").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(cloud.ca_der(), flash / "roots" / "local-cloud.der")


def page_password(text: str) -> dict:
    """Return what settings.json keeps of it (firmware/sbernode/portal/password.py)."""
    salt, digest = secrets.token_bytes(16), b""
    for _ in range(_ROUNDS):
        digest = hashlib.sha256(digest + salt + text.encode()).digest()
    return {"salt": salt.hex(), "hash": digest.hex(), "rounds": _ROUNDS}


async def is_in_service(cloud, definitions: dict, timeout_s: float) -> None:
    """Wait until the cloud holds every device with a state. Raises TimeoutError."""
    wanted = {entry["id"] for entry in definitions["devices"]}

    def told():
        return all(name in cloud.devices and cloud.devices[name].states for name in wanted)

    await cloud.wait_for(lambda: told() and cloud.board.is_subscribed is not False, timeout_s)
