# What the checks of faults run, at the smallest sizes worth it: how each subject begins and goes on, when it is done, and what of it must be
# the same bytes however often it was stopped. Sourced; $work is a folder of the caller, $cli the program.

all_subjects="search:sgas search:p-darts search:darts-v2 search:gdas search:pc-darts search:enas search:regularized-evolution"
all_subjects="$all_subjects train study import"
cell='|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|'
sizes=(--channels 4 --batch 16 --threads 1 --seed 5 --set data.images=64 --set data.imageSize=8)

# The files that the subjects read: a table of made-up accuracies with every cell once, and a study.
prepare() {
  awk 'BEGIN {
    split("none skip_connect nor_conv_1x1 nor_conv_3x3 avg_pool_3x3", o, " ")
    print "index,arch,cifar10-valid_valid_12"
    for (i = 0; i < 15625; i++) {
      n = i; for (e = 1; e <= 6; e++) { c[e] = o[n % 5 + 1]; n = int(n / 5) }
      printf "%d,|%s~0|+|%s~0|%s~1|+|%s~0|%s~1|%s~2|,%.2f\n", i, c[1], c[2], c[3], c[4], c[5], c[6], 10 + (i * 7919 % 8000) / 100
    }
  }' >"$work/table.csv"
  cat >"$work/study.json" <<'JSON'
{
  "methods": ["darts-v1"], "entropy": ["off"], "seeds": [3],
  "options": {
    "search": { "epochs": 1, "batchSize": 16 }, "supernet": { "cells": 1, "channels": 2 }, "data": { "images": 64, "imageSize": 8 }
  },
  "training": { "training": { "epochs": 1, "batchSize": 16 }, "network": { "channels": 2, "cells": 1 }, "data": { "images": 64 } }
}
JSON
}

# Sets $command to what begins a subject in a folder.
to_begin() {
  case $1 in
    search:regularized-evolution) command=(search --method regularized-evolution --tabular "$work/table" --set search.evaluations=60) ;;
    search:p-darts) command=(search --space darts --method p-darts --epochs 1 --layers 3 "${sizes[@]}") ;;
    search:sgas) command=(search --method sgas --epochs 3 --cells 1 --set sgas.decisions.first=0 --set sgas.decisions.every=1 "${sizes[@]}") ;;
    search:*) command=(search --method "${1#search:}" --epochs 2 --cells 1 "${sizes[@]}") ;;
    train) command=(train --genotype "$cell" --epochs 2 --cells 1 "${sizes[@]}") ;;
    study) command=(study "$work/study.json" --threads 1) ;;
    import) command=(tabular import "$work/table.csv") ;;
  esac
  command+=(--out "$2")
}

# Sets $command to what goes on with a subject: begins it, where it had not come to its first file.
to_go_on() {
  case $1 in
    search:* | train) if [ -f "$2/run.json" ]; then command=("${1%%:*}" --resume "$2"); else to_begin "$1" "$2"; fi ;;
    study) if [ -f "$2/study.json" ]; then command=(study --resume "$2" --threads 1); else to_begin "$1" "$2"; fi ;;
    import) to_begin "$1" "$2" ;;
  esac
}

is_done() {
  case $1 in
    search:* | train) [ -f "$2/result.json" ] ;;
    study) [ -f "$2/report.md" ] ;;
    import) [ -f "$2" ] ;;
  esac
}

# Demands that two places hold the same: everything but dates, times, memory, and the events and figures drawn for the eye.
same() {
  rm -rf "$work/compare"
  mkdir "$work/compare"
  cp -r "$1" "$work/compare/first"
  cp -r "$2" "$work/compare/second"
  find "$work/compare" \( -name tensorboard -o -name figures -o -name report.md -o -name run.json -o -name study.json -o -name elapsed.json -o -name write.lock \) \
    -prune -exec rm -rf {} +
  find "$work/compare" -name metrics.jsonl -exec sed -i -E 's/"(seconds|residentBytes)":[^,}]*//g' {} +
  diff -r "$work/compare/first" "$work/compare/second"
}

# Nothing of a process that ended by itself is left.
clean() {
  [ -z "$(find "$1" "$1".* \( -name '*.partial' -o -name '*.lock' \) 2>/dev/null)" ] || fail "$1 is not cleaned up: $(find "$1" "$1".*)"
}

fail() {
  echo "$1" >&2
  tail -n 20 "$log" >&2
  exit 1
}
