#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh PROGRAM CORPUS SCRATCH [libFuzzer's options]: reads what CORPUS and the target's own seeds hold, then changes of
# it. What it finds goes to SCRATCH: new inputs to SCRATCH/found, inputs that break something to SCRATCH itself.
set -eu
program=$1 corpus=$2 scratch=$3
shift 3
# A test run begins where the last one did; scripts/fuzz goes on from what it found.
[ "${GUICHET_FUZZ_GOES_ON:-}" = 1 ] || rm -rf "$scratch"
mkdir -p "$scratch/found"
"$program" --write "$scratch/seeds" "$scratch/dictionary"
folders=("$scratch/found" "$scratch/seeds")
[ -d "$corpus" ] && folders+=("$corpus")
exec "$program" -dict="$scratch/dictionary" -artifact_prefix="$scratch/" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
  -print_final_stats=1 -print_funcs=0 -verbosity=0 "$@" "${folders[@]}"
