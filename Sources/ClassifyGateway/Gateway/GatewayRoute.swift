// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyModel

/// What answers a request: the gateway itself, or the upstream.
///
/// Only the plain spelling of a path is answered here, for that of all jobs also with a slash at its
/// end, to which v1's framework would redirect. Any other spelling, such as `%6Aobs`, `//api`
/// or a dot segment, is forwarded as it is, and the upstream decides what it means. An ID can be
/// percent-encoded, as clients do, unless servers differ in what it means (``V1JobPath``).
enum GatewayRoute: Sendable, Hashable {
  /// An endpoint of v1, answered from v2.
  case v1(V1Route)
  /// An endpoint for operators.
  case operations(OperationsRoute)
  /// Everything else.
  case forwarded

  /// The path of v1's jobs.
  static let jobsPath = "/api/v1/classifier/jobs"

  /// Returns the route of a request.
  ///
  /// - Parameters:
  ///   - method: The method; `HEAD` is not one of v1's.
  ///   - target: The path and the query, as received.
  init(_ method: HTTPMethod, _ target: String) {
    let path = Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") })
    if let route = OperationsRoute(rawValue: String(path)) {
      self = .operations(route)
    } else if let route = Self.v1(method, path) {
      self = .v1(route)
    } else {
      self = .forwarded
    }
  }

  private static func v1(_ method: HTTPMethod, _ path: Substring) -> V1Route? {
    guard path.utf8.starts(with: jobsPath.utf8) else { return nil }
    let rest = Substring(path.utf8.dropFirst(jobsPath.utf8.count))
    guard !rest.isEmpty, rest != "/" else {
      switch method {
      case .post: return .create
      case .get: return .list
      default: return nil
      }
    }
    guard method == .get, let job = V1JobPath(rest) else { return nil }
    return job.isResults ? .results(id: job.id) : .get(id: job.id)
  }
}

/// An endpoint of v1 that the gateway answers from v2.
enum V1Route: Sendable, Hashable {
  /// `POST /api/v1/classifier/jobs`.
  case create
  /// `GET /api/v1/classifier/jobs`.
  case list
  /// `GET /api/v1/classifier/jobs/{id}`; the ID is percent-decoded.
  case get(id: String)
  /// `GET /api/v1/classifier/jobs/{id}/results`; the ID is percent-decoded.
  case results(id: String)

  /// The path with a placeholder for the ID, for logs.
  var template: String {
    switch self {
    case .create, .list: GatewayRoute.jobsPath
    case .get: "\(GatewayRoute.jobsPath)/{id}"
    case .results: "\(GatewayRoute.jobsPath)/{id}/results"
    }
  }
}

/// An endpoint for operators; the raw value is its path.
///
/// No path of LlamaCloud's reference is outside `/api`, so these shadow none. With an address of
/// their own (``GatewayConfiguration/operationsAddress``), they are not served beside the upstream's
/// paths at all.
enum OperationsRoute: String, Sendable, Hashable, CaseIterable {
  /// The process runs.
  case health = "/healthz"
  /// The gateway can serve requests.
  case readiness = "/readyz"
  /// The metrics in Prometheus' text format.
  case metrics = "/metrics"
  /// Samples of what the service returned and this version does not know.
  case unknowns = "/debug/unknown"
}

/// The part of a path after that of v1's jobs: `/{id}` or `/{id}/results`.
struct V1JobPath: Hashable {
  /// The maximum length of an ID in bytes, decoded.
  static let maximumIDLength = PercentEncoding.maximumSegmentBytes

  /// The percent-decoded ID.
  let id: String
  let isResults: Bool

  /// Parses a path; `nil` if it has other segments, or an ID that servers can read differently.
  ///
  /// That is an ID that is empty, a dot segment or longer than ``maximumIDLength``, that is not
  /// UTF-8, or that has a control character, a slash, a backslash, `%`, `;`, `?` or `#`, also
  /// percent-encoded.
  init?(_ path: Substring) {
    let segments = path.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    guard segments.count == 2 || segments.count == 3 && segments[2] == "results",
      segments[0].isEmpty, let id = Self.decoded(segments[1])
    else { return nil }
    self.id = id
    isResults = segments.count == 3
  }

  /// The bytes that some servers take for a part of the path's structure.
  private static let structure = Set("/\\%;?#".utf8)

  private static func decoded(_ segment: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(segment.utf8)[...]
    while let byte = rest.popFirst() {
      var byte = byte
      if byte == UInt8(ascii: "%") {
        guard let high = rest.popFirst()?.hexadecimalValue,
          let low = rest.popFirst()?.hexadecimalValue
        else { return nil }
        byte = high << 4 | low
      }
      guard byte >= 0x20, byte != 0x7F, !structure.contains(byte) else { return nil }
      bytes.append(byte)
    }
    guard (1...maximumIDLength).contains(bytes.count),
      let id = String(validating: bytes, as: UTF8.self), id != ".", id != ".."
    else { return nil }
    return id
  }
}
#endif
