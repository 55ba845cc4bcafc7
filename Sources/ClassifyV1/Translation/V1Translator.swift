// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// Translates between v1's wire shapes and the model.
///
/// Whatever a translation does to a value beyond saying the same in other words is in the notes of
/// its result. Reading a record refuses nothing; a request that can't mean what its caller wants is
/// refused, and so is a record that v1 can't say.
public struct V1Translator: Sendable, Hashable {
  /// From which effect on a translation is refused.
  public var policy: TranslationPolicy
  /// The most pages that are listed one by one in a request or a record.
  public var expansionLimit: Int

  /// Makes a translator.
  public init(
    policy: TranslationPolicy = .standard, expansionLimit: Int = PageSet.defaultExpansionLimit
  ) {
    self.policy = policy
    self.expansionLimit = expansionLimit
  }
}
