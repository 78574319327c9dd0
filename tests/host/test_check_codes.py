"""codes.txt beside a devices.json: each slip is named with its line, and stops nothing."""

import json

import pytest

from host_tools import check_codes, cli

DEVICES = {
    "version": 1,
    "devices": [
        {"id": "tv", "kind": "tv", "name": "TV", "pins": {"ir": 15}},
        {"id": "ac", "kind": "hvac_ac", "name": "AC", "pins": {"ir": 15}},
        {"id": "lamp", "kind": "light", "name": "Lamp", "pins": {"out": 4}},
    ],
}
GOOD = """# the living room
note

tv on_off nec 04:08
tv volume=+ samsung 07:07
tv number=9 rc5 00:09
ac on_off=false raw 38000:432-432,432-1296:00ffg
ac state=cooling/24/low raw 38000:432-432,432-1296:1234*2
ac state=ventilation/-/high nec 01:02
ac hvac_night_mode nec 01:03
"""


def _found(tmp_path, text):
    (tmp_path / "codes.txt").write_text(text, "utf-8")
    return check_codes.check_codes(tmp_path / "codes.txt", DEVICES)


def test_a_good_file_and_no_file(tmp_path):
    assert check_codes.check_codes(tmp_path / "codes.txt", DEVICES) == []
    assert _found(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("radio on_off nec 04:08", "code_of_nobody"),
        ("lamp on_off nec 04:08", "code_of_nobody"),
        ("tv light_brightness=50 nec 04:08", "unknown_code"),
        ("tv source=hdmi9 nec 04:08", "unknown_code"),
        ("tv state=cooling/24 nec 04:08", "unknown_code"),
        ("ac state=cool/24 nec 04:08", "unknown_code"),
        ("ac state=cooling/99 nec 04:08", "unknown_code"),
        ("tv number=10 nec 04:08", "unknown_code"),
        ("tv on_off nec 04", "bad_code"),
        ("tv on_off nec", "bad_code"),
        ("tv on_off nec 04:08 more", "bad_code"),
        ("tv on_off nec 04:08\ntv on_off nec 04:09", "code_twice"),
    ],
)
def test_a_slip(tmp_path, line, rule):
    found = _found(tmp_path, f"# a note\n{line}\n")

    assert [entry["rule"] for entry in found] == [rule]
    assert found[0]["file"] == f"codes.txt:{1 + len(line.splitlines())}"
    assert found[0]["severity"] == "warning"


def test_the_command_reads_it(tmp_path, capsys):
    (tmp_path / "devices.json").write_text(json.dumps(DEVICES), "utf-8")
    (tmp_path / "codes.txt").write_text("tv on_off nec 04\n", "utf-8")

    assert cli.main(["check", str(tmp_path / "devices.json")]) == 0
    assert "codes.txt:1: tv (TV): on_off" in capsys.readouterr().out
