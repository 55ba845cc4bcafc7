// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import CCurl
import ClassifyHTTP

/// The options of a transfer, as a table.
struct TransferOptions {
  private(set) var numbers: [(option: CCurlNumber, value: Int64)]
  private(set) var texts: [(option: CCurlText, value: String)]
  /// Options that older versions don't know, and that only save time.
  private(set) var optionalNumbers: [(option: CCurlNumber, value: Int64)] = [
    // A cancelled request doesn't wait for the host lookup, which can't be interrupted.
    (.quickExit, 1)
  ]

  /// Returns the options of a request, which can need a connection of its own.
  static func all(
    for exchange: Exchange, _ settings: WorkerSettings, opensConnection: Bool = false
  ) -> TransferOptions {
    let request = exchange.request
    var options = TransferOptions(
      numbers: [
        // Without it, libcurl changes the process's signal handlers.
        (.noSignal, 1),
        (.protocols, ccurl_protocols_http),
        (.httpVersion, ccurl_http_version_1_1),
        (.sslVersion, ccurl_tls_version_1_2),
        (.pathAsIs, 1),
        // The answers of a proxy are not those of the server.
        (.suppressConnectHeaders, 1),
        (.connectTimeoutMilliseconds, settings.connectTimeoutMilliseconds),
        (.noProgress, exchange.onProgress == nil ? 1 : 0),
      ],
      texts: [(.URL, request.url), (.acceptEncoding, "gzip, deflate")])
    if let path = settings.trustStore.path { options.texts.append((.caInfo, path)) }
    if opensConnection || !settings.library.hasPreRequestCallback {
      options.numbers.append((.freshConnect, 1))
    }
    if !settings.library.hasPreRequestCallback { options.numbers.append((.forbidReuse, 1)) }
    options.set(method: request.method, bodySize: request.framedBodySize)
    if request.method != .head {
      options.numbers.append((.maximumFileSize, Int64(settings.maximumResponseBytes)))
    }
    return options
  }

  /// The method decides what libcurl sends and expects, its name only what it writes.
  private mutating func set(method: HTTPMethod, bodySize: Int?) {
    if let bodySize {
      numbers += [(.post, 1), (.postFieldSize, Int64(bodySize))]
    } else if method == .head {
      numbers.append((.noBody, 1))
    } else {
      numbers.append((.httpGet, 1))
    }
    texts.append((.customRequest, method.rawValue))
  }
}

extension OpaquePointer {
  /// Applies options to a transfer, and returns whether all were accepted.
  func apply(_ options: TransferOptions) -> Bool {
    for (option, value) in options.optionalNumbers { _ = ccurl_set_number(self, option, value) }
    return options.numbers.allSatisfy { ccurl_set_number(self, $0.option, $0.value) == .OK }
      && options.texts.allSatisfy { ccurl_set_text(self, $0.option, $0.value) == .OK }
  }
}

/// The header lines of a request.
enum HeaderLines {
  /// Fields that the transport decides itself.
  private static let framing = ["content-length", "transfer-encoding", "expect"]

  /// Returns the lines as libcurl's list, or `nil` if there is no memory.
  static func list(of request: HTTPRequest) -> OpaquePointer? {
    var list: OpaquePointer?
    for line in lines(of: request) {
      guard let longer = ccurl_list_append(list, line) else {
        ccurl_list_free(list)
        return nil
      }
      list = longer
    }
    return list
  }

  /// A line that ends with a colon removes a field that libcurl would add; one that ends with a
  /// semicolon is a field without a value.
  static func lines(of request: HTTPRequest) -> [String] {
    var lines = ["Expect:"]
    for field in request.headerFields where !framing.contains(field.name.canonicalName) {
      lines.append(
        field.value.isEmpty ? "\(field.name.rawValue);" : "\(field.name.rawValue): \(field.value)")
    }
    if request.headerFields[.contentType] == nil {
      // libcurl's default is `application/x-www-form-urlencoded`.
      lines.append(
        request.body == nil ? "Content-Type:" : "Content-Type: application/octet-stream")
    }
    return lines
  }
}
#endif
