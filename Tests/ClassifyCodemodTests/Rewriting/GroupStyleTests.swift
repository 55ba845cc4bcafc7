// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct GroupStyleTests {
  private static let client = "from llama_cloud import LlamaCloud\nclient = LlamaCloud()\n"

  /// Lines after those of the client, a style, and a part of a message.
  @Test(
    arguments: [
      (
        "client.classifier.jobs.create(file_ids=ids, rules=R)\nclient.classifier.jobs.list()",
        .automatic, "the shim does not serve this as long as line 4 stays (list of v1 jobs)"
      ),
      (
        "client.classifier.jobs.create(file_ids=ids, rules=R)\nclient.classifier.jobs.list()",
        .direct, "create one job per file"
      ),
      (
        "f = partial(client.classifier.classify, rules=R)", .automatic,
        "v1's classify is passed on without being called: pass classify of the shim's"
      ),
      (
        "f = partial(client.classifier.classify, rules=R)", .direct,
        "v1's classify is passed on without being called; rewrite what calls it"
      ),
      (
        "client.classifier.with_raw_response.classify(file_ids=[f], rules=R)", .automatic,
        "v2 has client.classify.with_raw_response, with other bodies"
      ),
      (
        "f().classifier.jobs.create(file_ids=[f], rules=R)", .automatic,
        "give its client a name, and run again with --assume-client and the name"
      ),
      (
        "self.x.classifier.jobs.create(file_ids=[f], rules=R)", .automatic,
        "run again with --assume-client self.x"
      ),
      (
        "requests.post(B + '/api/v1/classifier/jobs', json={'file_ids': [f], 'rules': R})",
        .automatic, "GET /api/v2/classify/ID; v1 reads 5 pages by default"
      ),
      (
        "body = {'file_ids': [f], 'rules': R, 'parsing_configuration': {'target_pages': [0, 2]}}\n"
          + "requests.post(B + '/api/v1/classifier/jobs', json=body)", .automatic,
        "GET /api/v2/classify/ID; [0, 2] counts pages from 0, \"1,3\" from 1"
      ),
      (
        "requests.get(f'{B}/api/v1/classifier/jobs/{id}')", .automatic,
        "and GET /api/v2/classify/ID"
      ),
    ] as [(String, MigrationOptions.Style, String)])
  func tellsWhatIsInTheWay(lines: String, style: MigrationOptions.Style, part: String) throws {
    let plan = try #require(
      TestMigration.plans(["a.py": "\(Self.client)\(lines)\n"], style: style).first)
    #expect(plan.findings.contains { $0.message.contains(part) })
  }

  /// A type has one finding, which names the calls that it follows.
  @Test func namesCallsThatTypesFollow() throws {
    let text = """
      from llama_cloud.types.classifier import ClassifierRuleParam
      rules: list[ClassifierRuleParam] = []
      more: list[ClassifierRuleParam] = []
      \(Self.client)client.classifier.classify(file_ids=[f], rules=rules, mode="MULTIMODAL")

      """
    let plan = try #require(TestMigration.plans(["a.py": text]).first)
    #expect(
      plan.findings.filter { $0.code == .typeWithoutCounterpart }.map(\.message) == [
        "ClassifierRuleParam follows the calls at a.py:6, and is replaced when they are"
      ])
  }

  /// What is edited and must be tested is left for a person, in constants too.
  @Test(
    arguments: [
      ("parsing_configuration={'lang': 'ch_sim'}", .language),
      ("parsing_configuration=C", .language),
      ("parsing_configuration={'max_pages': 3, 'target_pages': [0]}", .pageLimitChoice),
      (
        "webhook_configurations=[{'webhook_events': ['parse.success'], 'webhook_url': u}]",
        .webhookEvent
      ),
    ] as [(String, FindingCode)])
  func reportsRisksOfEdits(argument: String, code: FindingCode) throws {
    let result = try TestMigration.result(
      "C = {'lang': 'ch_sim', 'max_pages': 3}\nprint(C)\n\(Self.client)"
        + "client.classifier.jobs.create(file_ids=[f], rules=R, \(argument))\n")
    #expect(result.codes.isSuperset(of: [.callRewritten, code]))
  }
}
