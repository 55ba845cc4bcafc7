// SPDX-License-Identifier: Apache-2.0

/// What kind of document there can be, and what it is known by.
struct ClassificationRule: Equatable {
  let type: String
  let description: String
}
