// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel

/// The endpoints for operators.
struct OperationsEndpoints: Sendable {
  let metrics: GatewayMetrics
  let readiness: Readiness
  /// The stage; `nil` if v2 answers every request.
  let migration: GatewayMigration?
  let log: LogWriter
  /// Whether the samples of unknown members and words are served.
  let showsUnknowns: Bool

  /// Answers a request with an endpoint.
  func respond(_ route: OperationsRoute, to method: HTTPMethod) -> OutgoingResponse {
    guard method == .get || method == .head else {
      var response = Self.detail(405, "Only GET and HEAD are allowed here.")
      if let allow = try? HTTPField(name: "Allow", value: "GET, HEAD") {
        response.fields.append(allow)
      }
      return response
    }
    switch route {
    case .health: return Self.json(200) { $0.member("status", "ok") }
    case .readiness: return ready()
    case .metrics: return metricsText()
    case .unknowns: return unknowns()
    }
  }

  private func ready() -> OutgoingResponse {
    let status = readiness.status()
    return Self.json(status == .ready ? 200 : 503) { $0.member("status", status.rawValue) }
  }

  private func metricsText() -> OutgoingResponse {
    var text = PrometheusText()
    let counts = metrics.counts
    counts.write(to: &text)
    if let migration {
      counts.write(migration.counts, to: &text)
      migration.control.counts.write(to: &text)
    }
    let prefix = GatewayCounts.prefix
    text.value(
      prefix + "requests_in_flight", .gauge, "Requests that are being answered.",
      metrics.inFlight)
    text.value(
      prefix + "log_lines_dropped_total", .counter,
      "Log lines that were not written because too many waited.", log.droppedCount)
    text.family(
      prefix + "info", .gauge, "Always 1; the version and the stage are labels."
    ) { samples in
      samples.add(
        [
          ("version", ServiceConfiguration.packageVersion),
          ("stage", migration.map { "\($0.control.stage)" } ?? "none"),
        ], 1)
    }
    return Self.response(200, PrometheusText.mediaType, Array(text.text.utf8))
  }

  private func unknowns() -> OutgoingResponse {
    guard showsUnknowns else {
      return Self.detail(
        404, "The debug endpoint is off: it needs --debug-unknown and --admin-listen.")
    }
    let samples = metrics.counts.samples
    return Self.json(200) { object in
      object.member("omitted", samples.omittedCount)
      object.member("unknown") { writer in
        writer.writeArray(samples.entries.map { UnknownSample(entry: $0) })
      }
    }
  }

  private struct UnknownSample: JSONWritable {
    let entry: DriftLog.Entry

    func write(to writer: inout JSONWriter) {
      writer.writeObject { object in
        object.member("version", entry.finding.version.rawValue)
        object.member("kind", entry.finding.kind.rawValue)
        object.member("name", entry.finding.name)
        object.member("count", entry.count)
        // A response can have anything, such as the text of a document.
        if entry.finding.kind != .response { object.member("sample", entry.finding.sample) }
      }
    }
  }

  // MARK: - Responses

  /// Creates an error in the format of the service's errors.
  static func detail(_ status: Int, _ text: String) -> OutgoingResponse {
    json(status) { $0.member("detail", text) }
  }

  private static func json(
    _ status: Int, _ body: (inout JSONObjectWriter) -> Void
  ) -> OutgoingResponse {
    var writer = JSONWriter()
    writer.writeObject(body)
    return response(status, "application/json", writer.bytes)
  }

  private static func response(
    _ status: Int, _ mediaType: String, _ body: [UInt8]
  ) -> OutgoingResponse {
    var fields = HTTPFields()
    for (name, value) in [("Content-Type", mediaType), ("Cache-Control", "no-store")] {
      if let field = try? HTTPField(name: name, value: value) { fields.append(field) }
    }
    return OutgoingResponse(status: status, fields: fields, body: .bytes(body))
  }
}
#endif
