#!/usr/bin/env bash
set -euo pipefail
AUTH="Authorization: Bearer $LLAMA_CLOUD_API_KEY"

sed "s/FILE_ID/$1/" body.json > "${TMPDIR:-/tmp}/body.json"
id=$(curl -s "$LLAMA_CLOUD_BASE_URL/api/v1/classifier/jobs" -H "$AUTH" --json "@${TMPDIR:-/tmp}/body.json" | jq -r .id)
curl -s "$LLAMA_CLOUD_BASE_URL/api/v1/classifier/jobs/$id/results" -H "$AUTH" | jq -r '.items[0].result.reasoning'
