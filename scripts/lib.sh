# SPDX-License-Identifier: GPL-3.0-or-later
# What the scripts share: quiet steps that say exactly what failed. Sourced, not run.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
export CCACHE_DIR="${CCACHE_DIR:-$HOME/.cache/ccache}"
jobs=$(nproc)

# step "what it does" command...: runs it silently; on failure prints the end of what it said and stops.
step() {
  local title=$1 log started
  shift
  mkdir -p build/log
  log="build/log/$(printf '%s' "$title" | tr -cs 'a-zA-Z0-9' '-' | tr 'A-Z' 'a-z' | sed 's/-$//').log"
  started=$(date +%s)
  [ -t 1 ] && printf '  %s...' "$title"
  if "$@" >"$log" 2>&1; then
    if [ -t 1 ]; then printf '\r\033[K'; fi
    if [ "${GUICHET_VERBOSE:-}" = 1 ] || [ "${CI:-}" = true ]; then
      echo "  $title: $(($(date +%s) - started)) s"
    fi
  else
    [ -t 1 ] && printf '\n'
    echo "FAILED: $title" >&2
    grep -nE 'error:|FAILED:|Error |fatal|\*\*\*' "$log" | head -40 >&2 || true
    echo "--- the last lines of $log" >&2
    tail -n 60 "$log" >&2
    exit 1
  fi
}

# build PRESET [target...]: configures when needed, then builds.
build() {
  local preset=$1
  shift
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset"
  ninja -C "build/$preset" -j "$jobs" "$@"
}
