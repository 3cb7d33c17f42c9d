#!/usr/bin/env bash
# Kills searches, trainings, a study and an import with SIGKILL, at random moments and at system calls, goes on each time as a person
# would, and compares what they end in, byte for byte, with one that was never stopped. Has the disk refuse system calls, and fill up. And
# begins pairs of processes at once on one run. By the environment:
#
#   KILL_SUBJECTS="search:sgas import"   or all: six methods by gradient, one that is search-free, a training, a study and an import
#   KILL_KILLS=2     of each subject, half of them at system calls
#   KILL_FAULTS=1    refused system calls of each subject
#   KILL_PAIRS=1     in all
#   KILL_SEED=N      of everything random; printed
#
# 200 kills: KILL_SUBJECTS=all KILL_KILLS=20 KILL_FAULTS=4 KILL_PAIRS=20 tests/scripts/kill-and-resume.sh
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
log=$work/log
cli=$PWD/src/AerNas.Cli/bin/Debug/net10.0/AerNas.Cli.dll
disk=""
trap '[ -z "$disk" ] || umount "$disk"; rm -rf "$work"' EXIT
. tests/scripts/faults/subjects.sh
. tests/scripts/faults/stops.sh
. tests/scripts/faults/pairs.sh

subjects=${KILL_SUBJECTS:-search:sgas import}
[ "$subjects" != all ] || subjects=$all_subjects
RANDOM=${KILL_SEED:=$(($(date +%s) % 32768))}
echo "KILL_SEED=$KILL_SEED"
find_strace
prepare
dotnet "$cli" tabular import "$work/table.csv" --out "$work/table" >>"$log" 2>&1 || fail "the table cannot be imported"

for subject in $subjects; do
  begun=$SECONDS
  unbroken=$work/unbroken/${subject#search:}
  broken=$work/broken/${subject#search:}
  mkdir -p "$work/unbroken" "$work/broken"
  measure "$subject" "$unbroken"
  kill_often "$subject" "${KILL_KILLS:-2}"
  refuse_often "$subject" "${KILL_FAULTS:-1}"
  echo "$subject: $kills kills ($at_calls at system calls), $refusals refused system calls; the same bytes every time ($((SECONDS - begun)) s)"
done

fill_disk
pair_often "${KILL_PAIRS:-1}"
