// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

extension SideResult {
  /// The code of an error: a ``ClassifyError/Code``, or one of those here.
  ///
  /// A results file can have codes that this version does not know.
  public struct ErrorCode: RawRepresentable, Sendable, Hashable {
    /// The code as in a results file.
    public let rawValue: String

    /// Creates a code from its text.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// Creates the code of a failed call.
    public init(_ code: ClassifyError.Code) {
      self.init(rawValue: code.rawValue)
    }

    /// The version can't express the request (``TranslationRefusal``).
    public static let refused = ErrorCode(rawValue: "refused")
    /// The error is neither the service's nor a refusal.
    public static let unknown = ErrorCode(rawValue: "unknown")
    /// The service failed to classify the document: the code of ``Answer/failed(message:)``.
    static let failed = ErrorCode(rawValue: "failed")

    /// Whether the same call can succeed later, although nothing is changed: too many requests, or a
    /// failure of the service or of the connection, or a timeout.
    public var isTransient: Bool {
      switch ClassifyError.Code(rawValue: rawValue) {
      case .rateLimited, .server, .connection, .timeout: true
      case .badRequest, .authentication, .paymentRequired, .permissionDenied, .notFound, .conflict,
        .unprocessable, .unexpectedStatus, .malformedResponse, .responseTooLarge,
        .insecureConnection, .invalidRequest, .unsupported, .idempotencyMismatch, .incompleteGroup,
        nil:
        false
      }
    }
  }
}
