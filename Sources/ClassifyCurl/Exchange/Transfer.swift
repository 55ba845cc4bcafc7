// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import CCurl
import ClassifyHTTP

/// One request as libcurl runs it, confined to the transport's thread.
final class Transfer {
  let exchange: Exchange
  let easy: OpaquePointer
  /// The time of the last call from libcurl about data.
  private(set) var lastActivity: ContinuousClock.Instant

  /// Whether nothing was sent because unsolicited data waited on the reused connection.
  private(set) var needsNewConnection = false

  private let limits: WorkerSettings
  private let sockets: OpaquePointer
  private let opensConnection: Bool
  private let errorText: UnsafeMutableBufferPointer<CChar>
  private var headerLines: OpaquePointer?
  private var head: ResponseHead
  private var body: [UInt8] = []
  /// The number of body bytes that libcurl has taken.
  private var takenBytes = 0
  /// The number of body bytes that were reported as sent.
  private var reportedBytes = 0
  /// Whether the connection was ready and libcurl was about to send.
  private var isReady = false
  private var failure: TransportError?
  private let clock = ContinuousClock()

  /// Prepares a request, or returns `nil` if there is no memory for it.
  ///
  /// - Parameters:
  ///   - exchange: The request and its caller.
  ///   - settings: The limits of the transport.
  ///   - sockets: The sockets of the transport's connections.
  ///   - opensConnection: Whether the request needs a connection of its own.
  ///   - now: The current time.
  init?(
    _ exchange: Exchange, _ settings: WorkerSettings, sockets: OpaquePointer,
    opensConnection: Bool, now: ContinuousClock.Instant
  ) {
    guard let easy = ccurl_easy_create() else { return nil }
    self.exchange = exchange
    self.easy = easy
    limits = settings
    self.sockets = sockets
    self.opensConnection = opensConnection
    lastActivity = now
    head = ResponseHead(maximumBytes: settings.maximumHeaderBytes)
    errorText = .allocate(capacity: Int(ccurl_error_size))
    errorText.initialize(repeating: 0)
    // Without the callback, libcurl can begin to send at any time from now on.
    if !settings.library.hasPreRequestCallback {
      guard exchange.beginSending() else { return nil }
      isReady = true
    }
    guard configure(easy, settings, opensConnection: opensConnection) else { return nil }
  }

  deinit {
    ccurl_easy_free(easy)
    ccurl_list_free(headerLines)
    errorText.deallocate()
  }

  private func configure(
    _ easy: OpaquePointer, _ settings: WorkerSettings, opensConnection: Bool
  ) -> Bool {
    guard let text = errorText.baseAddress, let lines = HeaderLines.list(of: exchange.request)
    else { return false }
    headerLines = lines
    var callbacks = Self.callbacks
    if !settings.library.hasPreRequestCallback { callbacks.prepare = nil }
    let results = [
      ccurl_set_error_buffer(easy, text),
      ccurl_set_callbacks(
        easy, &callbacks, Unmanaged.passUnretained(self).toOpaque(), sockets),
      ccurl_set_fields(easy, lines),
    ]
    return results.allSatisfy { $0 == .OK }
      && easy.apply(
        TransferOptions.all(for: exchange, settings, opensConnection: opensConnection))
  }
}

// MARK: - Outcome

extension Transfer {
  /// Returns the outcome of a transfer that libcurl has ended.
  func outcome(_ code: CCurlCode) -> Exchange.Outcome {
    if let failure { return .failure(failure) }
    guard code == .OK else {
      let text = errorText.baseAddress.map { String(cString: $0) } ?? ""
      return .failure(
        TransportError(
          code, text: text.isEmpty ? String(cString: ccurl_code_text(code)) : text,
          isReady: isConnected, delivery: delivery))
    }
    guard let status = head.finalStatus else {
      return .failure(lost("the server closed the connection inside the header fields"))
    }
    return .success(HTTPResponse(status: status, headerFields: head.fields, body: body))
  }

  /// Returns the outcome of a transfer that was idle for too long.
  func timedOut(after limit: Duration) -> Exchange.Outcome {
    .failure(
      TransportError(
        kind: .timedOut, delivery: delivery,
        message: "no data within \(limit / .seconds(1)) seconds"))
  }

  /// Whether the connection was established.
  private var isConnected: Bool {
    isReady && (limits.library.hasPreRequestCallback || ccurl_request_size(easy) > 0)
  }

  /// Whether the server can have received a part of the request.
  private var delivery: TransportError.Delivery {
    isReady && ccurl_request_size(easy) > 0 ? .unknown : .notSent
  }

  private func lost(_ message: String) -> TransportError {
    TransportError(kind: .connectionLost, delivery: delivery, message: message)
  }
}

// MARK: - Callbacks

extension Transfer {
  private static func of(_ context: UnsafeMutableRawPointer) -> Transfer {
    Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  /// libcurl's calls while it runs a transfer; a result other than the expected one ends it.
  private static var callbacks: CCurlCallbacks {
    CCurlCallbacks(
      write: { bytes, size, count, context in
        let bytes = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return Transfer.of(context).receive(bytes) ? bytes.count : 0
      },
      header: { bytes, size, count, context in
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return Transfer.of(context).receive(headerLine: line) ? line.count : 0
      },
      read: { bytes, size, count, context in
        let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
        return Transfer.of(context).takeBody(into: buffer)
      },
      seek: { _, _, _ in 1 },
      prepare: { context, _, _, peerPort, ownPort in
        Transfer.of(context).prepare(peerPort: peerPort, ownPort: ownPort) ? 0 : 1
      },
      progress: { context, _, _, _, sent in
        Transfer.of(context).report(sent: Int(clamping: sent))
        return 0
      })
  }

  /// Returns whether the request can be sent: once, not after it was cancelled, and not over a
  /// connection with an excess response.
  ///
  /// Not every version of libcurl looks for bytes on an idle connection before it uses it again.
  private func prepare(peerPort: Int32, ownPort: Int32) -> Bool {
    lastActivity = clock.now
    let isClean = ccurl_sockets_begin(sockets, peerPort, ownPort)
    if !isReady, !isClean, !opensConnection {
      needsNewConnection = true
      return false
    }
    if exchange.beginSending() {
      isReady = true
      return true
    }
    failure = isReady ? .closedWithoutResponse(delivery: delivery) : nil
    return false
  }

  private func takeBody(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    lastActivity = clock.now
    let body = exchange.request.body ?? []
    let count = min(buffer.count, body.count - takenBytes)
    body.withUnsafeBytes {
      buffer.copyMemory(from: .init(rebasing: $0[takenBytes...].prefix(count)))
    }
    takenBytes += count
    return count
  }

  private func report(sent bytes: Int) {
    guard bytes > reportedBytes, !exchange.isFinished else { return }
    lastActivity = clock.now
    reportedBytes = bytes
    exchange.onProgress?(bytes)
  }

  private func receive(headerLine line: UnsafeRawBufferPointer) -> Bool {
    lastActivity = clock.now
    do throws(ResponseHead.Fault) {
      try head.append(line)
      return true
    } catch {
      failure =
        switch error {
        case .malformed(let reason): lost("the response is malformed: \(reason)")
        case .tooLarge: .tooLarge("the header fields are", limit: limits.maximumHeaderBytes)
        }
      return false
    }
  }

  private func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    lastActivity = clock.now
    guard head.finalStatus != nil else {
      failure = lost("the response is malformed: its body comes before its header fields end")
      return false
    }
    guard bytes.count <= limits.maximumResponseBytes - body.count else {
      failure = .tooLarge("it is", limit: limits.maximumResponseBytes)
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }
}
#endif
