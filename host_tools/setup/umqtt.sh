# umqtt.simple for the simulated board, as its author publishes it, in .tools/umqtt. Boards get
# theirs from their firmware or through mip; it is not ours to keep a copy of. Sourced, not run.
# shellcheck shell=sh

setup_umqtt() {
    content=$(checksum host_tools/setup/umqtt.sh host_tools/setup/umqtt.txt)
    if is_stamped umqtt "$content" && [ -f "$TOOLS/umqtt/umqtt/simple.py" ]; then
        return
    fi
    unstamp umqtt
    say "umqtt.simple into .tools/umqtt (once)" "umqtt.simple в .tools/umqtt (один раз)"
    umqtt_log=$(log_of umqtt)
    rm -rf "$TOOLS/umqtt" "$TOOLS/umqtt.new"
    mkdir -p "$TOOLS/umqtt.new/umqtt"
    # The archive has neither setup.py nor pyproject.toml: pip checks its hash, unpacks it, then
    # finds that it cannot build it. The unpacked file is all that is wanted, so the exit code of
    # pip says nothing here; the checksum below does.
    TMPDIR=$TOOLS/umqtt.new "$TOOLS/venv/bin/python" -m pip --disable-pip-version-check --no-input \
        download --no-clean --no-deps --no-binary :all: --no-build-isolation --require-hashes \
        --dest "$TOOLS/umqtt.new" -r "$HERE/umqtt.txt" >"$umqtt_log" 2>&1 || true
    found=$(find "$TOOLS/umqtt.new" -path '*/umqtt/simple.py' | head -n 1)
    if [ -z "$found" ]; then
        if is_network "$umqtt_log"; then
            fail "no network, or the package index does not answer; what pip said: $umqtt_log" \
                "нет сети или указатель пакетов не отвечает; что сказал pip: $umqtt_log"
        fi
        fail "umqtt.simple could not be had; what pip said: $umqtt_log" \
            "umqtt.simple взять не удалось; что сказал pip: $umqtt_log"
    fi
    mkdir -p "$TOOLS/umqtt/umqtt"
    mv "$found" "$TOOLS/umqtt/umqtt/simple.py"
    rm -rf "$TOOLS/umqtt.new"
    stamp umqtt "$content"
}
