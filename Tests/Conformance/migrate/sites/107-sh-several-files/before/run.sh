#!/usr/bin/env bash
set -euo pipefail
AUTH="Authorization: Bearer $LLAMA_CLOUD_API_KEY"

id=$(curl -s -X POST "$LLAMA_CLOUD_BASE_URL/api/v1/classifier/jobs" -H "$AUTH" -H "Content-Type: application/json" -d '{"file_ids": ["'"$1"'", "'"$2"'"], "rules": [{"type": "invoice", "description": "has an invoice number and the total due"}, {"type": "receipt", "description": "proves a payment by card with change"}]}' | jq -r .id)
curl -s "$LLAMA_CLOUD_BASE_URL/api/v1/classifier/jobs/$id/results" -H "$AUTH" | jq -r '.items | length'
