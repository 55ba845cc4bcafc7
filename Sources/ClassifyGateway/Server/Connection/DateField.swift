// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The value of `Date`, which a server with a clock has to send (RFC 9110 §6.6.1).
enum DateField {
  static func now() -> String {
    HTTPDate.text(secondsSinceEpoch: Int(Date().timeIntervalSince1970.rounded(.down)))
  }
}
#endif
