#!/usr/bin/env bash
# Prints the figures of docs/benchmarks.md on this machine. Never part of the tests: a figure
# depends on how busy the machine is. Needs PostgreSQL as the tests do (scripts/setup.sh).
#
# Its PostgreSQL is one of its own with the settings of a fresh installation: what is
# committed is on the disk. The tests' own server forces nothing to disk and would flatter.
set -euo pipefail
cd "$(dirname "$0")/.."
export PREGONERO_BIN="${PREGONERO_BIN:-$PWD/bin/pregonero}"

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
bin=${bin:-$(dirname "$(command -v initdb)")}
dir=$(mktemp -d /tmp/pregonero-bench-pg.XXXXXX)
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" != 0 ] || chown postgres "$dir"
finish() { as "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true; rm -rf "$dir"; }
trap finish EXIT
cd "$dir"
as "$bin/initdb" -D "$dir/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
as "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" -o "-k $dir -c listen_addresses=''" start >/dev/null
cd - >/dev/null
export PREGONERO_TEST_POSTGRES="postgres://postgres@/postgres?host=$dir&sslmode=disable"

echo "== machine"; nproc; grep -m1 'model name' /proc/cpuinfo; date -u +%F; uptime
echo "== dictamen (p50, p99) and JSONL"
go test -run '^$' -bench 'Dictamen280|Dictamen5000|DictamenMisspelt|JSONL' -cpu 1 ./check
echo "== near copies among 1,000,000 sketches in memory"
go test -run '^$' -bench 'Like1M|Sketch280' -cpu 1 ./check/alike
echo "== ledger: verify 1,000,000 entries"
go test -run '^$' -bench 'Verify1M' -benchtime 1x ./ledger
echo "== commands per second, overhead, sequencing, start, memory, pages"
go test -tags bench -count 1 -v -parallel 1 -timeout 60m ./tests/bench | grep -Ev '^(===|---|    ---)'
uptime
