// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct ShellMigratorTests {
  private static let rules = #""rules": [{"type": "a", "description": "first kind"}]"#
  private static let configuration =
    #""configuration": {"rules": [{"type": "a", "description": "first kind"}], "#
    + #""parsing_configuration": {"max_pages": 5}}"#

  @Test(
    arguments: [
      // Bodies in all quotes.
      (
        #"curl -X POST "$BASE/api/v1/classifier/jobs" -d '{"file_ids": ["'$ID'"], RULES}'"#,
        #"curl -X POST "$BASE/api/v2/classify" -d '{"file_input": "'$ID'", CONFIGURATION}'"#
      ),
      (
        #"curl https://api.cloud.llamaindex.ai/api/v1/classifier/jobs?project_id=p --json '{"file_ids": ["'"$ID"'"], RULES}'"#,
        #"curl https://api.cloud.llamaindex.ai/api/v2/classify?project_id=p --json '{"file_input": "'"$ID"'", CONFIGURATION}'"#
      ),
      (
        #"curl -XPOST $H/api/v1/classifier/jobs -d "{\"file_ids\": [\"$1\"], \"rules\": $R}""#,
        #"curl -XPOST $H/api/v2/classify -d "{\"file_input\": \"$1\", \"configuration\": {\"rules\": $R, \"parsing_configuration\": {\"max_pages\": 5}}}""#
      ),
      (
        "curl $H/api/v1/classifier/jobs -d @- <<EOF\n{\"file_ids\": [\"$ID\"], RULES}\nEOF",
        "curl $H/api/v2/classify -d @- <<EOF\n{\"file_input\": \"$ID\", CONFIGURATION}\nEOF"
      ),
      (
        "cat <<'EOF' | curl $H/api/v1/classifier/jobs --data-binary @-\n{\"file_ids\": [\"x\"], RULES}\nEOF",
        "cat <<'EOF' | curl $H/api/v2/classify --data-binary @-\n{\"file_input\": \"x\", CONFIGURATION}\nEOF"
      ),
      (
        #"echo '{"file_ids": ["x"], RULES}' | curl -sd @- $H/api/v1/classifier/jobs"#,
        #"echo '{"file_input": "x", CONFIGURATION}' | curl -sd @- $H/api/v2/classify"#
      ),
      (
        "B='{\"file_ids\": [\"x\"], RULES}'\ncurl $H/api/v1/classifier/jobs -d \"$B\"",
        "B='{\"file_input\": \"x\", CONFIGURATION}'\ncurl $H/api/v2/classify -d \"$B\""
      ),
      // URLs in variables.
      (
        "U=\"${L:-https://api.cloud.llamaindex.ai}/api/v1\"\ncurl \"$U/files\"; curl \"$U/classifier/jobs/$J\"",
        "U=\"${L:-https://api.cloud.llamaindex.ai}/api/v1\"\ncurl \"$U/files\"; curl \"${U%/v1}/v2/classify/$J\""
      ),
      (
        "U=$H/api/v1/classifier/jobs\ncurl $U/$J; curl \"$U/$J/results\" | jq -r '.items[0].result.type'",
        "U=$H/api/v2/classify\ncurl $U/$J; curl \"$U/$J\" | jq -r '.result.type'"
      ),
      // The service's own tool.
      (
        "llp classifier:jobs create --file-id \"$ID\" \\\n  --rule '{type: a, description: b}' \\\n  --rule '{type: c, description: d}' \\\n  --mode FAST",
        "llp classify create --file-input \"$ID\" \\\n  --configuration.rules '[{type: a, description: b}, {type: c, description: d}]' \\\n  --configuration.mode FAST \\\n  --configuration.parsing-configuration '{max_pages: 5}'"
      ),
      (
        "llp classifier:jobs create --file-id=x --rule '{}' --parsing-configuration '{\"lang\": \"en\", \"max_pages\": null}'",
        "llp classify create --file-input=x --configuration.rules '[{}]' --configuration.parsing-configuration '{\"lang\": \"en\"}'"
      ),
      (
        "llp classifier:jobs create --file-id x --rule '{}' --parsing-configuration.target-pages '[0, 1]' --parsing-configuration.lang en",
        "llp classify create --file-input x --configuration.rules '[{}]' --configuration.parsing-configuration '{target_pages: \"1-2\", lang: en}'"
      ),
      (
        "llp classifier:jobs get $J | jq -r .status; llamacloud-prod --transform items.0.result.type classifier:jobs get-results --classify-job-id $J",
        "llp classify get $J | jq -r .status; llamacloud-prod --transform result.type classify get --job-id $J"
      ),
    ])
  func rewrites(before: String, after: String) {
    let sample = FormatSample("run.sh", before.replacing("RULES", with: Self.rules) + "\n")
    let expected = after.replacing("CONFIGURATION", with: Self.configuration) + "\n"
    #expect(sample.migrated(ShellMigrator()) == expected)
    // A second run edits nothing.
    #expect(FormatSample("run.sh", expected).findings(ShellMigrator()).isEmpty)
  }

  @Test(
    arguments: [
      (#"curl $H/api/v1/classifier/jobs -d '{"file_ids": ["a", "b"], RULES}'"#, "decide.fileCount"),
      (#"curl $H/api/v1/classifier/jobs -d '{"file_ids": ['$IDS'], RULES}'"#, "decide.fileCount"),
      (
        #"curl $H/api/v1/classifier/jobs -d '{"file_ids": ["a"], "mode": "MULTIMODAL", RULES}'"#,
        "decide.multimodal"
      ),
      (
        #"curl $H/api/v1/classifier/jobs -d '{"file_ids": ["a"], "mode": "'$M'", RULES}'"#,
        "decide.modeVariable"
      ),
      (
        #"curl $H/api/v1/classifier/jobs -d '{"file_ids": ["a"], "parsing_configuration": {"max_pages": '$N'}, RULES}'"#,
        "decide.pagesVariable"
      ),
      ("curl $H/api/v1/classifier/jobs -d \"$1\"", "decide.argument"),
      ("curl $H/api/v1/classifier/jobs -d @body.json", "decide.argument"),
      ("jq -n '{}' | curl $H/api/v1/classifier/jobs -d @-", "decide.argument"),
      ("curl $H/api/v1/classifier/jobs -F file=@a", "decide.argument"),
      ("curl $H/api/v1/classifier/jobs -d '{'", "decide.unclearSyntax"),
      ("curl -X DELETE $H/api/v1/classifier/jobs/$J", "decide.unclearSyntax"),
      ("curl $H/api/v1/classifier/jobs?page_size=200", "decide.jobListing"),
      ("llp classifier:jobs list", "decide.jobListing"),
      ("llp classifier:jobs create --file-id a --file-id b --rule '{}'", "decide.fileCount"),
      ("llp classifier:jobs create --file-id a --rule.type b", "decide.argument"),
      ("curl https://example.org/api/v1/classifier/jobs", "decide.probable"),
      ("curl $API/classifier/jobs/$J", "decide.probable"),
      ("wget $H/api/v1/classifier/jobs/$J", "decide.text"),
    ])
  func leavesCommandForPerson(command: String, code: String) {
    let sample = FormatSample("run.sh", command.replacing("RULES", with: Self.rules) + "\n")
    #expect(sample.codes(ShellMigrator()) == [code])
  }

  @Test func leavesVariableThatIsUsedElsewhere() {
    let script = """
      U=$H/api/v1/classifier/jobs
      curl $U/$J
      export U
      python run.py "$U"

      """
    let sample = FormatSample("run.sh", script)
    #expect(sample.codes(ShellMigrator()).contains("decide.unclearSyntax"))
    #expect(sample.migrated(ShellMigrator()) == script)
  }

  @Test func rewritesAllRequestsOfScriptOrNone() {
    let script = """
      curl $H/api/v1/classifier/jobs -d '{"file_ids": ["a", "b"], "rules": []}'
      curl $H/api/v1/classifier/jobs/$J

      """
    let sample = FormatSample("run.sh", script)
    #expect(sample.codes(ShellMigrator()) == ["decide.fileCount", "decide.fileCount"])
    #expect(sample.migrated(ShellMigrator()) == script)
  }

  @Test(
    arguments: [
      "curl https://api.cloud.llamaindex.ai/api/v2/classify/$J", "curl $H/api/v1/files",
      "classify-bridge classifier:jobs get x", "echo $H/api/v1/classifier/jobs",
      "# curl $H/api/v1/classifier/jobs", "curl https://example.org/classifier/jobs",
      "[ $STATUS = PENDING ] && jq -r .items[0].result.type < a",
    ])
  func leavesLookAlikesAlone(script: String) {
    #expect(FormatSample("run.sh", script + "\n").findings(ShellMigrator()).isEmpty)
  }

  @Test func rewritesCommandWithItsBodyFile() {
    let script = "curl $H/api/v1/classifier/jobs -d @body.json\n"
    let sample = FormatSample([
      "bin/run.sh": script, "bin/body.json": #"{"file_ids": ["x"], "rules": []}"#,
    ])
    #expect(sample.migrated(ShellMigrator()) == "curl $H/api/v2/classify -d @body.json\n")
    let several = FormatSample([
      "bin/run.sh": script, "bin/body.json": #"{"file_ids": ["x", "y"], "rules": []}"#,
    ])
    #expect(several.codes(ShellMigrator()) == ["decide.fileCount"])
  }

  @Test func indentsBodyOnSeveralLines() {
    let before = """
      curl "$H/api/v1/classifier/jobs" \\
        -d "{
          \\"file_ids\\": [\\"$ID\\"],
          \\"rules\\": [
            {\\"type\\": \\"a\\", \\"description\\": \\"costs 5 \\$\\"}
          ],
          \\"parsing_configuration\\": {\\"target_pages\\": [0, 1, 4]}
        }"

      """
    let after = """
      curl "$H/api/v2/classify" \\
        -d "{
          \\"file_input\\": \\"$ID\\",
          \\"configuration\\": {
            \\"rules\\": [
              {\\"type\\": \\"a\\", \\"description\\": \\"costs 5 \\$\\"}
            ],
            \\"parsing_configuration\\": {\\"target_pages\\": \\"1-2,5\\"}
          }
        }"

      """
    #expect(FormatSample("run.sh", before).migrated(ShellMigrator()) == after)
  }

  /// Programs inside a script are not read.
  @Test(arguments: [
    (
      "python3 - <<'PY'\nfrom llama_cloud import LlamaCloud\n"
        + "LlamaCloud().classifier.classify(file_ids=[f], rules=R)\nPY\n", ["decide.otherLanguage"]
    ),
    ("cat > job.py <<EOF\nllama.classifier.jobs.get(i)\nEOF\n", ["decide.otherLanguage"]),
    ("python3 -c 'llama.classifier.jobs.get(i)'\n", ["decide.otherLanguage"]),
    ("python3 - <<'PY'\nmodel.classifier.jobs.get(i)\nPY\n", []),
    ("python3 - <<'PY'\nllama.classify.get(i)\nPY\necho classifier\n", []),
  ])
  func reportsPrograms(script: String, codes: [String]) {
    #expect(FormatSample("run.sh", script).codes(ShellMigrator()) == codes)
  }

  @Test func rewritesRequestsBesideProgram() {
    let program = "python3 - <<'PY'\nllama.classifier.jobs.get(i)\nPY\n"
    let request = "curl $H/api/v1/classifier/jobs -d '{\"file_ids\": [\"x\"], \"rules\": []}'\n"
    let sample = FormatSample("run.sh", request + program)
    #expect(sample.codes(ShellMigrator()).contains("decide.otherLanguage"))
    #expect(sample.migrated(ShellMigrator())?.contains("/api/v2/classify") == true)
    #expect(sample.migrated(ShellMigrator())?.hasSuffix(program) == true)
  }

  /// A job whose ID comes from elsewhere may be one that v1 created.
  @Test(arguments: [
    ("curl \"https://api.cloud.llamaindex.ai/api/v1/classifier/jobs/$1\"\n", true),
    ("llp classifier:jobs get --classify-job-id \"$1\"\n", true),
    (
      "curl $H/api/v1/classifier/jobs -d '{\"file_ids\": [\"x\"], \"rules\": []}'\n"
        + "curl $H/api/v1/classifier/jobs/$1\n", false
    ),
  ])
  func reportsJobsThatItDoesNotCreate(script: String, isReported: Bool) {
    let sample = FormatSample("run.sh", script)
    #expect(sample.codes(ShellMigrator()).contains("decide.oldJobs") == isReported)
    #expect(sample.migrated(ShellMigrator())?.contains("classifier") == false)
  }
}
