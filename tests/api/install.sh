#!/usr/bin/env bash
# Installs Schemathesis, which drives the REST interface from its own OpenAPI document, at the
# versions of requirements.txt into .tools/schemathesis. What is there already is left alone.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
tools="$here/../../.tools"
venv="$tools/schemathesis"
mkdir -p "$tools"
exec 9>"$tools/.schemathesis.lock"
flock 9 # two runs may ask at once

if cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
	exit 0
fi
echo "installing Schemathesis into $venv" >&2
rm -rf "$venv"
if ! python3 -m venv "$venv" >/dev/null; then
	echo "Falta venv de Python. Instálelo y repita: sudo apt-get install python3-venv" >&2
	exit 1
fi
"$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps -r "$here/requirements.txt"
cp "$here/requirements.txt" "$venv/installed.txt"
