#!/usr/bin/env bash
# Everything that is proved, in one run. A step that fails stops it and says which one.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s (%ss)\n' "$1" "$SECONDS"; }

step "set-up"
scripts/setup.sh
tests/tools.sh
tests/bluesky/install.sh

step "build"
go build -trimpath -o bin/pregonero ./cmd/pregonero

step "Go tests (SQLite and PostgreSQL, real Bluesky servers)"
export PREGONERO_PY_MASTODON=1 PREGONERO_EXIFTOOL=1
go test -timeout 25m ./...

step "races: eight people and eight processes at once"
CGO_ENABLED=1 go test -race -timeout 20m ./publishing/... ./answering/... ./keyring/... ./institution/... ./network/practice/... ./vault/... ./mailing ./advising ./responding ./reminding ./lettering
CGO_ENABLED=1 go test -race -timeout 20m -run 'Once|Together|Race|Lock' ./entering/... ./oversight/... ./store/...

step "the REST interface fuzzed from its own document"
tests/api/run.sh

step "browser (Chromium)"
node --test tests/browser/

printf '\nEverything passed in %ss.\n' "$SECONDS"
