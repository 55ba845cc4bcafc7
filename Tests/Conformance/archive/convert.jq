# SPDX-License-Identifier: Apache-2.0
# Converts v1 records to v2, for jq 1.6 or later: jq --compact-output --from-file convert.jq
#
# The peer of `classify-bridge convert --to v2` that one would write in jq, with the limits of
# convert_orjson.py.

def range_string:
  map(. + 1) | unique
  | reduce .[] as $page ([];
      if length > 0 and .[-1][1] == $page - 1 then .[-1][1] = $page else . + [[$page, $page]] end)
  | map(if .[0] == .[1] then "\(.[0])" else "\(.[0])-\(.[1])" end)
  | join(",");

# The options with v1's default of 5 pages.
def parsing_configuration($keeps_null):
  . // {}
  | (if .lang != null then {lang} else {} end)
  + (if has("max_pages") then (if .max_pages != null then {max_pages} else {} end)
     elif .target_pages == null then {max_pages: 5} else {} end)
  + (if .target_pages != null then {target_pages: (.target_pages | range_string)}
     elif $keeps_null and has("target_pages") then {target_pages: null} else {} end);

def configuration($keeps_null):
  (.parsing_configuration | parsing_configuration($keeps_null)) as $parsing
  | {rules: [.rules[] | {description, type}]}
  + (if has("mode") and ($keeps_null or .mode != null) then {mode} else {} end)
  + (if $parsing == {} then {} else {parsing_configuration: $parsing} end);

# The status in the current dialect, which the command writes by default.
def status($has_result):
  if . == "PARTIAL_SUCCESS" then (if $has_result then "COMPLETED" else "FAILED" end)
  else {PENDING: "PENDING", SUCCESS: "COMPLETED", ERROR: "FAILED", CANCELLED: "CANCELLED"}[.] end;

def times:
  . as $source
  | reduce ("created_at", "updated_at") as $name ({};
      if $source | has($name) then .[$name] = $source[$name] else . end);

def base($job; $configuration):
  {$configuration, document_input_type: "file_id", project_id: $job.project_id,
   user_id: $job.user_id}
  + (if .file_id != null then {file_input: .file_id} else {} end)
  + (if .result != null then {result: (.result | {confidence, reasoning, type})}
     elif has("result") then {result: null} else {} end);

def single($job; $configuration):
  (.result != null) as $has_result
  | base($job; $configuration)
  + {id: $job.id, status: ($job.status | status($has_result))}
  + (if $job | has("error_message") then {error_message: $job.error_message} else {} end)
  + ($job | times);

def member($job; $position; $configuration):
  (if .result != null then "SUCCESS"
   elif $job.status == "SUCCESS" or $job.status == "PARTIAL_SUCCESS" then "ERROR"
   else $job.status end) as $status
  | (if $status == "ERROR" then $job.error_message else null end) as $message
  | base($job; $configuration)
  + {id, status: ($status | status(false))}
  + (if $job.id | test("^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$")
     then {transaction_id: "cb1.\($job.id | ascii_downcase).\($position)"} else {} end)
  + (if $message != null then {error_message: $message} else {} end)
  + times;

def jobs($job; $items):
  ($job | configuration(true)) as $configuration
  | if ($items | length) < 2 then ($items[0] // {}) | single($job; $configuration)
    else range($items | length) as $position
      | $items[$position] | member($job; $position; $configuration) end;

def event:
  if startswith("parse.") or startswith("classify.") then
    split(".")[1]
    | "classify." + ({partial: "partial_success", failure: "error"}[.] // .)
  else . end;

def requests:
  {configuration: configuration(false)}
  + (if ((.webhook_configurations // []) | length) == 0 then {} else
      {webhook_configurations: [.webhook_configurations[]
        | {webhook_url}
        + (if (.webhook_headers // {}) == {} then {} else {webhook_headers} end)
        + (if .webhook_output_format then {webhook_output_format} else {} end)
        + (if .webhook_signing_secret then {webhook_signing_secret} else {} end)
        + (if .webhook_events == null then {} else
            {webhook_events: (reduce (.webhook_events[] | event) as $name ([];
              if index($name) then . else . + [$name] end))} end)]} end)
  + {file_input: .file_ids[]};

if has("job") then jobs(.job; .results.items)
elif has("file_ids") then requests
elif has("event_type") then .event_type |= event
else jobs(.; .results.items // []) end
