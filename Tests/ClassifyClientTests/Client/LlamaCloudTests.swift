// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import ClassifySandbox
import ClassifyV2
import TestSupport
import Testing

/// The configuration, description, and response recording of a client.
@Suite struct LlamaCloudTests {
  private static let key = "llx-0123456789abcdef"

  @Test func readsMissingArgumentsFromEnvironment() throws {
    let client = try LlamaCloud(environment: [
      "LLAMA_CLOUD_API_KEY": Self.key,
      "LLAMA_CLOUD_BASE_URL": "https://api.cloud.eu.llamaindex.ai",
      "LLAMA_CLOUD_CUSTOM_HEADERS": "X-Team: blue",
    ])
    #expect(client.configuration.baseURL == .eu)
    #expect(client.configuration.key == (try Secret(Self.key)))
    #expect(client.configuration.headerFields["X-Team"] == "blue")
  }

  @Test func prefersArgumentsOverEnvironment() throws {
    let client = try LlamaCloud(
      apiKey: Self.key, session: try SessionCookie("s"), baseURL: .us, organizationID: "o",
      projectID: "p",
      environment: ["LLAMA_CLOUD_API_KEY": "other", "LLAMA_CLOUD_BASE_URL": "not a URL"])
    #expect(client.configuration.baseURL == .us)
    #expect(client.configuration.key == (try Secret(Self.key)))
    #expect(client.configuration.session == (try SessionCookie("s")))
    #expect(client.configuration.organizationID == "o")
    #expect(client.configuration.projectID == "p")
  }

  @Test func throwsWithoutKey() {
    #expect {
      _ = try LlamaCloud(environment: [:])
    } throws: { error in
      let error = error as? ConfigurationError
      return error?.code == .missingKey && error?.variable == "LLAMA_CLOUD_API_KEY"
    }
  }

  @Test(arguments: ["", "llx-1\n", "llx 1 ", "llx\t1"])
  func rejectsInvalidKeyAndNamesArgument(key: String) {
    #expect {
      _ = try LlamaCloud(apiKey: key, environment: ["LLAMA_CLOUD_API_KEY": Self.key])
    } throws: { error in
      let error = error as? ConfigurationError
      return error?.code == .invalidKey && error?.variable == "apiKey"
    }
  }

  @Test func worksWithSandboxTransport() async throws {
    let sandbox = Sandbox()
    let client = try LlamaCloud(apiKey: Self.key, transport: sandbox, environment: [:])
    let id = sandbox.addFile(name: "a.txt", text: Samples.invoice)
    #expect(try await client.files.get(id).name == "a.txt")
  }

  @Test func omitsKeyFromEveryPrintedForm() async throws {
    let client = try LlamaCloud(
      apiKey: Self.key, transport: Sandbox(configuration: Self.rejectingEveryKey), environment: [:])
    var dumped = ""
    dump(client, to: &dumped)
    dump(client.classify, to: &dumped)
    dump(client.classifier.jobs, to: &dumped)
    dump(client.files, to: &dumped)
    dump(client.configuration, to: &dumped)
    var shown = [dumped, "\(client)", "\(client.classify)", String(reflecting: client)]
    let error = try await classifyError { try await client.classify.get("1") }
    #expect(error?.code == .authentication)
    shown += error.map { ["\($0)", String(reflecting: $0)] } ?? []
    for text in shown { #expect(!text.contains(Self.key.dropFirst(4))) }
    #expect(
      "\(client)"
        == "LlamaCloud at https://api.cloud.llamaindex.ai, classifier served by v1")
  }

  private static var rejectingEveryKey: Sandbox.Configuration {
    var configuration = Sandbox.Configuration()
    configuration.acceptedKeys = []
    return configuration
  }

  // MARK: - Response metadata

  @Test func recordsResponseMetadata() async throws {
    let answer = StubTransport.Stub.json(
      200, #"{"id":"dfl-1","name":"a.txt"}"#, ["X-Request-ID": "r-1", "X-Other": "o"])
    try await StubTransport.run([.json(503, "{}"), answer]) { transport in
      let client = LlamaCloud(
        configuration: ServiceConfiguration(key: try Secret(Self.key)), transport: transport,
        clock: ManualClock())
      let (file, responses) = try await client.withResponses { try await $0.files.get("dfl-1") }
      #expect(file.id == "dfl-1")
      let response = try #require(responses.first)
      #expect(responses.count == 1)
      #expect(response.operation == "files.get")
      #expect(response.status == 200)
      #expect(response.requestID == "r-1")
      #expect(response.headerFields["X-Other"] == "o")
      #expect(response.attempts == 2)
    }
  }

  @Test func recordsEveryResponseOfListAndWait() async throws {
    let world = World { $0.defaultPageSize = 1 }
    for name in ["a", "b", "c"] { _ = world.addFile(name: name) }
    let (names, responses) = try await world.client().withResponses { client in
      var names: [String] = []
      for try await file in client.files.list() { names.append(file.name) }
      return names
    }
    #expect(names == ["c", "b", "a"])
    #expect(responses.map(\.operation) == ["files.list", "files.list", "files.list"])
    let file = world.addFile()
    let (_, waiting) = try await world.client().withResponses { client in
      try await client.classify.run(
        V2.ClassifyCreateParams(fileInput: file, rules: Samples.rules))
    }
    // Polls after 1, 3, and 6 seconds; the job is finished at the last one.
    #expect(
      waiting.map(\.operation)
        == ["classify.create", "classify.get", "classify.get", "classify.get"])
  }

  @Test func recordsResponsesInNestedRecordings() async throws {
    let world = World()
    let file = world.addFile()
    let (inner, outer) = try await world.client().withResponses { client in
      try await client.withResponses { try await $0.files.get(file) }.responses
    }
    #expect(inner.count == 1)
    #expect(outer == inner)
  }
}
