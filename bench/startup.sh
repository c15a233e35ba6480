#!/usr/bin/env bash
# How long from `dotnet run --no-build --project AppHost` to the first decrypted message on the consumer's page.
# The baseline, in the same run and in turn: one service alone (the consumer, without a broker) to its first answer.
# usage: bench/startup.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-5}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' 2>/dev/null || echo $((20000 + RANDOM)); }
now() { date +%s%N; }
median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# await URL PATTERN: until the page says it
await() {
  local until=$((SECONDS + 60))
  until curl -s --max-time 2 -H 'Accept: text/plain' "$1" | grep -q "$2"; do
    [ $SECONDS -lt $until ] || { echo "no '$2' at $1 within 60 s" >&2; exit 1; }
    sleep 0.02
  done
}

dotnet build AppHost -c Release -v quiet --nologo

export ASPIRE_ALLOW_UNSECURED_TRANSPORT=true DOTNET_ENVIRONMENT=Development
demo=() one=()
for _ in $(seq "$runs"); do
  port=$(free_port)
  ASPNETCORE_URLS="http://localhost:$(free_port)" ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL="http://localhost:$(free_port)" \
  ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL="http://localhost:$(free_port)" \
    dotnet run --no-build --no-launch-profile -c Release --project AppHost -- \
    --Ports:consumer="$port" --Ports:consumer-plain=0 --Ports:producer=0 --Ports:skr=0 >/dev/null 2>&1 &
  start=$(now)
  await "http://localhost:$port/" 'Msg '
  demo+=($((($(now) - start) / 1000000)))
  pkill -TERM -P $! 2>/dev/null || kill -TERM $!
  wait $! 2>/dev/null || true

  port=$(free_port)
  ASPNETCORE_URLS="http://localhost:$port" BROKERS=localhost:1 \
    dotnet run --no-build --no-launch-profile -c Release --project Consumer >/dev/null 2>&1 &
  start=$(now)
  await "http://localhost:$port/alive" Healthy
  one+=($((($(now) - start) / 1000000)))
  pkill -TERM -P $! 2>/dev/null || kill -TERM $!
  wait $! 2>/dev/null || true
done

a=$(printf '%s\n' "${demo[@]}" | median)
b=$(printf '%s\n' "${one[@]}" | median)
printf '%-52s %8s\n' 'median of '"$runs"' runs' ms
printf '%-52s %8s\n' 'the whole demo, to the first decrypted message' "$a"
printf '%-52s %8s\n' 'baseline: one service, to its first answer' "$b"
awk -v a="$a" -v b="$b" 'BEGIN { printf "%-52s %8.2f\n", "ratio", a / b }'
