# A Python, and virtual environments with pinned packages. Sourced, not run, after apt.sh.
# shellcheck shell=sh disable=SC2154  # apt_reason comes from there

is_good_python() {
    "$1" -c 'import sys; sys.exit(sys.implementation.name != "cpython" or sys.version_info < (3, 11))' \
        >/dev/null 2>&1
}

# find_python: set $python to a CPython >= 3.11 with the module venv, or say what is missing.
find_python() {
    python='' seen=''
    for name in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        path=$(command -v "$name" 2>/dev/null) || continue
        [ -n "$seen" ] || seen=$("$path" -V 2>/dev/null) || true
        is_good_python "$path" || continue
        "$path" -c 'import venv' 2>/dev/null || continue
        python=$path
        return
    done
    fail "Python 3.11 or newer with its module venv is missing (found: ${seen:-none}). Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python" \
        "нужен Python 3.11 или новее с модулем venv (найдено: ${seen:-ничего}). Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python"
}

# make_venv FOLDER REQUIREMENTS LOG: a new environment of $python with exactly what the file pins,
# by hash.
make_venv() {
    rm -rf "$1"
    : >"$3"
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv "$1" >>"$3" 2>&1 ||
            fail "$python -m venv does not work here; what it said: $3" \
                "$python -m venv здесь не работает; что он сказал: $3"
    else
        # Debian and Ubuntu keep pip apart from Python; it needs no root to unpack it.
        wheels=$TOOLS/apt/pip/tree/usr/share/python-wheels
        [ -d "$wheels" ] ||
            apt_unpack pip "$(dpkg --print-architecture 2>/dev/null)" python3-pip-whl alone ||
            fail "$python has no module ensurepip, and pip could not be had ($apt_reason). Debian, Ubuntu: sudo apt install python3-venv" \
                "у $python нет модуля ensurepip, и pip взять неоткуда ($apt_reason). Debian, Ubuntu: sudo apt install python3-venv"
        pip_wheel=$(find "$wheels" -name 'pip-*.whl')
        { "$python" -m venv --without-pip "$1" &&
            "$1/bin/python" "$pip_wheel/pip" install -q --no-index "$pip_wheel"; } >>"$3" 2>&1 ||
            fail "pip does not work here; what it said: $3" "pip здесь не работает; что он сказал: $3"
    fi
    pip_in "$1" "$3" install --require-hashes --no-deps -r "$2"
}

# pip_in VENV LOG ARGUMENTS...: run pip; if it fails, say why in one line.
pip_in() {
    venv=$1 pip_log=$2
    shift 2
    "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@" >>"$pip_log" 2>&1 && return
    if is_network "$pip_log"; then
        fail "no network, or the package index does not answer; what pip said: $pip_log" \
            "нет сети или указатель пакетов не отвечает; что сказал pip: $pip_log"
    fi
    fail "a package does not install here: $(grep '^ERROR' "$pip_log" | tail -n 1) (all of it: $pip_log)" \
        "пакет здесь не ставится: $(grep '^ERROR' "$pip_log" | tail -n 1) (целиком: $pip_log)"
}

# The project's environment, .tools/venv.
setup_venv() {
    content=$(checksum requirements.txt host_tools/setup/python.sh)
    if is_stamped venv "$content" && "$TOOLS/venv/bin/python" -c 'import certifi' 2>/dev/null; then
        return
    fi
    find_python
    unstamp venv
    say "Python packages into .tools/venv (once, about a minute)" \
        "пакеты Python в .tools/venv (один раз, около минуты)"
    make_venv "$TOOLS/venv" "$ROOT/requirements.txt" "$(log_of venv)"
    stamp venv "$content"
}
