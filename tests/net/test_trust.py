"""The broker's certificate: what is refused and why, with nothing said; a root is remembered."""

import asyncio
import datetime
import json
from pathlib import Path

import certifi
import pytest
import trustme

from host_tools import roots
from net_broker import Broker
from net_faulty import Proxy
from net_home import LOGIN, PASSWORD, failures, furnish, in_service, logged, switched_on, words

_SPEED = 10
_DAY = datetime.timedelta(days=1)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _public_roots() -> dict[str, bytes]:
    """Return the public roots that a board is given, by name."""
    bundle = Path(certifi.where()).read_bytes()
    return {name: roots.der(root) for name, root in roots.chosen(bundle, _now()).items()}


def _remembered(flash: Path) -> str | None:
    try:
        return json.loads((flash / "state.json").read_text("utf-8")).get("root")
    except FileNotFoundError:  # for a moment there is only the new one and the old one
        return None


async def _saved(board, root: str) -> None:
    """Wait until state.json names the root; nothing tells of a write but the file."""
    async with asyncio.timeout(8):
        while _remembered(board.flash) != root:
            await asyncio.sleep(0.02)


def _expired(authority):
    return authority.issue_cert("localhost", not_after=_now() - _DAY)


def _of_another_name(authority):
    return authority.issue_cert("broker.example")


def _of_tomorrow(authority):
    return authority.issue_cert("localhost", not_before=_now() + _DAY)


REFUSED = [
    (_expired, "expired"),
    (_of_another_name, "wrong_name"),
    (_of_tomorrow, "clock_not_set"),
]


@pytest.mark.parametrize(("leaf", "code"), REFUSED, ids=lambda row: getattr(row, "__name__", row))
async def test_a_certificate_that_is_not_right_is_refused(leaf, code, tmp_path, certificates):
    async with Broker(certificates, leaf(certificates)) as broker, Proxy(broker.port) as way:
        flash = furnish(tmp_path, way.port, {"own": broker.ca_der})
        async with switched_on(flash, speed=_SPEED) as board:
            await logged(board, words(code))
            await way.came(2)  # it goes on trying
    _nothing_was_said(broker, way)


async def test_an_unknown_authority_is_refused_with_every_root_tried(tmp_path, certificates):
    others = {name: Broker(trustme.CA()).ca_der for name in ("a", "b")}
    async with Broker(certificates) as broker, Proxy(broker.port) as way:
        flash = furnish(tmp_path, way.port, others)
        async with switched_on(flash, speed=_SPEED) as board:
            await logged(board, words("not_trusted"))
            assert way.connections == 2
            for name in others:
                await logged(board, f"root {name}.der does not fit")
            await way.came(4)
    _nothing_was_said(broker, way)


def _nothing_was_said(broker: Broker, way: Proxy) -> None:
    """No handshake was completed, no MQTT reached the broker, no secret is on the wire."""
    assert broker.sessions == []
    for secret in (LOGIN, PASSWORD, "MQTT", "sberdevices"):
        assert secret.encode() not in way.taken
    assert b"localhost" in way.taken  # the name it asks for (SNI) is seen, so bytes were recorded


async def test_the_root_that_fits_is_found_remembered_and_the_only_one_loaded(
    tmp_path, certificates
):
    public = _public_roots()
    assert len(public) >= 10
    async with Broker(certificates) as broker, Proxy(broker.port) as way:
        flash = furnish(tmp_path, way.port, public | {"zz-own": broker.ca_der})
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board, timeout_s=30)
            assert way.connections == len(public) + 1
            assert len(broker.sessions) == 1
            assert failures(board) == []
            await _saved(board, "zz-own.der")
        for root in (flash / "roots").iterdir():
            if root.name != "zz-own.der":
                root.write_bytes(b"never opened, or the log would say so")

        before = way.connections
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)
            assert way.connections == before + 1
            assert not any("does not fit" in line for line in board.log)

            way.cut()
            await way.came(before + 2)
            await in_service(board, since=len(board.log))
            assert way.connections == before + 2


async def test_a_remembered_root_that_fits_no_more_is_replaced(tmp_path, certificates):
    new = trustme.CA()
    async with Broker(certificates) as broker, Proxy(broker.port) as way, Broker(new) as moved:
        trusted = {"a-old": broker.ca_der, "b-new": moved.ca_der}
        flash = furnish(tmp_path, way.port, trusted)
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)
            await _saved(board, "a-old.der")

            since = len(board.log)
            way.target = moved.port  # the server is given a certificate of another authority
            way.cut()
            await in_service(board, since)

            assert "root b-new.der verifies the server" in "".join(board.log[since:])
            assert len(moved.sessions) == 1
            await _saved(board, "b-new.der")


async def test_a_board_told_not_to_verify_says_so_at_each_connection(tmp_path, certificates):
    async with Broker(certificates, _expired(certificates)) as broker:
        flash = furnish(tmp_path, broker.port, {}, verify=False)
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)
            since = len(board.log)
            broker.sessions[0].writer.close()
            await in_service(board, since)

            warnings = [line for line in board.log if "certificate is NOT checked" in line]
            assert len(warnings) == len(broker.sessions) == 2
            assert all(" warn " in line for line in warnings)


@pytest.mark.parametrize("folder", [True, False], ids=["empty_folder", "no_folder"])
async def test_a_board_without_roots_says_so_and_connects_to_nobody(
    folder, tmp_path, certificates
):
    async with Broker(certificates) as broker, Proxy(broker.port) as way:
        flash = furnish(tmp_path, way.port, {})
        if not folder:
            (flash / "roots").rmdir()
        async with switched_on(flash, speed=_SPEED) as board:
            await logged(board, words("no_roots"))
            assert way.connections == 0

            # Put there while it runs: no restart is needed.
            (flash / "roots").mkdir(exist_ok=True)
            (flash / "roots" / "own.der").write_bytes(broker.ca_der)
            await in_service(board)


async def test_a_root_file_that_is_no_certificate_is_passed_over(tmp_path, certificates):
    async with Broker(certificates) as broker, Proxy(broker.port) as way:
        flash = furnish(tmp_path, way.port, {"a-bad": b"no certificate", "b": broker.ca_der})
        async with switched_on(flash, speed=_SPEED) as board:
            await in_service(board)
            assert len(broker.sessions) == 1
            assert "root b.der verifies the server" in "".join(board.log)


async def test_a_root_file_that_is_no_certificate_is_named_with_the_reason(tmp_path, certificates):
    async with Broker(certificates) as broker, Proxy(broker.port) as way:
        flash = furnish(tmp_path, way.port, {"bad": b"no certificate"})
        async with switched_on(flash, speed=_SPEED) as board:
            await logged(board, "again in")

            about = [line for line in board.log if "bad.der" in line]
            assert any("not a DER certificate" in line for line in about)
    assert broker.sessions == []
