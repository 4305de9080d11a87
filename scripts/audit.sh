#!/bin/sh
# Asks the Python Packaging Advisory Database about every package of uv.lock. Leaves with 1 if one has a known
# weakness, or if it could not ask about one of them: no answer is not a clean one.
set -eu
cd "$(dirname "$0")/.."
uv=$([ -x .venv/bin/uv ] && echo .venv/bin/uv || command -v uv) || {
  echo "uv is needed: https://docs.astral.sh/uv/" >&2
  exit 2
}
list=$(mktemp)
trap 'rm -f "$list"' EXIT
"$uv" export --quiet --frozen --all-groups --no-emit-project --format requirements-txt --output-file "$list"
"$uv" tool run --from 'pip-audit>=2.9,<3' pip-audit --requirement "$list" --require-hashes --disable-pip --strict
