// SPDX-License-Identifier: Apache-2.0

// Foundation's `localizedDescription` of every error is the sentence of `"\(error)"`. The conformances
// are here because the libraries below don't need Foundation.

public import ClassifyArchive
public import ClassifyHTTP
public import ClassifyJSON
public import ClassifyMigration
public import ClassifyModel

#if Webhooks
public import ClassifyClient
#endif

#if os(Linux)
public import ClassifyCurl
#endif

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

extension BaseURLError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension ClassifyError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension ConfigurationError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension HTTPFieldError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension JSONError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension PageError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension PageRecordFault: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension RecordSplitterError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension ResultLogError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension SecretError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension SessionCookieError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension TranslationRefusal: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

extension TransportError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}

#if os(Linux)
extension CurlTransport.SetupError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}
#endif

#if Webhooks
extension WebhookSignatureError: LocalizedError {
  /// The description.
  public var errorDescription: String? { description }
}
#endif
