// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

@Suite struct DemoJSONTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  private func demo(_ options: String = "") throws -> JSONValue {
    try JSONValue(json: runner.shell("classify-bridge demo --format json \(options)").output)
  }

  @Test func documentsEveryFieldInHelp() throws {
    let report = try demo()
    let help = try runner.shell("classify-bridge demo --help").output
      .split { $0.isWhitespace }.joined(separator: " ")
    let expected: [(JSONPointer, Set<String>)] = [
      (
        "",
        ["agree", "failed", "rules", "selection", "sent", "documents", "notes", "off_by_one"]
      ),
      ("/rules/0", ["type", "description"]),
      ("/selection", ["v1", "v2"]),
      ("/sent", ["v1", "v2"]),
      ("/sent/v1", ["endpoint", "jobs", "statuses", "bodies"]),
      ("/sent/v2", ["endpoint", "jobs", "statuses", "bodies"]),
      ("/documents/0", ["name", "pages", "v1", "v2", "agree"]),
      ("/documents/0/v1", ["outcome", "type", "confidence", "reasoning", "error"]),
      ("/documents/3/v2", ["outcome", "type", "confidence", "reasoning", "error"]),
      ("/notes/0", ["in", "code", "effect", "pointer", "before", "after", "message"]),
      ("/off_by_one", ["copied", "misread"]),
      ("/off_by_one/copied", ["v2", "pages", "error"]),
      (
        "/off_by_one/misread",
        ["v1", "v1_pages", "v2", "only_in_v1", "only_in_v2", "hint", "documents"]
      ),
    ]
    for (pointer, members) in expected {
      let object = try #require(report[pointer: pointer]?.object)
      #expect(Set(object.map(\.name)) == members, "\(pointer)")
      for member in members { #expect(help.contains(member), "\(member)") }
    }
  }

  @Test func recordsRequestBodies() throws {
    let report = try demo()
    let v1 = try #require(report[pointer: "/sent/v1/bodies"]?.array)
    #expect(v1.count == 1)
    let files = try #require(v1[0]["file_ids"]?.array).compactMap(\.string)
    #expect(files.count == 4)
    #expect(v1[0][pointer: "/parsing_configuration/target_pages"] == [0, 2])
    let v2 = try #require(report[pointer: "/sent/v2/bodies"]?.array)
    #expect(v2.compactMap { $0["file_input"]?.string } == files.map { "dfl-\($0)" })
    for body in v2 {
      #expect(body[pointer: "/configuration/parsing_configuration/target_pages"] == "1,3")
      #expect(
        body[pointer: "/configuration/rules"]?.isEquivalent(to: v1[0]["rules"] ?? nil) == true)
    }
    #expect(report[pointer: "/sent/v1/endpoint"] == "POST /api/v1/classifier/jobs")
    #expect(report[pointer: "/sent/v2/endpoint"] == "POST /api/v2/classify")
    #expect(report[pointer: "/sent/v1/statuses"] == ["SUCCESS"])
    #expect(
      report[pointer: "/sent/v2/statuses"] == ["COMPLETED", "COMPLETED", "COMPLETED", "COMPLETED"])
  }

  @Test func classifiesSamples() throws {
    let documents = try #require(try demo()["documents"]?.array)
    #expect(
      documents.map { $0["name"] }
        == ["invoice", "receipt", "contract", "letter"].map {
          .string("\($0).txt")
        })
    let types: [JSONValue?] = ["invoice", "receipt", "contract", nil as JSONValue]
    for version in ["v1", "v2"] {
      #expect(documents.map { $0[version]?["type"] } == types)
    }
    for document in documents {
      #expect(document["agree"] == true)
      #expect(document["v1"] == document["v2"])
      let read = try #require(document[pointer: "/v1/reasoning"]?.string)
      #expect(read.contains("read pages 1 and 3 of"), "\(read)")
    }
  }

  @Test func reportsOffByOneErrors() throws {
    let mistake = try #require(try demo()["off_by_one"])
    #expect(mistake[pointer: "/copied/v2"] == "0,2")
    #expect(mistake[pointer: "/copied/pages"]?.isNull == true)
    #expect(mistake[pointer: "/copied/error/code"] == "pages.zeroPage")
    #expect(mistake[pointer: "/copied/error/start"] == 0)
    #expect(mistake[pointer: "/copied/error/end"] == 1)
    #expect(mistake[pointer: "/misread/v1"] == [1, 3])
    #expect(mistake[pointer: "/misread/v1_pages"] == "2,4")
    #expect(mistake[pointer: "/misread/only_in_v1"] == "2,4")
    #expect(mistake[pointer: "/misread/only_in_v2"] == "1,3")
    #expect(mistake[pointer: "/misread/hint"] == "offByOne")
    let documents = try #require(mistake[pointer: "/misread/documents"]?.array)
    #expect(documents.map { $0["changed"] } == [true, true, true, true])
    #expect(
      documents.map { $0[pointer: "/after/type"] } == ["contract", "invoice", "invoice", "receipt"])
  }

  @Test func reportsNoOffByOneForAllPages() throws {
    let report = try demo("--pages all")
    #expect(report["selection"] == ["v1": nil, "v2": nil])
    #expect(report["off_by_one"]?.isNull == true)
  }

  @Test func reportsFailures() throws {
    let outcome = try runner.shell("classify-bridge demo --format json --pages 4")
    #expect(outcome.status == 1)
    let report = try JSONValue(json: outcome.output)
    #expect(report["agree"] == true)
    // The receipt and the letter have three pages.
    #expect(report["failed"] == 2)
    #expect(report[pointer: "/documents/1/v2/outcome"] == "failed")
    #expect(report[pointer: "/documents/1/v2/type"]?.isNull == true)
    #expect(report[pointer: "/documents/1/v2/error"]?.string?.isEmpty == false)
    #expect(report[pointer: "/sent/v1/statuses"] == ["PARTIAL_SUCCESS"])
  }
}
#endif
