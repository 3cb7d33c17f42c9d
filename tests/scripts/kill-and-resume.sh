#!/usr/bin/env bash
# Kills a small search with SIGKILL at ten random moments, resumes it each time, and compares what it ends with, byte for byte, with a
# run that was never stopped: the last checkpoint and the result.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
seed=${KILL_SEED:-$(date +%s)}
echo "random moments from KILL_SEED=$seed"
RANDOM=$seed

aernas() { dotnet src/AerNas.Cli/bin/Debug/net10.0/AerNas.Cli.dll "$@"; }
# In the background the program itself must be the child: SIGKILL of a shell would leave it running.
begin() { dotnet src/AerNas.Cli/bin/Debug/net10.0/AerNas.Cli.dll search "$@" >>"$work/broken.log" 2>&1 & process=$!; }
options=(--space nasbench201 --epochs 4 --channels 2 --cells 1 --batch 256 --seed 5 --threads 2 --set data.imageSize=8)

started=$(date +%s%N)
aernas search "${options[@]}" --out "$work/unbroken" >"$work/unbroken.log" 2>&1
whole=$((($(date +%s%N) - started) / 1000000)) # milliseconds

kills=0
begin "${options[@]}" --out "$work/broken"
while [ "$kills" -lt 10 ]; do
  moment=$((RANDOM * whole / 32768 / 2 + 100))
  sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
  if kill -9 "$process" 2>/dev/null; then kills=$((kills + 1)); fi
  wait "$process" 2>/dev/null || true
  if [ ! -f "$work/broken/run.json" ]; then # killed before the run had a record: nothing to resume, so begin again
    rm -rf "$work/broken"
    begin "${options[@]}" --out "$work/broken"
  elif [ -f "$work/broken/result.json" ]; then # it had come to its end: compare, then break another one
    cmp "$work/unbroken/result.json" "$work/broken/result.json"
    rm -rf "$work/broken"
    begin "${options[@]}" --out "$work/broken"
  else
    begin --resume "$work/broken"
  fi
done
wait "$process"

for file in result.json checkpoints/000004-000000.safetensors checkpoints/000003-000000.safetensors; do
  cmp "$work/unbroken/$file" "$work/broken/$file"
done
echo "killed $kills times; result and checkpoints are the same bytes as the unbroken run's"
