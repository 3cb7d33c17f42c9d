#!/usr/bin/env bash
# Records what the libraries show to programs: writes PublicAPI.Shipped.txt anew beside the project file of each. Commit what changed.
set -euo pipefail
cd "$(dirname "$0")/.."
for record in src/*/PublicAPI.Shipped.txt; do
  echo '#nullable enable' | tee "$record" > "${record/Shipped/Unshipped}"
done
said=$(mktemp)
trap 'rm -f "$said"' EXIT
for record in src/*/PublicAPI.Shipped.txt; do
  dotnet build "$(dirname "$record")" -p:TreatWarningsAsErrors=false -v q --nologo >> "$said"
done
for record in src/*/PublicAPI.Shipped.txt; do
  project=$(dirname "$record")
  { echo '#nullable enable'
    sed -n "s|^.*warning RS0016: Symbol '\(.*\)' is not part of the declared public API.*/$project/[^/]*\]\$|\1|p" "$said"
  } | LC_ALL=C sort -u > "$record.new"
  mv "$record.new" "$record"
done
