#!/usr/bin/env bash
# Installs what the tests need from Debian's packages when it may (root), and otherwise says
# exactly what to install and fails: a missing tool never skips a test in silence.
set -euo pipefail

missing=()
have() { command -v "$1" >/dev/null 2>&1; }
have node || missing+=(nodejs)
have npm || missing+=(npm)
have chromium || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
have setpriv || missing+=(util-linux)
have python3 || missing+=(python3)
python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=(python3-venv)
have g++ || missing+=(g++)
have exiftool || missing+=(libimage-exiftool-perl)
have tesseract && tesseract --list-langs 2>/dev/null | grep -qx spa || missing+=(tesseract-ocr tesseract-ocr-spa)
have pdfsig || missing+=(poppler-utils)
python3 -c 'import mastodon' 2>/dev/null || /usr/bin/python3 -c 'import mastodon' 2>/dev/null || missing+=(python3-mastodon)

if [[ ${#missing[@]} -eq 0 ]]; then
	exit 0
fi
if [[ $(id -u) -ne 0 ]] || ! have apt-get; then
	echo "Faltan programas para las pruebas. Instálelos y repita:" >&2
	echo "    sudo apt-get install ${missing[*]}" >&2
	exit 1
fi
echo "setup: installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
