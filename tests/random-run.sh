#!/usr/bin/env bash
# Holds the properties of the tests against other samples than those of every run, and many more: tests/random-run.sh [times as many] [first].
set -euo pipefail
cd "$(dirname "$0")/.."

export AERNAS_TIMES_AS_MANY_SAMPLES=${1:-20} AERNAS_FIRST_SAMPLE=${2:-$((RANDOM * 32768 + RANDOM))}
echo "$AERNAS_TIMES_AS_MANY_SAMPLES times as many samples, from AERNAS_FIRST_SAMPLE=$AERNAS_FIRST_SAMPLE"
exec dotnet test --filter-trait "samples=drawn"
