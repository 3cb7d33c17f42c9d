#!/usr/bin/env bash
# Records what the libraries show to programs: writes PublicAPI.Shipped.txt anew beside the project file of each. Commit what changed.
# Where a project does not build, the records stay as they were.
set -euo pipefail
cd "$(dirname "$0")/.."
kept=$(mktemp -d)
trap 'cp -r "$kept"/src . 2>/dev/null || true; rm -rf "$kept"' EXIT
cp --parents src/*/PublicAPI.*.txt "$kept"
for record in src/*/PublicAPI.*.txt; do echo '#nullable enable' > "$record"; done
for record in src/*/PublicAPI.Shipped.txt; do
  dotnet build "$(dirname "$record")" -p:TreatWarningsAsErrors=false -v q --nologo >> "$kept/said" || { cat "$kept/said"; exit 1; }
done
for record in src/*/PublicAPI.Shipped.txt; do
  { echo '#nullable enable'
    sed -n "s|^.*warning RS0016: Symbol '\(.*\)' is not part of the declared public API.*/$(dirname "$record")/[^/]*\]\$|\1|p" "$kept/said"
  } | LC_ALL=C sort -u > "$kept/$record"
done
