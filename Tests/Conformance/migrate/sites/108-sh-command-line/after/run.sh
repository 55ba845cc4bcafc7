#!/usr/bin/env bash
set -euo pipefail
AUTH="Authorization: Bearer $LLAMA_CLOUD_API_KEY"

llp classify create --file-input "$1" --configuration.rules '[{type: invoice, description: has an invoice number}]' --configuration.mode FAST --configuration.parsing-configuration '{max_pages: 5}'
llp classify get --job-id "$2"
