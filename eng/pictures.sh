#!/usr/bin/env bash
# Takes the pictures of docs/images: eng/pictures.sh ADDRESS NAME [WIDTH,HEIGHT] photographs a running page, for example
#   dotnet run --project AppHost & eng/pictures.sh http://localhost:3333 consumer
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,3s/^# //p' "$0"; exit 1; }
cd "$(dirname "$0")/.."

profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update \
  --hide-scrollbars --user-data-dir="$profile" --timeout=4000 --window-size="${3:-1400,1000}" \
  --screenshot="docs/images/$2.png" "$1" 2>/dev/null
