# What only the tests in a browser need, apart from .tools/venv: it is big, and users need none of
# it. Sourced, not run, after python.sh.
# shellcheck shell=sh

setup_browser() {
    content=$(checksum requirements-browser.txt host_tools/setup/browser.sh)
    if is_stamped browser "$content" && [ -d "$TOOLS/browser" ]; then
        return
    fi
    unstamp browser
    say "packages for tests in a browser into .tools/browser (once, about a minute)" \
        "пакеты для тестов в браузере в .tools/browser (один раз, около минуты)"
    rm -rf "$TOOLS/browser"
    : >"$(log_of browser)"
    pip_in "$TOOLS/venv" "$(log_of browser)" install --require-hashes --no-deps \
        --target "$TOOLS/browser" -r "$ROOT/requirements-browser.txt"
    stamp browser "$content"
}
