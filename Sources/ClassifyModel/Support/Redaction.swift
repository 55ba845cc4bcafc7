// SPDX-License-Identifier: Apache-2.0

/// The text that replaces a secret in descriptions, logs and reports.
package enum Redaction {
  package static let placeholder = "«redacted»"
}
