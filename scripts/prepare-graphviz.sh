#!/usr/bin/env bash
# Installs Graphviz, which the tests of `griot draw --engine dot` run; does nothing where it is.
set -euo pipefail
command -v dot >/dev/null && exit 0

if ! command -v apt-get >/dev/null; then
    echo "The tests of --engine dot need Graphviz; please install it." >&2
    exit 1
fi
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
echo "Installing graphviz (for the tests) …"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends graphviz >/dev/null
