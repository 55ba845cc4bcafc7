// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// Round-trips the published examples through the model and through the other version.
@Suite struct SeedTests {
  let trip = RoundTrip(v1: V1Translator(policy: .strict), v2: V2Translator(policy: .strict))
  let over = RoundTrip(v1: V1Translator(), v2: V2Translator())

  /// The sample has `max_pages: 0`, which has no meaning; it is kept and noted.
  @Test func roundTripsV1Jobs() throws {
    let page = try V1.JobPage(json: Seeds.v1JobPage)
    #expect(page.items == [try V1.Job(json: Seeds.v1Job)])
    for results in [nil, try V1.ResultsPage(json: Seeds.v1ResultsPage).items] {
      let record = V1.JobRecord(job: page.items[0], results: results)
      let after = try trip.v1Record(record)
      #expect(try after.value.job.jsonText(pretty: true) == pretty(Seeds.v1Job))
      #expect(after.value == record)
      #expect(
        after.notes.map(\.description).map { $0.prefix { $0 != ":" } } == [
          "unplaced value.unrecognized at /parsing_configuration/max_pages"
        ])
    }
  }

  @Test func translatesV1JobToV2AndBack() throws {
    let job = try V1.Job(json: Seeds.v1Job)
    let results = try V1.ResultsPage(json: Seeds.v1ResultsPage).items
    let jobs = try V1Translator().job(from: job, results: results).then(V2Translator().jobs)
    #expect(
      jobs.value.map { $0.jsonText(pretty: true) } == [
        """
        {
          "id": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
          "configuration": {
            "rules": [
              {
                "description": "contains invoice number, line items, and total amount",
                "type": "invoice"
              }
            ],
            "mode": "FAST",
            "parsing_configuration": {
              "lang": "af",
              "target_pages": "1"
            }
          },
          "document_input_type": "file_id",
          "file_input": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
          "project_id": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
          "status": "PENDING",
          "user_id": "user_id",
          "created_at": "2019-12-27T18:11:19.117Z",
          "error_message": "error_message",
          "result": {
            "confidence": 0,
            "reasoning": "reasoning",
            "type": "type"
          },
          "updated_at": "2019-12-27T18:11:19.117Z"
        }
        """
      ])
    try expectChanges(
      [
        ["effective_at"], ["items", "0", "created_at"], ["items", "0", "id"],
        ["items", "0", "updated_at"], ["job_record_id"], ["parsing_configuration", "max_pages"],
      ],
      from: V1Document.json(of: V1Document(V1.JobRecord(job: job, results: results))),
      in: over.v1RecordOverV2(V1.JobRecord(job: job, results: results))
    ) { try V1Document.json(of: V1Document($0)) }
  }

  @Test func roundTripsV2Jobs() throws {
    let page = try V2.JobPage(json: Seeds.v2JobPage)
    #expect(page.items == [try V2.Job(json: Seeds.v2Job)])
    let after = try trip.v2Job(page.items[0])
    #expect(try after.value.map { $0.jsonText(pretty: true) } == [pretty(Seeds.v2Job)])
    #expect(after.notes.isEmpty)
  }

  @Test func translatesV2JobToV1AndBack() throws {
    let job = try V2.Job(json: Seeds.v2Job)
    let record = try V2Translator().job(from: job).then(V1Translator().record).value
    #expect(
      record.job.jsonText(pretty: true) == """
        {
          "id": "id",
          "project_id": "project_id",
          "rules": [
            {
              "description": "contains invoice number, line items, and total amount",
              "type": "invoice"
            }
          ],
          "status": "PENDING",
          "user_id": "user_id",
          "created_at": "2019-12-27T18:11:19.117Z",
          "error_message": "error_message",
          "mode": "FAST",
          "parsing_configuration": {
            "lang": "en",
            "max_pages": 10,
            "target_pages": [
              0,
              2,
              4,
              5,
              6
            ]
          },
          "updated_at": "2019-12-27T18:11:19.117Z"
        }
        """)
    try expectChanges(
      [
        ["configuration_id"], ["document_input_type"], ["file_input"], ["parse_job_id"],
        ["transaction_id"],
      ],
      from: JSONValue(json: Seeds.v2Job), in: over.v2JobOverV1(job)
    ) { try JSONValue(json: $0[0].jsonBytes()) }
  }

  /// The service writes null for what a job does not have, which v1 has no member for either.
  @Test func notesNoNullThatIsLeftOut() throws {
    let job = try V2.Job(
      json: """
        {"id":"clj-1","configuration":{"rules":[],"parsing_configuration":null},\
        "configuration_id":null,"document_input_type":"file_id","error_message":null,\
        "file_input":"dfl-1","parse_job_id":null,"project_id":"p","status":"PENDING",\
        "transaction_id":null,"usage":null,"user_id":"u"}
        """)
    let record = try V1Translator().record(from: V2Translator().job(from: job).value)
    #expect(!record.notes.contains { $0.before == "null" })
  }

  /// The oldest v2 dialect has another name for the document; the output uses the current one.
  @Test func readsOldestV2Dialect() throws {
    let oldest = Seeds.v2Job.replacing(#""file_input":"#, with: #""document_input_value":"#)
    let after = try trip.v2Job(V2.Job(json: oldest))
    #expect(try after.value.map { $0.jsonText(pretty: true) } == [pretty(Seeds.v2Job)])
    #expect(after.notes.map(\.code) == [.documentInputRenamed])
    let both = Seeds.v2Job.replacing(
      #""file_input": "file_input""#,
      with: #""file_input": "file_input", "document_input_value": "file_input""#)
    #expect(
      try trip.v2Job(V2.Job(json: both)).value.map { $0.jsonText(pretty: true) } == [pretty(both)])
  }

  /// Both names of one ID are nothing unknown; a second ID is.
  @Test(arguments: [
    ("file_input", NoteCode.documentInputRenamed), ("g", NoteCode.memberUnknown),
  ])
  func knowsBothNamesOfTheDocument(value: String, code: NoteCode) throws {
    let both = Seeds.v2Job.replacing(
      #""file_input": "file_input""#,
      with: #""file_input": "file_input", "document_input_value": "\#(value)""#)
    let job = try V2Translator().job(from: V2.Job(json: both)).value
    let members = job.documents.flatMap(\.unknownMembers.members)
    #expect(members.filter { $0.name == "document_input_value" }.map(\.code) == [code])
  }

  @Test func roundTripsV1RequestOverV2() throws {
    let params = try V1.JobCreateParams(json: Seeds.v1Request)
    let after = try over.v1RequestOverV2(params)
    try expectChanges(
      [["parsing_configuration"]], from: JSONValue(json: Seeds.v1Request), in: after
    ) { try JSONValue(json: $0.jsonBytes()) }
    // v1's default of five pages is written explicitly.
    #expect(
      after.value.parsingConfiguration
        == .value(
          V1.ParsingConfiguration(maxPages: .value(.value(5)))))
  }

  private func pretty(_ text: String) throws -> String {
    try JSONValue(json: text).jsonText(pretty: true)
  }

  private func expectChanges<Value>(
    _ changes: [[String]], from before: JSONValue, in after: Translation<Value>,
    json: (Value) throws -> JSONValue
  ) throws {
    let places = JSONDifference.places(before, try json(after.value))
    #expect(places.sorted { $0.joined() < $1.joined() } == changes)
    var coverage = NoteCoverage()
    #expect(coverage.silent(places, notes: after.notes) == [])
  }
}
