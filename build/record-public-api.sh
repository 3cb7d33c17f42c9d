#!/usr/bin/env bash
# Records what the libraries show to programs: writes PublicAPI.Shipped.txt anew beside the project file of each. Commit what changed.
set -euo pipefail
cd "$(dirname "$0")/.."
for record in src/*/PublicAPI.Shipped.txt; do
  folder=$(dirname "$record")
  echo '#nullable enable' | tee "$record" > "$folder/PublicAPI.Unshipped.txt"
  dotnet format analyzers "$folder" --diagnostics RS0016 --severity warn --no-restore
  LC_ALL=C sort -o "$record" "$folder/PublicAPI.Unshipped.txt"
  echo '#nullable enable' > "$folder/PublicAPI.Unshipped.txt"
done
