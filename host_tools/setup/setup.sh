#!/bin/sh
# Bring what the project needs into .tools (git-ignored), say what is done, be quick if it is there.
#
#   sh host_tools/setup/setup.sh [browser]
#
# .tools/venv                   Python packages, pinned with hashes by requirements.txt
# .tools/bin/micropython        MicroPython for this computer, 1.24 or newer
# .tools/bin/micropython-i386   the same in 32 bits (Linux PCs), for memory figures
# .tools/umqtt/umqtt/simple.py  the MQTT library, as boards have it
# .tools/browser                with `browser`: packages for tests in a browser
#
# No root, nothing outside .tools. PYTHON=... names the Python to use; CI=true makes the 32-bit
# MicroPython obligatory. Exit code 0, or 1 after one line that says what is missing.
set -eu

ROOT=$(cd "$(dirname "$0")/../.." && pwd -P)
HERE=$ROOT/host_tools/setup
TOOLS=$ROOT/.tools

# shellcheck source=host_tools/setup/common.sh
. "$HERE/common.sh"
# shellcheck source=host_tools/setup/apt.sh
. "$HERE/apt.sh"
# shellcheck source=host_tools/setup/python.sh
. "$HERE/python.sh"
# shellcheck source=host_tools/setup/browser.sh
. "$HERE/browser.sh"
# shellcheck source=host_tools/setup/micropython.sh
. "$HERE/micropython.sh"
# shellcheck source=host_tools/setup/umqtt.sh
. "$HERE/umqtt.sh"

mkdir -p "$TOOLS" 2>/dev/null ||
    fail "this folder cannot be written: $ROOT" "в эту папку нельзя писать: $ROOT"

# One set-up at a time: `make run` and `make test` may be started side by side.
lock=$TOOLS/lock
tries=0
until mkdir "$lock" 2>/dev/null; do
    holder=$(cat "$lock/pid" 2>/dev/null || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
        rm -rf "$lock" # left by one that was killed
        continue
    fi
    [ "$tries" != 0 ] || say "waiting for another set-up of this folder" \
        "жду, пока закончится другая подготовка этой папки"
    tries=$((tries + 1))
    [ "$tries" -le 600 ] ||
        fail "another set-up (process ${holder:-unknown}) does not end; if there is none, remove $lock" \
            "другая подготовка (процесс ${holder:-неизвестен}) не кончается; если её нет, удалите $lock"
    sleep 1
done
echo $$ >"$lock/pid"
trap 'rm -rf "$lock"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

setup_venv
setup_micropython
setup_micropython_i386
setup_umqtt
[ "${1:-}" != browser ] || setup_browser
