#!/bin/sh
# Makes .venv/ what uv.lock says. Usage: scripts/setup.sh [GROUP...], a group being one of [dependency-groups].
# Groups once asked for stay. When nothing has changed since the last time, it installs nothing and uses no network.
# PYTHON=/path/to/python chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."
. scripts/python.sh

STAMP=.venv/sportello-setup
LOG=var/setup.log

# uv must neither take another environment that happens to be active nor fetch a Python of its own.
unset VIRTUAL_ENV
export UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# What the environment was made from. The folder counts too: an environment does not survive being moved.
fingerprint() {
  { pwd; cat uv.lock pyproject.toml; } | cksum
}

recorded_groups() {
  if [ -f "$STAMP" ]; then sed 1d "$STAMP"; fi
}

is_current() {
  [ -f "$STAMP" ] && [ "$(sed -n 1p "$STAMP")" = "$(fingerprint)" ] || return 1
  for group in "$@"; do
    recorded_groups | grep -qx "$group" || return 1
  done
  .venv/bin/python -c '' 2>/dev/null
}

# Runs a command, its output in the log and a dot on the terminal every two seconds.
run_with_dots() {
  "$@" >>"$LOG" 2>&1 </dev/null &
  running=$!
  trap 'kill "$running" 2>/dev/null; exit 130' INT TERM HUP
  show_dots "$running" &
  dots=$!
  status=0
  wait "$running" || status=$?
  kill "$dots" 2>/dev/null || true
  wait "$dots" 2>/dev/null || true
  trap - INT TERM HUP
  return "$status"
}

show_dots() {
  while sleep 2 >/dev/null 2>&1 && kill -0 "$1" 2>/dev/null; do printf .; done
}

has_network_trouble() {
  grep -qiE 'dns error|resolve|connection|connect error|tcp connect|network|timed out|proxy|no matching distribution' "$LOG"
}

explain_failed_install() {
  printf '\n' >&2
  if has_network_trouble; then
    fail "The packages could not be downloaded: the first start needs a network. Connect, then try again ($LOG has the details)."
  fi
  tail -n 5 "$LOG" >&2
  fail "Setting up .venv failed. The lines above and $LOG say why; once mended, try again."
}

find_uv() {
  if [ -x .venv/bin/uv ]; then echo .venv/bin/uv; else command -v uv || true; fi
}

has_usable_venv() {
  is_new_enough .venv/bin/python && [ -n "$(find_uv)" ]
}

# Says in one line what is missing before anything is begun.
choose_python() {
  python=$(find_python) || fail "$(explain_no_python)"
  [ -n "$(find_uv)" ] || has_ensurepip "$python" || fail "$(explain_no_ensurepip "$python")"
}

# A machine without uv gets one inside the environment.
make_venv() {
  rm -rf .venv
  if [ -n "$(find_uv)" ]; then
    run_with_dots uv venv --quiet --python "$python" .venv || explain_failed_install
    return
  fi
  run_with_dots "$python" -m venv .venv || explain_failed_install
  run_with_dots .venv/bin/python -m pip install --quiet 'uv>=0.8,<1' || explain_failed_install
}

# Packages that a developer added himself stay.
sync_packages() {
  for group in "$@"; do set -- "$@" --group "$group"; shift; done
  run_with_dots "$(find_uv)" sync --frozen --inexact --no-default-groups "$@" || explain_failed_install
}

main() {
  if is_current "$@"; then return; fi
  groups=$({ recorded_groups; printf '%s\n' "$@"; } | sort -u | sed '/^$/d')
  has_usable_venv || choose_python
  mkdir -p var
  : >"$LOG"
  printf 'Setting up .venv from uv.lock (a minute or two the first time) '
  has_usable_venv || make_venv
  rm -f "$STAMP"
  # shellcheck disable=SC2086 # one word a group
  sync_packages $groups
  { fingerprint; printf '%s\n' $groups; } >"$STAMP"
  printf ' done\n'
}

main "$@"
