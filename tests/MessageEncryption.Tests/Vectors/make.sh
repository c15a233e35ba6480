#!/usr/bin/env bash
# Makes the vectors of the rsa-oaep form anew, with openssl alone. The key is for these vectors and protects nothing.
set -euo pipefail
cd "$(dirname "$0")"

openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out rsa-oaep-key.pem
while IFS=$'\t' read -r name text; do
  printf '%s' "$text" > "$name.txt"
  openssl pkeyutl -encrypt -inkey rsa-oaep-key.pem -in "$name.txt" \
    -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256 | openssl base64 -A > "$name.b64"
done <<EOF
demo	Msg 1: Azure Confidential Computing
unicode	Grüße, zażółć, 密
longest	$(printf 'a%.0s' {1..318})
EOF
