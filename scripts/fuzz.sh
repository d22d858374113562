#!/usr/bin/env bash
# Runs every fuzz target for some seconds (default 60) and prints executions and corpus size of each.
#
#     scripts/fuzz.sh [SECONDS [TARGET…]]
#
# Needs cargo-fuzz (`cargo install cargo-fuzz`) and a nightly toolchain. Corpora grow in fuzz/corpus, from seeds
# taken of the sample articles, the rules, the queries and the shapes.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cd fuzz/fuzz_targets && ls | sed 's/\.rs$//')

seed() { # TARGET FILE…
    mkdir -p "fuzz/corpus/$1"
    cp "${@:2}" "fuzz/corpus/$1/"
}
for target in "${targets[@]}"; do
    case $target in
        load_rule) find data/rules -name '*.toml' -print0 | xargs -0 -n1 -I{} cp {} "$(mkdir -p fuzz/corpus/load_rule && echo fuzz/corpus/load_rule)" ;;
        load_shapes) seed load_shapes ontology/*shapes.ttl ;;
        query) seed query data/queries/*.rq ;;
        import) seed import ontology/*.ttl ontology/context.jsonld ;;
        extract | read_markdown | read_text) seed "$target" data/articles/*.md ;;
        read_html) seed "$target" tests/articles/*.html ;;
        *) mkdir -p "fuzz/corpus/$target" ;;
    esac
    log=$(mktemp)
    status=0
    cargo +nightly fuzz run "$target" -- -max_total_time="$seconds" -timeout=25 -rss_limit_mb=4096 -print_final_stats=1 \
        >"$log" 2>&1 || status=$?
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    printf '%-14s %10s executions, %6s inputs kept%s\n' "$target" "${executions:-0}" \
        "$(find "fuzz/corpus/$target" -type f | wc -l)" "$([ $status -eq 0 ] || echo ", FAILED: see $log")"
    [ $status -eq 0 ] && rm -f "$log"
done
