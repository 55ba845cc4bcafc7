// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The classification request of a run, without a document.
struct RunRequest: Sendable {
  /// The API version to use.
  let version: APIVersion
  let rules: [Rule]
  let parsing: ParsingOptions

  /// Returns the request for an uploaded file.
  ///
  /// - Parameter fileID: The file's ID, with or without `dfl-`.
  /// - Returns: The request, with the ID in the form that the version uses.
  func request(for fileID: String) -> ClassifyRequest {
    let id = version == .v1 ? FileID.bare(fileID) : fileID
    return ClassifyRequest(documents: [.file(id)], rules: rules, parsing: parsing)
  }

  /// Checks that the version supports the request, before any file is uploaded.
  ///
  /// - Throws: ``CommandFailure`` with every reason if it does not.
  func check() throws {
    let request = request(for: "")
    do {
      switch version {
      case .v1: _ = try V1Translator().params(from: request)
      case .v2: _ = try V2Translator().params(from: request) { _ in nil }
      }
    } catch let refusal {
      throw RefusalText.failure(refusal)
    }
  }

  /// Returns a backend for the version.
  ///
  /// - Parameters:
  ///   - connection: The service.
  ///   - timeout: The timeout of a call; `nil` uses the configured one.
  ///   - observe: Called with the translation notes of each request.
  /// - Returns: The backend.
  func backend(
    _ connection: Connection, timeout: Duration? = nil,
    observe: @escaping @Sendable ([Note]) -> Void = { _ in }
  ) -> any ClassifyBackend {
    var client = connection.service
    if let timeout { client.configuration.timeout = timeout }
    return switch version {
    case .v1: V1Backend(client: client, observe: observe)
    case .v2:
      V2Backend(
        client: client, translator: V2Translator(dialect: .current), now: connection.entropy.now,
        generator: connection.entropy.generator, observe: observe)
    }
  }
}
