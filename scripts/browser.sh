#!/bin/sh
# Prints the path of a Chromium for the browser tests, installing one if the machine has none.
# CHROMIUM=/path/to/chromium chooses it. Prints nothing where Playwright uses a Chromium of its own.
set -eu
cd "$(dirname "$0")/.."

find_chromium() {
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  return 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_can_install() {
  command -v apt-get >/dev/null && as_root true 2>/dev/null
}

install_by_apt() {
  echo 'Installing Chromium by apt-get …' >&2
  as_root apt-get update -qq >&2 && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qqy chromium >&2
}

install_by_playwright() {
  echo "Installing Playwright's own Chromium …" >&2
  .venv/bin/python -m playwright install chromium >&2
}

main() {
  if [ -n "${CHROMIUM:-}" ] && ! command -v "$CHROMIUM" >/dev/null; then
    echo "CHROMIUM=$CHROMIUM is no program that runs. Correct it, or leave it out." >&2
    exit 1
  fi
  if find_chromium; then return; fi
  if apt_can_install && install_by_apt && find_chromium; then return; fi
  if install_by_playwright; then return; fi
  echo 'There is no Chromium and it could not be installed. Install one, or set CHROMIUM=/path/to/chromium.' >&2
  exit 1
}

main
