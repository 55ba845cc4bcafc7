#!/bin/sh
curl -X POST https://api.example.com/api/v1/classifier/train -d '{"file_ids": ["a"]}'
curl https://api.example.com/v1/jobs/1/results | jq -r '.items[0].result.type'
