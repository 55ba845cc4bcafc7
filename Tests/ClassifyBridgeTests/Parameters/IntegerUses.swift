// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// The public parameters of the type `Int`.
enum IntegerUses {
  static let all = pages + model + json + archive + http + service

  static let everyPage = "1-9223372036854775807"

  static let pages: [ParameterUse<Int>] = [
    ParameterUse("PageNumber") { _ = PageNumber(oneBased: $0)?.index.number.description },
    ParameterUse("PageIndex") { _ = PageIndex(zeroBased: $0)?.number.index.description },
    ParameterUse("PageSet.init(indices:)") { _ = try? PageSet(indices: [$0, 0, $0]) },
    ParameterUse("PageSet.indices(limit:)") { limit in
      #expect(throws: PageError.self) { try PageSet(rangeString: everyPage).indices(limit: limit) }
    },
    ParameterUse("PageSet.appendIndices(to:limit:)") { limit in
      var bytes: [UInt8] = []
      let pages = try PageSet(rangeString: "5-\(1 << 40)")
      #expect(throws: PageError.self) { try pages.appendIndices(to: &bytes, limit: limit) }
      #expect(bytes.isEmpty)
    },
    ParameterUse("PageSet.checked(pageCount:)") { count in
      _ = try? PageSet(rangeString: everyPage).checked(pageCount: count)
      _ = try PageSet(rangeString: everyPage).clamped(to: count)?.count
    },
    ParameterUse("PageSelection.resolved(pageCount:)") { count in
      _ = try? PageSelection.all.resolved(pageCount: count).count
    },
    ParameterUse("PageLocation") { bound in
      for range in [Int.min..<max(bound, .min), min(bound, .max)..<Int.max] {
        _ = PageLocation.bytes(range).description
        _ = PageLocation.elements(range).description
      }
    },
    ParameterUse("V1Translator.expansionLimit") { limit in
      let request = try Self.request(
        ParsingOptions(pages: .pages(PageSet(rangeString: everyPage))))
      #expect(throws: TranslationRefusal.self) {
        try V1Translator(policy: .permissive, expansionLimit: limit).params(from: request)
      }
    },
    ParameterUse("PageLimit.first") { count in
      let request = try Self.request(ParsingOptions(pageLimit: .first(count)))
      _ = try? V1Translator().params(from: request)
      _ = try? V2Translator().params(from: request) { _ in nil }
    },
  ]

  static let model: [ParameterUse<Int>] = [
    ParameterUse("GroupID") { value in
      var generator = SeededGenerator(seed: 1)
      _ = GroupID(milliseconds: Int64(value), memberCount: value, using: &generator)
      let id = try #require(
        GroupID(milliseconds: Int64(value), memberCount: 4_095, using: &generator))
      #expect(GroupID(id.description) == id && id.memberCount == 4_095)
      _ = GroupMemberKey(group: id.uuid, index: value).description
    },
    ParameterUse("Timestamp.Instant") { value in
      for instant in [
        Timestamp.Instant(seconds: Int64(value), nanoseconds: value),
        Timestamp.Instant(milliseconds: Int64(value)),
      ] {
        #expect((0..<1_000_000_000).contains(instant.nanoseconds))
        _ = (Timestamp(instant).text, instant.milliseconds)
      }
    },
    ParameterUse("PollingSchedule.maximumUnrecognizedPolls") { polls in
      try await Self.client().classify.poll(PollingSchedule(maximumUnrecognizedPolls: polls))
    },
  ]

  static let json: [ParameterUse<Int>] = [
    ParameterUse("JSONNumber") { #expect(JSONNumber($0).integer == $0) },
    ParameterUse("JSONPointer.appending") { _ = JSONPointer().appending($0).description },
    ParameterUse("JSONValue[index]") { index in
      let value: JSONValue = [1]
      #expect(value[index] == (index == 0 ? 1 : nil))
    },
    ParameterUse("JSONLimits") { limit in
      let text = String(repeating: "[", count: 100_000)
      #expect(throws: JSONError.self) {
        var reader = try JSONReader(
          Array(text.utf8), limits: JSONLimits(maximumDepth: limit, maximumBytes: 1 << 20))
        _ = try reader.readValue()
      }
      let limits = JSONLimits(maximumDepth: limit, maximumBytes: limit)
      let reader = try? JSONReader(Array("[]".utf8), limits: limits)
      #expect((reader == nil) == (limit < 2))
    },
    ParameterUse("JSONReader.withBytes(in:)") { bound in
      let reader = try JSONReader(Array("[]".utf8))
      for range in [Int.min..<max(bound, .min), min(bound, .max)..<Int.max] {
        #expect(reader.withBytes(in: range) { $0.count } <= 2)
      }
    },
  ]

  static let archive: [ParameterUse<Int>] = [
    ParameterUse("PageRecordOptions.expansionLimit") { limit in
      var options = PageRecordOptions(expansionLimit: limit)
      options.expansionLimit = limit
      let line = Array(#"{"v2":"\#(everyPage)"}"#.utf8)
      var validator = PageRecordValidator(options: options)
      let verdict = validator.verdict(on: line.span, line: 1)
      #expect(!verdict.isValid)
      var output: [UInt8] = []
      verdict.appendJSON(to: &output, source: line.span)
    },
    ParameterUse("PageRecordOptions.pageCount and maximumLineBytes") { value in
      let line = Array(#"{"id":7,"v1":[0],"v2":"1"}"#.utf8)
      for options in [
        PageRecordOptions(pageCount: value), PageRecordOptions(maximumLineBytes: value),
      ] {
        var stream = PageRecordStream(options: options)
        var output: [UInt8] = []
        stream.push(line.span) { $0.appendJSON(to: &output, source: $1) }
        stream.finish { $0.appendJSON(to: &output, source: $1) }
      }
      _ = PageMismatch(v1: .all, v2: .pages(try PageSet(rangeString: "1")), pageCount: value)
    },
    ParameterUse("ArchiveOptions.expansionLimit and gathering") { limit in
      let line = Array(
        #"{"id":"i","configuration":{"rules":[],"parsing_configuration":{"target_pages":"1-3"}},"document_input_type":"file_id","project_id":"p","status":"COMPLETED","user_id":"u","transaction_id":"cb1.8f14e45f-ceea-467f-a0e6-1d2c3b4a5f60.0"}"#
          .utf8)
      for options in [
        ArchiveOptions(target: .v1, expansionLimit: limit),
        ArchiveOptions(target: .v1, gathering: .all(maximumBytes: limit)),
      ] {
        var converter = RecordConverter(options: options)
        let lines = converter.convert(line.span).counts.lines + converter.finish().counts.lines
        #expect(lines == 1)
      }
    },
    ParameterUse("PageRecordValidator.verdict(line:)") { number in
      let line = Array(#"{"id":7,"v1":[0]}"#.utf8)
      var validator = PageRecordValidator()
      let verdict = validator.verdict(on: line.span, line: number)
      #expect(verdict.line == max(0, number))
      var output: [UInt8] = []
      verdict.appendJSON(to: &output, source: line.span)
      // Another line than the validated one.
      verdict.appendJSON(to: &output, source: [UInt8]().span)
    },
    ParameterUse("LineBlocks and RecordSplitter") { limit in
      var blocks = LineBlocks(maximumLineBytes: limit)
      var count = 0
      func add(_ block: LineBlock?) {
        guard var block else { return }
        while block.next() != nil { count += 1 }
      }
      for chunk in ["a", "bc\nde\n\n", "f"] {
        let bytes = Array(chunk.utf8)
        add(blocks.push(bytes.span))
      }
      add(blocks.finish())
      #expect(count == 4)
      for text in ["a\nbc\n", "[1,\n{}]", "{\n\"items\":[{}]}"] {
        var splitter = RecordSplitter(maximumLineBytes: limit)
        let bytes = Array(text.utf8)
        _ = splitter.push(bytes.span)
        _ = splitter.finish()
        #expect((splitter.error == nil) == (limit >= 2))
      }
    },
    ParameterUse("RecordPosition") { number in
      for form in StreamForm.allCases {
        for position in [
          RecordPosition(offset: number, record: 2, form: form),
          RecordPosition(offset: 0, record: number, form: form),
        ] {
          var splitter = RecordSplitter(at: position)
          let bytes = Array(",1]\n".utf8)
          _ = splitter.push(bytes.span)
          _ = splitter.finish()
          #expect(splitter.position.offset >= position.offset)
        }
      }
    },
    ParameterUse("LineBlock.firstLine") { number in
      var block = LineBlock(bytes: Array("a\nb\n\nc".utf8), firstLine: number)
      var lines: [Int] = []
      while block.next() != nil { lines.append(block.line) }
      #expect(lines.count == 4 && lines == lines.sorted())
    },
  ]

  static let http: [ParameterUse<Int>] = [
    ParameterUse("HTTPStatus") {
      _ = (HTTPStatus(code: $0).kind, HTTPStatus(code: $0).description)
    },
    ParameterUse("HTTPField") { _ = HTTPField(name: .contentLength, value: $0).description },
    ParameterUse("QueryItems") { value in
      var items = QueryItems()
      items.append("n", value)
      _ = items.encoded
    },
    ParameterUse("Backoff") { retry in
      var generator = SeededGenerator(seed: 1)
      let backoff = Backoff(base: Duration(attoseconds: 1), limit: .seconds(8))
      #expect(backoff.maximumDelay(beforeRetry: retry) <= .seconds(8))
      _ = backoff.delay(beforeRetry: retry, using: &generator)
    },
    ParameterUse("maximumRetries") { retries in
      // The sandbox fails twice; waits take no time on the manual clock.
      let sandbox = Sandbox()
      sandbox.inject(.unavailable, times: 2)
      var configuration = ServiceConfiguration(key: try Secret("llx-k"))
      configuration.retryPolicy = RetryPolicy(maximumRetries: retries)
      let client = LlamaCloud(
        configuration: configuration, transport: sandbox, clock: ManualClock())
      _ = try? await client.files.list().page(nil)
      _ = try? await client.files.list(options: ServiceOptions(maximumRetries: retries)).page(nil)
    },
    ParameterUse("maximumResponseBytes") { limit in
      var configuration = ServiceConfiguration(key: try Secret("llx-k"))
      configuration.maximumResponseBytes = limit
      let client = LlamaCloud(configuration: configuration, transport: Sandbox())
      _ = try? await client.files.list().page(nil)
    },
    ParameterUse("URLSessionTransport.Options") { value in
      var options = URLSessionTransport.Options()
      options.maximumResponseBytes = value
      options.maximumConnectionsPerHost = value
      _ = URLSessionTransport(options: options)
    },
  ]

  static let service: [ParameterUse<Int>] = [
    ParameterUse("pageSize") { size in
      let client = try Self.client()
      _ = try? await client.files.list(FileListParams(pageSize: size)).page(nil)
      _ = try? await client.classify.list(V2.ClassifyListParams(pageSize: size)).page(nil)
      let backend = V2Backend(client: try Self.service())
      _ = try? await backend.jobs(matching: JobQuery(pageSize: size)).page(nil)
    },
    ParameterUse("V2Options.concurrency and newGroup") { count in
      let backend = V2Backend(
        client: try Self.service(), options: V2Options(concurrency: count),
        now: { Int64(count) })
      _ = backend.newGroup(memberCount: count)
      #expect(backend.newGroup(memberCount: 500) != nil)
      let sandbox = Sandbox()
      let request = ClassifyRequest(
        documents: (0..<3).map { .file(sandbox.addFile(name: "\($0).txt", text: "a")) },
        rules: [Rule(type: "a", description: "ten chars!")])
      let groups = V2Backend(
        client: try Self.service(sandbox), options: V2Options(concurrency: count))
      #expect(try await groups.submit(request).documents.count == 3)
    },
    ParameterUse("Sandbox.Configuration") { value in
      var configuration = Sandbox.Configuration { value }
      configuration.seed = UInt64(bitPattern: Int64(value))
      configuration.defaultPageSize = value
      configuration.creationsPerSecond = value
      configuration.requestLogCapacity = value
      let sandbox = Sandbox(configuration: configuration)
      let file = sandbox.addFile(name: "a.txt", text: "a")
      let client = try Self.client(sandbox)
      for _ in 0..<3 { _ = try await client.files.list().page(nil) }
      _ = try? await client.classify.create(
        V2.ClassifyCreateParams(
          fileInput: file, rules: [V2.Rule(type: "a", description: "ten chars!")]))
      #expect(sandbox.requests.count <= max(0, value))
      configuration.maximumBodyBytes = value
      _ = try? await Self.client(Sandbox(configuration: configuration)).files.list().page(nil)
    },
    ParameterUse("Sandbox.FaultRule") { value in
      let sandbox = Sandbox()
      sandbox.inject(.unavailable, skipping: value, times: value)
      let client = try Self.client(sandbox)
      for _ in 0..<2 { _ = try? await client.files.list().page(nil) }
      _ = sandbox.pendingFaults
    },
  ]

  private static func request(_ parsing: ParsingOptions) throws -> ClassifyRequest {
    ClassifyRequest(
      documents: [.file("f")], rules: [Rule(type: "a", description: "ten chars!")],
      parsing: parsing)
  }

  static func client(_ sandbox: Sandbox = Sandbox()) throws -> LlamaCloud {
    LlamaCloud(
      configuration: ServiceConfiguration(key: try Secret("llx-k")), transport: sandbox,
      clock: ManualClock())
  }

  private static func service(_ sandbox: Sandbox = Sandbox()) throws -> ServiceClient {
    ServiceClient(
      configuration: ServiceConfiguration(key: try Secret("llx-k")), transport: sandbox,
      clock: ManualClock())
  }
}
