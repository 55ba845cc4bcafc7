// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// What an error is about, which decides whether it is a result of the version.
///
/// | Scope | In a ``ComparisonRun`` | In a ``JobMirror`` |
/// |---|---|---|
/// | `document` | A result | A result |
/// | `request` | Ends the run: all documents have the same settings | A result |
/// | `moment` | A result, after retries; in a row, they end the run | A result, after retries |
/// | `caller` | Ends the run; the document is not finished | Dropped |
enum ErrorScope: Sendable, Hashable {
  /// The document, whoever submits it.
  case document
  /// The settings of the request, with any document.
  case request
  /// The service at that moment, or an unknown cause.
  case moment
  /// The caller's key, account, connection or number of requests, or a version that is switched off:
  /// the caller's other documents would have the error too.
  case caller

  /// Creates the scope of an error, which is not a `CancellationError`.
  init(of error: any Error) {
    switch error {
    case let error as ClassifyError: self.init(of: error)
    case let refusal as TranslationRefusal:
      let isAboutDocument = refusal.reasons.allSatisfy { Self.documentCodes.contains($0.code) }
      self = isAboutDocument ? .document : .request
    default: self = .moment
    }
  }

  private init(of error: ClassifyError) {
    // 410: the service has switched the version off.
    guard error.status != 410 else {
      self = .caller
      return
    }
    switch error.code {
    case .authentication, .paymentRequired, .permissionDenied, .rateLimited, .insecureConnection:
      self = .caller
    // Without a connection, nothing was sent.
    case .connection: self = error.mayHaveBeenProcessed ? .moment : .caller
    case .server, .timeout, .conflict, .unexpectedStatus, .idempotencyMismatch, .incompleteGroup:
      self = .moment
    // The page of a proxy says nothing about the document, whatever its status.
    case .badRequest, .notFound, .unprocessable, .invalidRequest, .unsupported, .malformedResponse,
      .responseTooLarge:
      self = error.isForeignResponse ? .moment : .document
    }
  }

  /// The reasons of refusals that are about one document.
  private static let documentCodes: Set<NoteCode> = [
    .documentLength, .documentControlCharacter, .documentNotAFile,
  ]
}
