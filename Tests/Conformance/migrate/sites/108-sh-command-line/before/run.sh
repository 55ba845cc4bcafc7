#!/usr/bin/env bash
set -euo pipefail
AUTH="Authorization: Bearer $LLAMA_CLOUD_API_KEY"

llp classifier:jobs create --file-id "$1" --rule '{type: invoice, description: has an invoice number}' --mode FAST
llp classifier:jobs get-results --classify-job-id "$2"
