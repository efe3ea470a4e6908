#!/usr/bin/env bash
# Prints the figures of docs/benchmarks.md on this machine. Never part of the tests: a figure
# depends on how busy the machine is. Needs PostgreSQL as the tests do (scripts/setup.sh).
set -euo pipefail
cd "$(dirname "$0")/.."
export PREGONERO_BIN="$PWD/bin/pregonero"

echo "== machine"; nproc; grep -m1 'model name' /proc/cpuinfo; date -u +%F
echo "== dictamen (p50, p99) and JSONL"
go test -run '^$' -bench 'Dictamen|JSONL' -cpu 1 ./check
echo "== ledger: verify 1,000,000 entries, append"
go test -run '^$' -bench 'Verify1M|Append' -benchtime 1x ./ledger
echo "== commands per second, pages, overhead, sequencing, start, memory"
go test -tags bench -count 1 -v -timeout 60m ./tests/bench
