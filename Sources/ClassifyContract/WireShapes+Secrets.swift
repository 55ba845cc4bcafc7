// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

extension WireWebhook: SecretBearing {
  /// The URL beyond its origin, the header values, the signing secret, and unknown values.
  package var secrets: [String] {
    (webhookURL.value.map(Redaction.secrets(inURL:)) ?? [])
      + (webhookHeaders.value ?? [:]).leafTexts.map(Redaction.credentials)
      + [webhookSigningSecret.value].compactMap(\.self) + unknownMembers.leafTexts
  }
}

extension WireRule: SecretBearing {
  /// The values of unknown members.
  package var secrets: [String] { unknownMembers.leafTexts }
}
