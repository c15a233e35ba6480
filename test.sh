#!/usr/bin/env bash
# Runs every test. Installs what the browser, Kafka and JOSE interop, registry and script tests use, where it can; the tests say so when it is absent.
set -euo pipefail
cd "$(dirname "$0")"

missing=()
for program in chromium kcat docker-registry shellcheck; do
  command -v "$program" >/dev/null || missing+=("$program")
done
/usr/bin/python3 -c 'import jwcrypto' 2>/dev/null || missing+=(python3-jwcrypto)

if [ ${#missing[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} for the tests ..."
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}") >/dev/null 2>&1 \
    || echo "They could not be installed; the tests that need them are skipped."
fi

exec dotnet test CcDemo.sln --nologo "$@"
