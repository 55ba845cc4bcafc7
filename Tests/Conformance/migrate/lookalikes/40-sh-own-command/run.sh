#!/bin/sh
classify-bridge classifier:jobs get --classify-job-id 1
classify-bridge classifier:jobs create --file-id a --rule '{type: a, description: has an a in it}'
