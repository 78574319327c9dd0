"""Made-up DNS packets and HTTP requests against the real code: tests/lib/portal_fuzz.py.

A tenth of it here, all of it in CI. The seeds stay the same, so what is found once is found again;
those that once found something are added to SEEDS.
"""

import os

import pytest

import mpy

COUNT = 100_000 if os.environ.get("CI") == "true" else 10_000
SEEDS = (1, 8908)
# What is in the log and on its way differs from moment to moment in the server, no more than this.
# The collector takes a stale word of the stack for a pointer, so it may miss a form or two; a leak
# of 16 bytes in every hundredth input would be 1600.
NOISE = {"server": 4096, "form": 256}


@pytest.mark.parametrize("what", ["dns", "head", "form", "server"])
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_gets_out_nothing_stays_nobody_is_stuck(what, seed, micropython, tmp_path):
    count = COUNT // len(SEEDS)
    command = [micropython, mpy.LIB / "portal_fuzz.py", what, seed, count]

    outcome = mpy.run(command, tmp_path, mpy.environment([mpy.FIRMWARE]), timeout_s=150)

    assert outcome.code == 0, outcome.output
    verdict, grown, *_ = outcome.output.split()
    assert verdict == "ok", outcome.output
    assert int(grown) <= NOISE.get(what, 0), outcome.output


LEAK = """
kept = []

def answer(query, address):
    kept.append(query)
    return real(query, address)
"""
FAULT = """
def answer(query, address):
    return address[9]
"""


def _spoilt(folder, fault):
    """Return a script that runs the fuzz with another dns.answer."""
    script = folder / "spoilt.py"
    lines = [
        "import sbernode.portal.dns as dns",
        "real = dns.answer",
        fault,
        "dns.answer = answer",
    ]
    lines += [f"__file__ = {str(mpy.LIB / 'portal_fuzz.py')!r}", "exec(open(__file__).read())"]
    script.write_text("\n".join(lines), encoding="utf-8")
    return script


def test_a_leak_is_found(micropython, tmp_path):
    command = [micropython, _spoilt(tmp_path, LEAK), "dns", 1, 500]

    outcome = mpy.run(command, tmp_path, mpy.environment([mpy.FIRMWARE]))

    assert outcome.code == 0, outcome.output
    assert int(outcome.output.split()[1]) > 10_000


def test_an_exception_is_found_and_shown_with_its_input(micropython, tmp_path):
    command = [micropython, _spoilt(tmp_path, FAULT), "dns", 1, 500]

    outcome = mpy.run(command, tmp_path, mpy.environment([mpy.FIRMWARE]))

    assert outcome.code == 1
    assert "number 0: b" in outcome.output
    assert "IndexError" in outcome.output
