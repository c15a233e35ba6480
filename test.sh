#!/usr/bin/env bash
# Runs every test. Installs what the browser, Kafka interop and registry tests use, where it can; the tests say so when it is absent.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v chromium >/dev/null || ! command -v kcat >/dev/null || ! command -v docker-registry >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium, kcat and docker-registry for the tests ..."
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium kcat docker-registry) >/dev/null 2>&1 \
      || echo "They could not be installed; the tests that need them are skipped."
  fi
fi

exec dotnet test CcDemo.sln --nologo "$@"
