#!/bin/sh
# What the tests need beyond `make install`: Chromium to look at the pages, a Chinese font, PostgreSQL.
# Where apt may be used they are installed; elsewhere this says exactly what is missing, and fails.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
fc-list ':lang=zh' 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -z "$missing" ] && exit 0

if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing for the tests:$missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2086  (a list of package names)
  apt-get install -y -qq --no-install-recommends fontconfig $missing >/dev/null
  exit 0
fi

echo "The tests need these Debian packages, and this account cannot install them:$missing" >&2
echo "Ask an administrator to run: apt-get install$missing" >&2
exit 1
