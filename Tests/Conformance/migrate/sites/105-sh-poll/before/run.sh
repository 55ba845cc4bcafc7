#!/usr/bin/env bash
set -euo pipefail
AUTH="Authorization: Bearer $LLAMA_CLOUD_API_KEY"

job=$(curl -s -X POST "$LLAMA_CLOUD_BASE_URL/api/v1/classifier/jobs" -H "$AUTH" -H "Content-Type: application/json" -d '{"file_ids": ["'$1'"], "rules": [{"type": "invoice", "description": "has an invoice number and the total due"}, {"type": "receipt", "description": "proves a payment by card with change"}], "parsing_configuration": {"target_pages": [0, 1]}}' | jq -r .id)
while [ "$(curl -s -H "$AUTH" "$LLAMA_CLOUD_BASE_URL/api/v1/classifier/jobs/$job" | jq -r .status)" = PENDING ]; do
  sleep 0.1
done
curl -s -H "$AUTH" "$LLAMA_CLOUD_BASE_URL/api/v1/classifier/jobs/$job/results" | jq -r '.items[0].result.reasoning'
