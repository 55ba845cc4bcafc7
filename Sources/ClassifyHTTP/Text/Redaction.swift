// SPDX-License-Identifier: Apache-2.0

/// What stands in a text for something that must not be read there.
enum Redaction {
  static let placeholder = "«redacted»"
}
