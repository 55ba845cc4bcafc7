// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct TestDoubleTests {
  private static let client = "from llama_cloud import LlamaCloud\nclient = LlamaCloud()\n"

  @Test(arguments: [
    ("c.classifier.classify.return_value = 1", "c.classifier.classify"),
    ("c.classifier.classify.side_effect = E", "c.classifier.classify"),
    ("c.classifier.classify.assert_called_once_with(file_ids=[1])", "c.classifier.classify"),
    ("assert c.classifier.jobs.create.call_count == 1", "c.classifier.jobs.create"),
    ("c = SimpleNamespace(classifier=Mock(classify=Mock()))", "Mock(classify=Mock())"),
    ("patch.object(c.classifier, 'classify')", "c.classifier"),
    ("patch('app.LlamaCloud.classifier')", "'app.LlamaCloud.classifier'"),
    ("monkeypatch.setattr(c.classifier.jobs, 'get', f)", "c.classifier.jobs"),
  ])
  func finds(_ line: String, _ double: String) {
    let project = TestProject(["app.py": Self.client, "test_app.py": line + "\n"])
    #expect(project.sites("test_app.py") == ["fake \(double)"])
  }

  private static let script =
    "import LlamaCloud from '@llamaindex/llama-cloud';\nconst client = new LlamaCloud();\n"

  @Test(arguments: [
    (
      "vi.mock('./llama', () => ({ llama: () => ({ classifier: { classify: vi.fn() } }) }));",
      "{ classify: vi.fn() }"
    ),
    (
      "const fake = { classifier: { jobs: { create: async () => ({ id: 'a' }) } } };",
      "{ jobs: { create: async () => ({ id: 'a' }) } }"
    ),
    ("vi.spyOn(client.classifier, 'classify');", "client.classifier"),
    ("jest.spyOn(client.classifier.jobs, 'create').mockReset();", "client.classifier.jobs"),
    ("client.classifier.classify.mockResolvedValue(1);", "client.classifier.classify"),
    ("vi.mocked(client.classifier.classify).mockReturnValue(1);", "client.classifier.classify"),
    ("expect(client.classifier.classify).toHaveBeenCalled();", "client.classifier.classify"),
  ])
  func findsInScript(_ line: String, _ double: String) {
    let unknown = TestProject(["app.ts": Self.script, "app.test.ts": line])
    #expect(unknown.sites("app.test.ts") == ["fake \(double)"])
    // It is no use of the client either.
    let known = TestProject(["app.test.ts": Self.script + line])
    #expect(known.sites("app.test.ts") == ["fake \(double)"])
  }

  @Test(arguments: [
    "const options = { classifier: { classify: true, jobs: 3 } };",
    "const view = { classifier: { name: f() } };", "text.replace(classifier, 'other');",
  ])
  func leavesOthers(_ line: String) {
    #expect(TestProject(["a.ts": Self.script, "b.ts": line]).sites("b.ts") == [])
  }

  @Test func leavesOtherProjects() {
    #expect(
      TestProject(["test_a.py": "c.classifier.classify.return_value = 1\n"]).sites("test_a.py")
        == [])
  }
}
