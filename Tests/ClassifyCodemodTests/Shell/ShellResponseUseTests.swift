// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

/// Requests in scripts that read the responses.
@Suite struct ShellResponseUseTests {
  /// Replaces `OLD` and `NEW` by requests.
  private func script(_ text: String) -> String {
    text.replacing("OLD", with: "curl $H/api/v1/classifier/jobs/$J")
      .replacing("NEW", with: "curl $H/api/v2/classify/$J") + "\n"
  }

  @Test(
    arguments: [
      // Shown.
      ("OLD", "NEW"), ("OLD/results | jq .", "NEW | jq ."),
      ("OLD | jq -r .status", "NEW | jq -r .status"), ("OLD 2> error.log", "NEW 2> error.log"),
      // Values that both versions have.
      ("J=$(OLD | jq -r .id)", "J=$(NEW | jq -r .id)"),
      ("f() { OLD | jq -r .error_message; }", "f() { NEW | jq -r .error_message; }"),
      ("OLD | jq .created_at > created", "NEW | jq .created_at > created"),
      // Plain paths to a result.
      ("OLD/results | jq -r '.items[0].result.type'", "NEW | jq -r '.result.type'"),
      ("OLD/results | jq .items[-1].result.confidence", "NEW | jq .result.confidence"),
      ("T=$(OLD/results | jq -r '.items[].result')", "T=$(NEW | jq -r '.result')"),
      (#"OLD/results | cat | jq ".items[0].file_id""#, #"NEW | cat | jq ".file_input""#),
      ("OLD/results | jq '.items[0].classify_job_id'", "NEW | jq '.id'"),
    ])
  func rewritesWhatReadsTheSame(before: String, after: String) {
    let sample = FormatSample("run.sh", script(before))
    #expect(sample.migrated(ShellMigrator()) == script(after))
  }

  @Test(
    arguments: [
      // Statuses, whose words differ.
      ("S=$(OLD | jq -r .status)", "decide.statusLogic"),
      ("[ \"$(OLD | jq -r .status)\" = PENDING ] && a", "decide.statusLogic"),
      ("s() { OLD | jq -r .status; }", "decide.statusLogic"),
      ("OLD | jq -r .status | tr a-z A-Z", "decide.statusLogic"),
      // Whole responses.
      ("R=$(OLD/results)", "decide.resultEscapes"),
      ("echo \"$(OLD)\"", "decide.resultEscapes"),
      ("OLD/results > out.json", "decide.resultEscapes"),
      ("f() { OLD; }", "decide.resultEscapes"),
      ("curl -o job.json $H/api/v1/classifier/jobs/$J", "decide.resultEscapes"),
      // What is more than a path, and what v2 lacks.
      ("OLD | grep -q SUCCESS", "decide.resultEscapes"),
      ("OLD | jq '.status == \"SUCCESS\"'", "decide.resultEscapes"),
      ("OLD | jq .mode", "decide.resultEscapes"),
      ("OLD/results | jq '.items | length'", "decide.resultEscapes"),
      ("OLD/results | jq '.items[1].result'", "decide.resultEscapes"),
      ("OLD/results | jq '.items[0].id'", "decide.resultEscapes"),
      ("OLD/results | jq '.items[0].result.type // 1'", "decide.resultEscapes"),
      ("OLD/results | jq \".items[0].$NAME\"", "decide.resultEscapes"),
      ("OLD/results | jq -f filter.jq", "decide.resultEscapes"),
    ])
  func leavesScriptForPerson(text: String, code: String) {
    let sample = FormatSample("run.sh", script(text))
    #expect(Set(sample.codes(ShellMigrator())) == [code])
    #expect(sample.migrated(ShellMigrator()) == script(text))
  }

  @Test func namesWordsOfV2() {
    let sample = FormatSample("run.sh", script("S=$(OLD | jq -r .status)"))
    let messages = sample.findings(ShellMigrator()).map(\.message)
    #expect(messages.contains { $0.contains("COMPLETED") && $0.contains("FAILED") })
  }
}
