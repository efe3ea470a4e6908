#!/usr/bin/env bash
# Fuzzes the REST interface of the real binary from its own OpenAPI document, with a key of
# each role, on a practice installation that is thrown away. No answer may be a 5xx, and each
# must be as documented. Usage: tests/api/run.sh [seconds for all roles together; 48]
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
budget="${1:-48}"
"$here/install.sh"

work="$(mktemp -d)"
server=""
finish() {
	[[ -z "$server" ]] || kill "$server" 2>/dev/null || true
	[[ -z "$server" ]] || wait "$server" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

binary="$(realpath "${PREGONERO_BINARY:-$root/bin/pregonero}")"
if [[ ! -x "$binary" ]]; then
	echo "Falta $binary: ejecute antes «make build»." >&2
	exit 1
fi
(cd "$root" && go build -o "$work/tokens" ./tests/api/tokens)

port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
export PREGONERO_LISTEN="127.0.0.1:$port" PREGONERO_BASE_URL="http://127.0.0.1:$port" PREGONERO_DATA_DIR="$work/data" PREGONERO_LOG_FORMAT=json
"$binary" serve --practice >"$work/log" 2>&1 &
server=$!
python3 - "$PREGONERO_BASE_URL/salud/listo" <<'PYTHON' || { cat "$work/log" >&2; exit 1; }
import sys, time, urllib.request
until = time.monotonic() + 60
while True:
    try:
        urllib.request.urlopen(sys.argv[1], timeout=5)
        break
    except OSError:
        if time.monotonic() > until:
            sys.exit("api: the service never was ready")
        time.sleep(0.1)
PYTHON

# One line for each role: its name, its key, and things that its person can reach.
"$work/tokens" -database "$work/data/pregonero.db" >"$work/keys"
cd "$work" # Schemathesis leaves its notes where it runs
part=$((budget / ($(wc -l <keys) + 2)))
failed=0
while read -r role key account post item publication person; do
	seconds="$part"
	[[ "$role" != lead ]] || seconds=$((3 * part)) # who can do the most
	echo "api: $role, ${seconds}s"
	if ! KEY="$key" ACCOUNT="$account" POST="$post" ITEM="$item" PUBLICATION="$publication" PERSON="$person" \
		timeout $((seconds + 60)) "$root/.tools/schemathesis/bin/schemathesis" --config-file "$here/schemathesis.toml" run \
		"$PREGONERO_BASE_URL/api/openapi.json" --max-time "$seconds" >said 2>&1; then
		cat said >&2
		failed=1
	fi
	if ! grep -E '[0-9]+ generated' said | tail -1; then
		cat said >&2
		echo "api: nothing was tried as $role" >&2
		failed=1
	fi
done <keys

if grep -E '"level":"ERROR"' "$work/log" >&2; then
	echo "api: the service failed inside" >&2
	failed=1
fi
exit $failed
