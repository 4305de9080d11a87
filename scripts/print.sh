#!/bin/sh
# Installs what WeasyPrint prints leaflets with, Pango and HarfBuzz, if the machine has none. Fonts are in sportello/leaflets/fonts.
# Where nothing can be installed it says so and ends well: the site is then built without leaflets.
set -eu
cd "$(dirname "$0")/.."

LIBRARIES='libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0'

can_print() {
  .venv/bin/python -c 'import sys; from sportello.leaflets.ready import why_not; sys.exit(why_not() is not None)'
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_can_install() {
  command -v apt-get >/dev/null && as_root true 2>/dev/null
}

install_by_apt() {
  echo 'Installing Pango by apt-get …' >&2
  # shellcheck disable=SC2086 # one word a package
  as_root apt-get update -qq >&2 && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qqy $LIBRARIES >&2
}

main() {
  if can_print; then return; fi
  if apt_can_install && install_by_apt && can_print; then return; fi
  echo "Leaflets cannot be printed here, and are left out. Install Pango and HarfBuzz; on Debian: $LIBRARIES." >&2
}

main
