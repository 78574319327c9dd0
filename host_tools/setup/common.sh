# What the set-up scripts share: words for people, stamps. Sourced, not run.
# The caller sets: ROOT (the project), TOOLS (ROOT/.tools), HERE (this folder).
# shellcheck shell=sh

# Two texts, English and Russian; the reader's language is found as in host_tools/words.py.
case $(printf '%s' "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}") in
    [Rr][Uu]*) russian=1 ;;
    *) russian=0 ;;
esac

tr_() { if [ "$russian" = 1 ]; then printf '%s\n' "$2"; else printf '%s\n' "$1"; fi; }

# say ENGLISH RUSSIAN: one line about what is being done.
say() { printf 'setup: %s\n' "$(tr_ "$1" "$2")" >&2; }

# fail ENGLISH RUSSIAN: one line about what is missing and what to do, then the end.
fail() {
    say "$1" "$2"
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# A part is as its stamp says while the files it depends on are the same to the byte. The stamp
# is written last, so that an interrupted try leaves none and the part is made again.
checksum() { (cd "$ROOT" && cksum "$@"); }

is_stamped() { # NAME CONTENT
    [ -f "$TOOLS/stamps/$1" ] && [ "$(cat "$TOOLS/stamps/$1")" = "$2" ]
}

stamp() { # NAME CONTENT
    mkdir -p "$TOOLS/stamps"
    printf '%s\n' "$2" >"$TOOLS/stamps/$1.new"
    mv "$TOOLS/stamps/$1.new" "$TOOLS/stamps/$1"
}

unstamp() { rm -f "$TOOLS/stamps/$1"; }

log_of() { # NAME: where the words of other programs go
    mkdir -p "$TOOLS/log"
    printf '%s\n' "$TOOLS/log/$1"
}

# is_network LOG: whether a log of pip tells of a connection that could not be made.
is_network() {
    grep -qiE 'NewConnectionError|Max retries|name resolution|could not resolve|Connection (refused|timed out|reset)|Network is unreachable|Temporary failure|ProxyError|ReadTimeout' "$1"
}
