// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// A version of Classify, for a flag.
enum ServiceVersion: String, CaseIterable, ExpressibleByArgument {
  case v1
  case v2

  /// The version.
  var version: APIVersion {
    switch self {
    case .v1: .v1
    case .v2: .v2
    }
  }

  /// What answers v1-shaped calls.
  var classifier: ClassifierService {
    switch self {
    case .v1: .v1
    case .v2: .v2
    }
  }
}
#endif
