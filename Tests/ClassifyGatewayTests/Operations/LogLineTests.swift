// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import Testing

@testable import ClassifyGateway

@Suite struct LogLineTests {
  /// 2026-01-05T09:00:00Z.
  private static let time: Int64 = 1_767_603_600_000

  private func record() throws -> RequestRecord {
    let request = IncomingRequest(
      method: .get, target: "/api/v1/classifier/jobs/8e1f7555?project_id=hidden",
      fields: try HTTPFields(["x-request-id": "r-1", "Authorization": "Bearer llx-hidden"]))
    var record = RequestRecord(request, .get(id: "8e1f7555"))
    record.status = 200
    record.outcome = .successful
    record.duration = .microseconds(12_345)
    record.requestBytes = 0
    record.responseBytes = 17
    record.upstreamRequests = 2
    record.notes = [.languageSame, .pagesUnordered]
    record.upstreamID = RequestID("up-1")
    return record
  }

  @Test func writesLogfmt() throws {
    #expect(
      LogLine(try record(), time: Self.time).text(.logfmt)
        == "time=2026-01-05T09:00:00.000Z level=info event=request id=r-1 method=GET "
        + "path=/api/v1/classifier/jobs/{id} route=get status=200 duration_ms=12.345 "
        + "request_bytes=0 response_bytes=17 upstream_requests=2 "
        + "notes=language.same,pages.unordered upstream_id=up-1")
  }

  @Test func writesJSON() throws {
    let text = try #require(LogLine(try record(), time: Self.time).text(.json))
    let json = try JSONValue(json: text)
    #expect(json["status"] == 200)
    #expect(json["path"] == "/api/v1/classifier/jobs/{id}")
    #expect(text.contains("\"duration_ms\":12.345,"))
    #expect(!text.contains("\n"))
  }

  @Test func writesNothingWithoutLog() throws {
    #expect(LogLine(try record(), time: Self.time).text(.none) == nil)
  }

  @Test(arguments: [GatewayConfiguration.LogFormat.logfmt, .json])
  func hasNoSecrets(format: GatewayConfiguration.LogFormat) throws {
    let text = try #require(LogLine(try record(), time: Self.time).text(format))
    for secret in ["hidden", "8e1f7555", "Bearer"] { #expect(!text.contains(secret)) }
  }

  @Test(arguments: [
    ("plain", "plain"), ("", "\"\""), ("two words", "\"two words\""), ("a=b", "\"a=b\""),
    ("a\"b", "\"a\\\"b\""), ("a\nb", "\"a\\nb\""), ("a\\b", "\"a\\\\b\""),
  ])
  func quotesLogfmt(text: String, written: String) {
    var line = LogLine("e", time: 0)
    line.add("x", .text(text))
    line.add("absent", nil)
    #expect(line.text(.logfmt) == "time=1970-01-01T00:00:00.000Z level=info event=e x=\(written)")
  }

  @Test func writesRejection() throws {
    let id = try #require(RequestID("r-1"))
    #expect(
      LogLine(rejected: 431, id, time: Self.time).text(.logfmt)
        == "time=2026-01-05T09:00:00.000Z level=info event=rejected id=r-1 status=431")
  }

  @Test func marksFailuresAndEnds() throws {
    var record = try record()
    record.status = nil
    record.outcome = .abandoned
    let abandoned = try #require(LogLine(record, time: 0).text(.logfmt))
    #expect(abandoned.contains(" level=info "))
    #expect(abandoned.contains(" end=abandoned "))
    #expect(!abandoned.contains("status="))
    record.status = 502
    record.outcome = .serverError
    record.errorCode = .connection
    let failed = try #require(LogLine(record, time: 0).text(.logfmt))
    #expect(failed.contains(" level=error "))
    #expect(failed.contains(" status=502 "))
    #expect(failed.contains(" error=connection "))
  }
}
#endif
