#!/usr/bin/env bash
# Puts the packages of tests/python/requirements.txt into target/python, where the tests look for them.
# Does nothing where all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

home=target/python
stamp=$home/requirements.txt
cmp -s tests/python/requirements.txt "$stamp" && exit 0

# PyICU, which followthemoney needs, comes as source and is compiled against ICU.
missing=()
command -v python3 >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
command -v pkg-config >/dev/null && pkg-config --exists icu-i18n || missing+=(pkg-config libicu-dev)
if [ ${#missing[@]} -ne 0 ]; then
    if ! command -v apt-get >/dev/null; then
        echo "The tests in Python need ${missing[*]}; please install them, then run this again." >&2
        exit 1
    fi
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    echo "Installing ${missing[*]} (for the tests in Python) …"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
echo "Preparing $home (parsers, clients and validators for the tests) …"
python3 -m venv "$home"
"$home/bin/python" -m pip install --quiet --disable-pip-version-check -r tests/python/requirements.txt
cp tests/python/requirements.txt "$stamp"
