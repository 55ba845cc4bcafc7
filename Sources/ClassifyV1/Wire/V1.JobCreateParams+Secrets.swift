// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel

extension V1.JobCreateParams: SecretBearing {
  /// The secrets of the webhooks, and the values of unknown members at any depth.
  package var secrets: [String] {
    (webhookConfigurations.value ?? []).flatMap(\.secrets) + rules.flatMap(\.secrets)
      + (parsingConfiguration.value?.unknownMembers ?? [:]).leafTexts + unknownMembers.leafTexts
  }
}
