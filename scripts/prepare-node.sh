#!/usr/bin/env bash
# Puts the packages of tests/node/package.json into target/node, where the tests look for them.
# Does nothing where all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

home=target/node
stamp=$home/stamp.json
cmp -s tests/node/package.json "$stamp" && exit 0

if ! command -v npm >/dev/null; then
    echo "The tests of Mermaid diagrams need Node.js with npm; please install them, then run this again." >&2
    exit 1
fi
echo "Preparing $home (Mermaid, for the tests) …"
rm -rf "$home"
mkdir -p "$home"
cp tests/node/package.json "$home/package.json"
(cd "$home" && npm install --silent --no-audit --no-fund --no-package-lock)
cp tests/node/package.json "$stamp"
