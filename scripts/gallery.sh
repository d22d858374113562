#!/usr/bin/env bash
# Draws the pictures of docs/gallery.md: runs every command that stands there, with the binary that GRIOT names.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${GRIOT:=target/release/griot}"
mkdir -p demo docs/gallery
rm -rf demo/store
"$GRIOT" build data/articles --store demo/store 2>/dev/null
rm -f docs/gallery/*.svg
grep '^griot ' docs/gallery.md | while read -r command; do
    # The page is ours: its commands may be run as they stand.
    eval "\"\$GRIOT\" ${command#griot }" </dev/null
done
echo "docs/gallery: $(find docs/gallery -name '*.svg' | wc -l) pictures"
