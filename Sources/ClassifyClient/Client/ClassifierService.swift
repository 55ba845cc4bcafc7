// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel
public import ClassifyV2

/// Which version of Classify answers the v1-shaped calls of a client: the switch off v1.
public struct ClassifierService: Sendable, Hashable {
  /// v1 itself, as before.
  public static let v1 = ClassifierService(version: .v1)

  /// v2, with what it needs said in its own words.
  ///
  /// A request that v2 can't say without reading other pages, costing otherwise or classifying
  /// otherwise is refused with a ``TranslationRefusal`` before anything is sent.
  public static let v2 = ClassifierService(version: .v2)

  /// v2, translated as the caller says.
  ///
  /// - Parameters:
  ///   - translator: From which effect on a request is refused, and how languages and the ids of
  ///     files are written.
  ///   - options: How groups of jobs are created.
  ///   - readsV1Jobs: Whether a job that v2 does not know, and whose id could be of v1, is asked
  ///     of v1: so are jobs found that were created before the switch.
  /// - Returns: The switch.
  public static func v2(
    translator: V2Translator = V2Translator(), options: V2Options = V2Options(),
    readsV1Jobs: Bool = true
  ) -> ClassifierService {
    ClassifierService(
      version: .v2, translator: translator, options: options, readsV1Jobs: readsV1Jobs)
  }

  /// The version.
  public let version: APIVersion
  let translator: V2Translator
  let options: V2Options
  let readsV1Jobs: Bool

  private init(
    version: APIVersion, translator: V2Translator = V2Translator(),
    options: V2Options = V2Options(), readsV1Jobs: Bool = true
  ) {
    self.version = version
    self.translator = translator
    self.options = options
    self.readsV1Jobs = readsV1Jobs
  }
}

extension ClassifierService: CustomStringConvertible {
  /// The version.
  public var description: String { version.rawValue }
}
