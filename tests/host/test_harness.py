"""The harness itself: what it must call a failure, it calls a failure.

Each test writes a small test file into an own copy of the harness and runs pytest on it.
"""

import os
import shutil
import socket
import ssl
import subprocess
import sys
from pathlib import Path

import pytest

import mpy


@pytest.fixture
def suite(tmp_path):
    """Return run(text, *options): pytest on a file with this text; gives (code, output)."""
    shutil.copytree(mpy.ROOT / "tests" / "lib", tmp_path / "tests" / "lib")
    shutil.copy(mpy.ROOT / "tests" / "conftest.py", tmp_path / "tests")
    shutil.copy(mpy.ROOT / "pyproject.toml", tmp_path)
    (tmp_path / ".tools").symlink_to(mpy.TOOLS)
    (tmp_path / "firmware" / "room").mkdir(parents=True)
    (tmp_path / "firmware" / "room" / "__init__.py").write_text("def half(x):\n    return x / 2\n")
    for kind in ("pure", "host"):
        (tmp_path / "tests" / kind).mkdir()

    def run(text: str, *options: str, kind: str = "pure", **env: str) -> tuple[int, str]:
        path = tmp_path / "tests" / kind / "test_it.py"
        path.write_text(text, encoding="utf-8")
        home = {name: value for name, value in os.environ.items() if name != "CI"}
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options, path],
            cwd=tmp_path,
            env={**home, **env},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_a_good_test_passes_in_every_engine(suite, micropython):
    text = (
        "from check import eq\nfrom room import half\n\ndef test_half():\n    eq(half(5), 2.5)\n"
    )

    code, output = suite(text, "-v", "--engine", "mpy,cpy,mpyO2")

    assert code == 0, output
    for engine in ("mpy", "cpy", "mpyO2"):
        assert f"test_half[{engine}] PASSED" in output
    assert "3 passed" in output


@pytest.mark.parametrize(
    ("engine", "says"),
    [("mpy", "micropython .py"), ("cpy", "cpython .py"), ("mpyO2", "micropython .mpy")],
)
def test_each_engine_is_what_it_says(suite, micropython, engine, says):
    text = (
        "import sys\nimport room\n\ndef test_it():\n"
        "    end = room.__file__[room.__file__.rindex('.'):]\n"
        "    raise ValueError(sys.implementation.name + ' ' + end)\n"
    )

    _, output = suite(text, "--engine", engine)

    assert f"ValueError: {says}\n" in output


def test_an_async_test_is_waited_for(suite, micropython):
    text = (
        "import asyncio\n\nasync def test_it():\n"
        "    await asyncio.sleep(0)\n    raise ValueError('after the wait')\n"
    )

    code, output = suite(text)

    assert code == 1
    assert output.count("ValueError: after the wait") >= 2
    assert "2 failed" in output


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("raise KeyError('lost')", "KeyError: lost"),
        ("import sys; sys.exit(0)", "the test ended the interpreter"),
        ("import uctypes; uctypes.bytearray_at(8, 4)[0]", "SIGSEGV"),
        ("return 1 +", "invalid syntax"),
        ("import no_such_room", "no_such_room"),
    ],
)
def test_a_bad_end_is_one_failed_test(suite, micropython, body, shown):
    code, output = suite(f"def test_it():\n    {body}\n", "--engine", "mpy")

    assert code != 0
    assert shown in output
    assert "passed" not in output


def test_a_hang_is_a_failed_test_that_says_where(suite, micropython):
    text = (
        "TIMEOUT = 1\n\ndef test_it():\n    while True:\n        pass\n\ndef test_b():\n    pass\n"
    )

    code, output = suite(text)

    assert code == 1
    assert "KeyboardInterrupt" in output and ", in test_it" in output
    assert "2 failed, 2 passed" in output


def test_each_test_has_an_empty_folder_of_its_own(suite, micropython):
    body = "    eq(os.listdir(), [])\n    open('left', 'w').close()\n"
    text = f"import os\nfrom check import eq\n\ndef test_a():\n{body}\ndef test_b():\n{body}"

    code, output = suite(text)

    assert code == 0, output
    assert "4 passed" in output


def test_a_test_may_set_its_heap(suite, micropython):
    text = "HEAP = '40k'\n\ndef test_it():\n    bytearray(60000)\n"

    _, output = suite(text)

    assert "MemoryError" in output
    assert "1 failed, 1 passed" in output


@pytest.mark.parametrize("text", ["x = 1\n", "def test_a(): pass\ndef test_a(): pass\n"])
def test_a_file_without_tests_or_with_a_hidden_one_is_an_error(suite, text):
    code, output = suite(text)

    assert code == 2, output


def test_a_tool_may_lack_at_home_but_not_in_ci(suite, micropython):
    text = "from check import skip\n\ndef test_it():\n    skip('needs a spoon')\n"

    at_home, told = suite(text)
    in_ci, failed = suite(text, CI="true")

    assert at_home == 0 and "2 skipped" in told and "needs a spoon" in told
    assert in_ci == 1 and "2 failed" in failed


@pytest.mark.parametrize(
    "text",
    [
        "import pytest\n@pytest.mark.skipif(True, reason='needs a spoon')\ndef test_it(): pass\n",
        "import pytest\npytest.skip('needs a spoon', allow_module_level=True)\n",
    ],
)
def test_ordinary_skips_for_lack_of_a_tool_fail_in_ci(suite, text):
    at_home, _ = suite(text, kind="host")
    in_ci, output = suite(text, kind="host", CI="true")

    assert at_home in (0, 5)  # 5: nothing was left to run
    assert in_ci not in (0, 5)
    assert "in CI nothing is skipped for lack of a tool: needs a spoon" in output


def test_other_skips_stay_skips_in_ci(suite, micropython):
    code, _ = suite("from check import skip\n\ndef test_it():\n    skip('no')\n", CI="true")

    assert code == 0


def test_an_unknown_engine_is_refused(suite):
    code, output = suite("def test_it(): pass\n", "--engine", "mpy,lua")

    assert code == 4
    assert "lua" in output


def test_started_processes_end_with_the_test(suite, tmp_path):
    text = (
        "import sys\n\ndef test_it(start):\n"
        "    process = start([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "    open('pid', 'w').write(str(process.pid))\n"
    )

    code, output = suite(text, kind="host")

    assert code == 0, output
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def _tls_connect(mosquitto, name: str = "localhost") -> str:
    context = ssl.create_default_context(cafile=mosquitto.ca_pem)
    with (
        socket.create_connection((mosquitto.host, mosquitto.port), 5) as raw,
        context.wrap_socket(raw, server_hostname=name) as tls,
    ):
        # CONNECT, MQTT 3.1.1 section 3.1: clean session, user name, password
        body = b"\x00\x04MQTT\x04\xc2\x00\x3c\x00\x01c"
        for text in (mosquitto.login, mosquitto.password):
            body += len(text).to_bytes(2, "big") + text.encode()
        tls.sendall(b"\x10" + bytes([len(body)]) + body)
        return tls.recv(4).hex()


def test_mosquitto_speaks_tls_checks_the_account_and_comes_back(mosquitto):
    assert _tls_connect(mosquitto) == "20020000"  # CONNACK, accepted (3.2.2.3)
    mosquitto.password = "another"
    assert _tls_connect(mosquitto) == "20020005"  # not authorized
    mosquitto.stop()
    with pytest.raises(ConnectionRefusedError):
        _tls_connect(mosquitto)
    mosquitto.set_password("another")
    mosquitto.start()
    assert _tls_connect(mosquitto, "127.0.0.1") == "20020000"


def test_a_paused_mosquitto_accepts_and_says_nothing(mosquitto):
    mosquitto.pause()

    with socket.create_connection((mosquitto.host, mosquitto.plain_port), 5) as peer:
        peer.settimeout(0.3)
        peer.sendall(b"\xc0\x00")
        with pytest.raises(TimeoutError):
            peer.recv(1)


def test_the_authority_is_given_as_the_board_wants_it(mosquitto):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=mosquitto.ca_der)

    assert context.cert_store_stats()["x509_ca"] == 1
    assert Path(mosquitto.ca_pem).read_text().startswith("-----BEGIN CERTIFICATE-----")
