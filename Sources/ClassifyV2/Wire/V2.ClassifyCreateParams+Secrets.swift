// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel

extension V2.ClassifyCreateParams: SecretBearing {
  /// The secrets of the webhooks, and the values of unknown members at any depth.
  package var secrets: [String] {
    (webhookConfigurations.value ?? []).flatMap(\.secrets)
      + (configuration.value?.secrets ?? []) + unknownMembers.leafTexts
  }
}

extension V2.Configuration: SecretBearing {
  /// The values of unknown members at any depth.
  package var secrets: [String] {
    rules.flatMap(\.secrets) + (parsingConfiguration.value?.unknownMembers ?? [:]).leafTexts
      + unknownMembers.leafTexts
  }
}
