# Take packages of the distribution without installing them: no root, nothing outside .tools.
#
# A private apt with its own lists, cache and (empty) dpkg status. The machine's apt.conf stays
# in force, so its proxies do too; the archives are those the machine already uses; signatures
# are checked against the distribution's own keyring (apt-secure(8)). Sourced, not run.
# shellcheck shell=sh

# The suites to take from, first choice first, and who signs them. A mirror in the middle of a sync
# has a suite's new signature over its old lists, which apt rightly refuses: the same suite by its
# other name, or the next one, may be whole meanwhile.
apt_reason=
if grep -qs '^ID\(_LIKE\)\{0,1\}=.*ubuntu' "${OS_RELEASE:-/etc/os-release}"; then
    apt_suites=resolute apt_sections='main universe'
    apt_keyring=/usr/share/keyrings/ubuntu-archive-keyring.gpg
else
    apt_suites='trixie stable forky' apt_sections=main
    apt_keyring=/usr/share/keyrings/debian-archive-keyring.gpg
fi

# apt_download OPTION...: the packages wanted ($package, $whole) into $top/debs, from the source in
# $top/sources.list. Stops at the first thing that is not there whole and signed.
apt_download() {
    rm -rf "$top/lists" "$top/debs"
    mkdir -p "$top/lists/partial" "$top/debs"
    apt-get "$@" -o APT::Update::Error-Mode=any update >>"$apt_log" 2>&1 || return 1
    names=$package
    if [ "$whole" = whole ]; then
        # With an empty dpkg status apt names the full closure.
        names=$(apt-get "$@" -s install "$package" 2>>"$apt_log" | awk '$1 == "Inst" {print $2}')
    fi
    # shellcheck disable=SC2086  # one word per package
    [ -n "$names" ] && (cd "$top/debs" && apt-get "$@" download $names >>"$apt_log" 2>&1)
}

# apt_try OPTION...: apt_download from the first suite that can. Asks apt for the archives without
# release data, so a machine that never ran `apt-get update` will do; security archives do not have
# the whole suite.
apt_try() {
    # shellcheck disable=SC2016  # $(REPO_URI) is apt's own
    uris=$(apt-get indextargets --no-release-info --format '$(REPO_URI)' 'Created-By: Packages' 2>>"$apt_log" |
        grep -v security | awk '!seen[$0]++')
    for suite in $apt_suites; do
        for uri in $uris; do
            echo "deb [arch=$arch signed-by=$apt_keyring] $uri $suite $apt_sections" >"$top/sources.list"
            ! apt_download "$@" || return 0
        done
    done
    return 1
}

# apt_unpack NAME ARCH PACKAGE alone|whole: unpack a package, alone or with the whole closure of
# what it needs (its libc too), into .tools/apt/NAME/tree. 1 and a reason in $apt_reason if not.
apt_unpack() {
    apt_reason=
    apt_log=$(log_of "apt-$1")
    top=$TOOLS/apt/$1
    : >"$apt_log"
    if ! have apt-get || ! have dpkg-deb; then
        apt_reason='no apt-get here' && return 1
    fi
    [ -r "$apt_keyring" ] || { apt_reason="no keyring $apt_keyring" && return 1; }
    rm -rf "$top"
    mkdir -p "$top/cache/archives/partial" "$top/none" "$top/tree"
    : >"$top/status"
    package=$3 arch=$2 whole=$4
    set -- -q -o "APT::Architecture=$arch" -o "APT::Architectures::=$arch" \
        -o "Dir::State=$top" -o "Dir::State::lists=$top/lists" -o "Dir::State::status=$top/status" \
        -o "Dir::Cache=$top/cache" -o "Dir::Etc::sourcelist=$top/sources.list" \
        -o "Dir::Etc::sourceparts=$top/none" -o Dir::Etc::preferences=/dev/null \
        -o "Dir::Etc::preferencesparts=$top/none" -o Acquire::Languages=none \
        -o Acquire::Retries=3 -o Acquire::AllowInsecureRepositories=false \
        -o APT::Get::AllowUnauthenticated=false -o APT::Install-Recommends=false
    # Otherwise apt, as root, complains that its user _apt cannot read our folder.
    [ "$(id -u)" != 0 ] || set -- "$@" -o APT::Sandbox::User=root
    apt_reason="no archive of this machine serves $package for $arch, whole and signed, in any of: $apt_suites"
    apt_try "$@" || return 1
    for deb in "$top"/debs/*.deb; do
        dpkg-deb -x "$deb" "$top/tree" || return 1
    done
    rm -rf "$top/lists" "$top/cache" "$top/debs" "$top"/tree/usr/lib/*/gconv
    apt_reason=
}
