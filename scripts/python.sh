# Finds the Python that .venv/ is made with. Sourced by setup.sh.

NAMES='python3.13 python3.12 python3.11 python3.14 python3 python'

# Every executable of that name on PATH: the first may be a pyenv shim that does not run.
all_on_path() {
  old_ifs=$IFS
  IFS=:
  for folder in $PATH; do
    if [ -x "$folder/$1" ] && [ ! -d "$folder/$1" ]; then printf '%s\n' "$folder/$1"; fi
  done
  IFS=$old_ifs
}

candidates() {
  if [ -n "${PYTHON:-}" ]; then
    command -v "$PYTHON" || true
    return
  fi
  for name in $NAMES; do all_on_path "$name"; done
}

is_new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

has_ensurepip() {
  "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

version_of() {
  "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

# The first that is new enough, rather one that can make an environment by itself.
find_python() {
  second_best=
  for candidate in $(candidates); do
    is_new_enough "$candidate" || continue
    if has_ensurepip "$candidate"; then
      echo "$candidate"
      return
    fi
    : "${second_best:=$candidate}"
  done
  [ -n "$second_best" ] && echo "$second_best"
}

explain_no_python() {
  for candidate in $(candidates); do
    if version=$(version_of "$candidate"); then
      echo "Python 3.11 or newer is needed; $candidate is $version. Install a newer one, or name one: PYTHON=/path/to/python make serve"
      return
    fi
  done
  echo "Python 3.11 or newer is needed and none was found. Install one, or name one: PYTHON=/path/to/python make serve"
}

explain_no_ensurepip() {
  echo "$1 cannot make a virtual environment (no ensurepip). On Debian and Ubuntu: apt-get install python$(version_of "$1")-venv"
}
