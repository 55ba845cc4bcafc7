// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import Testing

/// Webhook deliveries of both versions in both output formats.
@Suite struct WebhookDeliveryTests {
  private static let object = #"{"id":"evt-data-1","job_id":"clj-1"}"#
  private static let text = #""{\"id\":\"evt-data-1\",\"job_id\":\"clj-1\"}""#

  private func body(
    _ event: String, data: String = object, timestamp: String = "1767323045.25"
  ) -> String {
    #"{"event_id":"evt-1","event_type":"\#(event)","timestamp":\#(timestamp),"data":\#(data)}"#
  }

  @Test(arguments: ["parse.success", "classify.success"], [object, text])
  func decodesBothVersionsAndFormats(event: String, data: String) throws {
    let delivery = try WebhookDelivery(json: body(event, data: data))
    #expect(delivery.eventID == "evt-1")
    #expect(delivery.eventType == event)
    #expect(delivery.event == .success)
    #expect(delivery.jobID == "clj-1")
    #expect(delivery.data.event?.id == .value("evt-data-1"))
    // 2026-01-02T03:04:05.25Z
    #expect(delivery.time?.milliseconds == 1_767_323_045_250)
  }

  @Test(arguments: [
    object, text, #""{ \"job_id\" : \"j\" }""#, #""not JSON""#, "null", "[1]", #"{"id":5}"#,
    #"{"id":null,"job_id":"j","more":[1.0,{"a":null}]}"#, "{}",
  ])
  func keepsDataAcrossRoundTrip(data: String) throws {
    let json = body("classify.error", data: data)
    #expect(try WebhookDelivery(json: json).jsonText() == json)
  }

  @Test(arguments: ["1767323045.25", "1767323045", "null", #""soon""#, "1e400"])
  func keepsTimestampAcrossRoundTrip(timestamp: String) throws {
    let json = body("classify.error", timestamp: timestamp)
    #expect(try WebhookDelivery(json: json).jsonText() == json)
  }

  @Test(arguments: ["null", #""soon""#, "1e400", "-1e300"])
  func returnsNilTimeForInvalidTimestamp(timestamp: String) throws {
    #expect(try WebhookDelivery(json: body("a", timestamp: timestamp)).time == nil)
  }

  @Test func keepsUnknownMembersAcrossRoundTrip() throws {
    let json = #"{"event_id":"e","event_type":"t","data":{},"attempt":2,"v":1.0}"#
    let delivery = try WebhookDelivery(json: json)
    #expect(
      delivery.unknownMembers == ["attempt": 2, "v": .number(try #require(JSONNumber("1.0")))])
    #expect(delivery.jsonText() == json)
  }

  @Test(arguments: [
    ("{}", "/event_id"), (#"{"event_id":1}"#, "/event_id"),
    (#"{"event_id":"1","event_type":"t"}"#, "/data"),
  ])
  func rejectsBodyThatIsNotDelivery(json: String, place: String) throws {
    let error = #expect(throws: JSONError.self) { try WebhookDelivery(json: json) }
    let text = try #require(error).description
    #expect(text.contains(String(place.dropFirst())))
  }

  // MARK: - Translation

  @Test(arguments: [
    ("parse.pending", "classify.pending"), ("parse.running", "classify.running"),
    ("parse.success", "classify.success"), ("parse.error", "classify.error"),
    ("parse.partial_success", "classify.partial_success"),
    ("parse.cancelled", "classify.cancelled"),
  ])
  func renamesEventsInBothDirections(v1: String, v2: String) throws {
    let delivery = try WebhookDelivery(json: body(v1, data: Self.text))
    let translated = delivery.translated(to: .v2)
    #expect(translated.value.eventType == v2)
    #expect(translated.notes.map(\.code) == [.webhookEventRenamed])
    #expect(translated.notes.first?.before == v1)
    let restored = translated.value.translated(to: .v1)
    #expect(restored.value == delivery)
  }

  @Test(arguments: [
    ("parse.failure", "classify.error"), ("parse.partial", "classify.partial_success"),
  ])
  func renamesOlderEventNames(old: String, new: String) throws {
    #expect(try WebhookDelivery(json: body(old)).translated(to: .v2).value.eventType == new)
  }

  @Test func addsNoNoteWhenEventNameIsUnchanged() throws {
    let delivery = try WebhookDelivery(json: body("classify.success"))
    #expect(delivery.translated(to: .v2) == Translation(delivery))
  }

  @Test(arguments: ["extract.success", "unmapped_event", "classify.paused", ""])
  func keepsUnrecognizedEventAndNotesIt(event: String) throws {
    let delivery = try WebhookDelivery(json: body(event))
    let translation = delivery.translated(to: .v1)
    #expect(translation.value == delivery)
    #expect(translation.notes.map(\.code) == [.webhookEventUnrecognized])
  }

  // MARK: - Requests

  @Test func exposesBodyAndSignatureWithoutPrintingThem() throws {
    let bytes = Array((" " + body("classify.success") + "\n").utf8)
    let request = WebhookRequest(
      headerFields: try HTTPFields(["lc-signature": "sha256=00ff", "X-Token": "t-secret"]),
      body: bytes)
    #expect(request.body == bytes)
    #expect(request.signature == "sha256=00ff")
    #expect(try request.delivery().event == .success)
    var dumped = ""
    dump(request, to: &dumped)
    #expect(!("\(request)" + dumped).contains("secret"))
    #expect(!("\(request)" + dumped).contains("00ff"))
  }
}
