// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// How the files of a run are classified.
struct RunRequest: Sendable {
  /// The version that does it.
  let version: APIVersion
  /// The rules.
  let rules: [Rule]
  /// How each file is read.
  let parsing: ParsingOptions

  /// Returns the request for one uploaded file.
  func request(for fileID: String) -> ClassifyRequest {
    let id = version == .v1 ? DocumentReference.bareFileID(fileID) : fileID
    return ClassifyRequest(documents: [.file(id)], rules: rules, parsing: parsing)
  }

  /// Finds out whether the version can say all this, before anything is uploaded.
  ///
  /// - Throws: ``CommandFailure`` with every reason if it can't.
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

  /// Returns what speaks the version.
  ///
  /// - Parameters:
  ///   - connection: The service.
  ///   - limit: How long a call may take; `nil` leaves it to the configuration.
  ///   - observe: Called with what was noted about a request.
  /// - Returns: The backend.
  func backend(
    _ connection: Connection, within limit: Duration? = nil,
    observe: @escaping @Sendable ([Note]) -> Void = { _ in }
  ) -> any ClassifyBackend {
    var client = connection.service
    if let limit { client.configuration.timeout = limit }
    return switch version {
    case .v1: V1Backend(client: client, observe: observe)
    case .v2:
      V2Backend(
        client: client, translator: V2Translator(dialect: .current), now: connection.chance.now,
        generator: connection.chance.generator, observe: observe)
    }
  }
}
