// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2

extension V1.Job {
  /// How far the job has come.
  var progress: JobStatus {
    switch status {
    case .known(.pending): .pending
    case .known(.success): .succeeded
    case .known(.partialSuccess): .partiallySucceeded
    case .known(.error): .failed
    case .known(.cancelled): .cancelled
    case .unrecognized(let text): .unrecognized(text)
    }
  }
}

extension V2.Job {
  /// How far the job has come.
  var progress: JobStatus {
    switch status {
    case .known(.pending): .pending
    case .known(.running): .running
    case .known(.completed): .succeeded
    case .known(.failed): .failed
    case .known(.cancelled): .cancelled
    case .unrecognized(let text): .unrecognized(text)
    }
  }
}
