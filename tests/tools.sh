#!/usr/bin/env bash
# Installs the programs that tests drive from outside, each at a fixed version, into .tools/bin.
# Usage: tests/tools.sh [name…]   (no name: all of them). What is there already is left alone.
# To add one: a line in `tools` below: name, Go package, version.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
bin="$root/.tools/bin"

tools="
versitygw github.com/versity/versitygw/cmd/versitygw v1.8.0
mailpit github.com/axllent/mailpit v1.27.11
"

install_tool() {
	local name="$1" package="$2" version="$3"
	local stamp="$bin/.$name-$version"
	if [[ -x "$bin/$name" && -e "$stamp" ]]; then
		return
	fi
	echo "installing $name $version into $bin" >&2
	# Outside the module, so that its dependencies never touch ours.
	(cd / && GOBIN="$bin" GOFLAGS= go install "$package@$version")
	touch "$stamp"
}

mkdir -p "$bin"
exec 9>"$bin/.lock"
flock 9 # two test packages may ask at once

wanted=" $* "
found=0
while read -r name package version; do
	[[ -n "$name" ]] || continue
	if [[ $# -eq 0 || "$wanted" == *" $name "* ]]; then
		install_tool "$name" "$package" "$version"
		found=1
	fi
done <<<"$tools"

if [[ $found -eq 0 ]]; then
	echo "tests/tools.sh: no tool called '$*' is listed in this script" >&2
	exit 2
fi
