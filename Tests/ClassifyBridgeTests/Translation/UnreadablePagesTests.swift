// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import Testing

/// Translates records whose pages can't be read, or can't be written, to the other version.
@Suite struct UnreadablePagesTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let parsing: String
    let becomes: String
    let notes: [String]

    var testDescription: String { parsing }
  }

  /// Without `max_pages`, v1 reads 5 pages; v2 has no such default.
  @Test(arguments: [
    Row(
      parsing: #"{"target_pages":"5-3"}"#, becomes: #"{"max_pages":null}"#,
      notes: ["record.pages"]),
    Row(
      parsing: #"{"target_pages":""}"#, becomes: #"{"max_pages":null}"#, notes: ["record.pages"]),
    Row(
      parsing: #"{"target_pages":[0]}"#, becomes: #"{"max_pages":null}"#, notes: ["record.pages"]),
    Row(
      parsing: #"{"max_pages":0}"#, becomes: #"{"max_pages":null}"#, notes: ["record.pageLimit"]),
    Row(
      parsing: #"{"max_pages":"5"}"#, becomes: #"{"max_pages":null}"#,
      notes: ["record.pageLimit"]),
    Row(
      parsing: #"{"max_pages":-1,"target_pages":"x"}"#, becomes: #"{"max_pages":null}"#,
      notes: ["record.pageLimit", "record.pages"]),
    Row(
      parsing: #"{"max_pages":7,"target_pages":"x"}"#, becomes: #"{"max_pages":7}"#,
      notes: ["record.pages"]),
    Row(
      parsing: #"{"max_pages":0,"target_pages":"1"}"#,
      becomes: #"{"max_pages":null,"target_pages":[0]}"#, notes: ["record.pageLimit"]),
  ])
  func neverImpliesFivePagesInV1(row: Row) throws {
    let job = try V2.Job(
      json: #"{"id":"j","configuration":{"rules":[],"parsing_configuration":\#(row.parsing)},"#
        + #""document_input_type":"file_id","file_input":"f","project_id":"p","user_id":"u","#
        + #""status":"FAILED"}"#)
    let read = V2Translator().job(from: job)
    let record = try read.then(V1Translator().record)
    #expect(record.value.job.parsingConfiguration.value?.jsonText() == row.becomes)
    let notes = record.notes.dropFirst(read.notes.count).filter { $0.effect == .approximated }
    #expect(notes.map(\.code.rawValue) == row.notes)
    #expect(
      notes.allSatisfy {
        ["/parsing_configuration/max_pages", "/parsing_configuration/target_pages"].contains(
          $0.pointer)
      })
    // Its own version gets the text unchanged.
    #expect(try read.then(V2Translator(policy: .strict).jobs).value == [job])
    #expect(throws: TranslationRefusal.self) {
      try V1Translator(policy: .strict).record(from: read.value)
    }
  }

  @Test(arguments: [
    Row(parsing: #"{"target_pages":[-1]}"#, becomes: "null", notes: ["record.pages"]),
    Row(parsing: #"{"max_pages":0}"#, becomes: "null", notes: ["record.pageLimit"]),
    Row(
      parsing: #"{"max_pages":0,"target_pages":[]}"#, becomes: "null",
      notes: ["record.pageLimit", "record.pages"]),
    Row(
      parsing: #"{"max_pages":0,"target_pages":[1]}"#, becomes: #"{"target_pages":"2"}"#,
      notes: ["record.pageLimit"]),
  ])
  func notesPagesThatV2RecordLacks(row: Row) throws {
    let job = try StatusTests.v1Job("PENDING", #","parsing_configuration":\#(row.parsing)"#)
    let item = V1.FileClassification(id: "i", classifyJobID: job.id, fileID: .value("f"))
    let read = V1Translator().job(from: job, results: [item])
    let jobs = try read.then(V2Translator().jobs)
    let parsing = jobs.value.map { $0.configuration.parsingConfiguration.value }
    #expect(parsing.map { $0?.jsonText() ?? "null" } == [row.becomes])
    let notes = jobs.notes.dropFirst(read.notes.count).filter { $0.effect == .approximated }
    #expect(notes.map(\.code.rawValue) == row.notes)
  }
}
