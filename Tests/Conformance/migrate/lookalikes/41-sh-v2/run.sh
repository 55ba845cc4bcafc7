#!/bin/sh
curl -X POST "$BASE/api/v2/classify" -d '{"file_input": "dfl-1", "configuration": {"rules": []}}'
