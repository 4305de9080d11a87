#!/bin/sh
# Puts Lighthouse into var/lighthouse as tests/lighthouse/package-lock.json has it, installing Node.js if the machine has
# none. When nothing has changed since the last time, it installs nothing and uses no network.
set -eu
cd "$(dirname "$0")/.."

FROM=tests/lighthouse
INTO=var/lighthouse

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_can_install() {
  command -v apt-get >/dev/null && as_root true 2>/dev/null
}

install_node() {
  echo 'Installing Node.js by apt-get …' >&2
  as_root apt-get update -qq >&2 && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qqy nodejs npm >&2
}

has_node() {
  command -v npm >/dev/null || return 1
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); if (a < 18 || (a === 18 && b < 20)) process.exit(1)'
}

fail() {
  echo "$1" >&2
  exit 1
}

main() {
  has_node 2>/dev/null || { apt_can_install && install_node && has_node; } ||
    fail 'Lighthouse needs Node.js 18.20 or newer with npm, and they could not be installed. Install them, then try again.'
  mkdir -p "$INTO"
  cp "$FROM/audit.mjs" "$INTO"
  # npm writes this file last.
  if [ -f "$INTO/node_modules/.package-lock.json" ] && cmp -s "$FROM/package-lock.json" "$INTO/package-lock.json"; then return; fi
  rm -rf "$INTO/node_modules"
  cp "$FROM/package.json" "$INTO"
  echo 'Installing Lighthouse by npm (a minute the first time) …' >&2
  cp "$FROM/package-lock.json" "$INTO"
  (cd "$INTO" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2) ||
    fail 'Lighthouse could not be installed: the first time it needs a network. The lines above say more.'
}

main
