// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
public import ClassifyHTTP

extension CurlTransport {
  /// The limits, timeouts and certificate authorities of a transport.
  public struct Options: Sendable, Hashable {
    /// The maximum size of a response body in bytes, after decompression.
    public var maximumResponseBytes: Int = 64 * 1024 * 1024
    /// The maximum size in bytes of all header fields that are received for one request: those of
    /// interim responses, of the final response and of its trailers.
    public var maximumHeaderBytes: Int = 256 * 1024
    /// The maximum number of concurrent requests per host, at least 1; further requests wait.
    public var maximumConnectionsPerHost: Int = 8
    /// The time without any data sent or received after which a request times out, at least 1 ms.
    ///
    /// This is a fallback for the timeouts of ``ServiceClient``, which cover the whole call. An
    /// incomplete header line does not count as received data.
    public var idleTimeout: Duration = .seconds(300)
    /// The time to establish a connection, with host lookup and TLS handshake, at least 1 ms.
    public var connectTimeout: Duration = .seconds(60)
    /// The certificate authorities to trust.
    public var certificateAuthorities: CertificateAuthorities = .system

    /// Creates options with default limits.
    public init() {}
  }

  /// An error of a transport that can't be created.
  public struct SetupError: Error, Sendable, Hashable {
    /// The reason a transport can't be created.
    @nonexhaustive
    public enum Code: String, Sendable, Hashable, CaseIterable {
      /// libcurl could not be opened.
      case libraryMissing
      /// libcurl is older than needed.
      case libraryTooOld
      /// The certificate authorities can't be read.
      case invalidCertificateAuthorities
    }

    /// The error code.
    public let code: Code
    /// A message with the cause and the fix.
    public let message: String

    init(_ code: Code, _ message: String) {
      self.code = code
      self.message = message
    }
  }
}

extension CurlTransport.SetupError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
#endif
