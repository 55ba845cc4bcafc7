// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import ClassifyURLSession

#if os(Linux)
import ClassifyCurl
#endif

/// The default transport of the platform.
///
/// | Platform | Transport |
/// |---|---|
/// | Apple | `URLSessionTransport` |
/// | Linux | `CurlTransport`; `URLSessionTransport` if libcurl is missing or too old |
///
/// Only `CurlTransport` can trust other certificate authorities than the system's.
public struct PlatformTransport: HTTPTransport {
  private let choice: Result<any HTTPTransport, TransportError>

  /// Creates the transport.
  ///
  /// If the certificate authorities can't be used, ``validate(variable:)`` and every request throw.
  ///
  /// - Parameter certificateAuthorities: The authorities to trust.
  public init(certificateAuthorities: CertificateAuthorities = .system) {
    choice = Self.choose(certificateAuthorities)
  }

  /// Checks that the transport can be used.
  ///
  /// - Parameter variable: The name under which the error reports the certificate authorities.
  /// - Throws: ``ConfigurationError`` if the certificate authorities can't be used.
  public func validate(variable: String) throws(ConfigurationError) {
    if case .failure(let error) = choice {
      throw ConfigurationError(
        code: .invalidCertificateAuthorities, variable: variable, message: error.message)
    }
  }

  /// Sends a request and returns the response with its complete body.
  ///
  /// - Throws: ``TransportError`` if no complete response is received.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    try await choice.get().send(request)
  }

  /// Sends a request, reports upload progress, and returns the response.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - onProgress: Called with the number of body bytes sent so far; must not block.
  /// - Returns: The response with its complete body.
  /// - Throws: ``TransportError`` if no complete response is received.
  public func send(
    _ request: HTTPRequest, onProgress: @escaping @Sendable (_ bytesSent: Int) -> Void
  ) async throws(TransportError) -> HTTPResponse {
    try await choice.get().send(request, onProgress: onProgress)
  }

  #if os(Linux)
  private static func choose(
    _ authorities: CertificateAuthorities
  ) -> Result<any HTTPTransport, TransportError> {
    var options = CurlTransport.Options()
    options.certificateAuthorities = authorities
    do throws(CurlTransport.SetupError) {
      return .success(try CurlTransport(options: options))
    } catch {
      // Foundation's transport takes its place only where it does the same.
      guard error.code != .invalidCertificateAuthorities, authorities == .system else {
        return .failure(.unusableAuthorities(error.message))
      }
      return .success(URLSessionTransport())
    }
  }
  #else
  private static func choose(
    _ authorities: CertificateAuthorities
  ) -> Result<any HTTPTransport, TransportError> {
    guard authorities == .system else {
      return .failure(
        .unusableAuthorities(
          "URLSession trusts the authorities of the keychain only: add the certificate there, or "
            + "use another transport."))
    }
    return .success(URLSessionTransport())
  }
  #endif
}

extension TransportError {
  fileprivate static func unusableAuthorities(_ message: String) -> TransportError {
    TransportError(kind: .insecureConnection, delivery: .notSent, message: message)
  }
}
