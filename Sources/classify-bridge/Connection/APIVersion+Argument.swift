// SPDX-License-Identifier: Apache-2.0

#if CLI
// The conformance is public because both types are.
public import ArgumentParser
import ClassifyBridge
public import ClassifyModel

extension APIVersion: ExpressibleByArgument {}

extension APIVersion {
  /// The service that serves v1 calls if this version is selected with `--on`.
  ///
  /// An incomplete group keeps its members, because `--group-id` completes it.
  var classifier: ClassifierService {
    switch self {
    case .v1: .v1
    case .v2: .v2(options: V2Options(incompleteGroupAction: .keepMembers))
    }
  }
}
#endif
