#!/usr/bin/env bash
# Publishes the commit that is checked out twice, from two copies of the sources in folders of different names and depth,
# and compares the binaries of the sidecar. Prints both hashes; the exit code is 0 if they are equal.
# usage: eng/reproducible-skr.sh
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

hashes=()
for copy in one another/copy/further/down; do
  mkdir -p "$work/$copy"
  git archive HEAD | tar -x -C "$work/$copy"
  dotnet publish "$work/$copy/Skr" -c Release --nologo -v quiet
  binary=$(echo "$work/$copy"/Skr/bin/Release/net10.0/*/publish/CcDemo.Skr)
  hashes+=("$(sha256sum "$binary" | cut -d ' ' -f 1)")
  echo "${hashes[-1]}  $copy/${binary#"$work/$copy"/}"
done

if [ "${hashes[0]}" = "${hashes[1]}" ]; then
  echo "The same sources gave the same binary."
else
  echo "The binaries differ." >&2
  exit 1
fi
