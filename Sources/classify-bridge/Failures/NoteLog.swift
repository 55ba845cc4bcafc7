// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// The notes of a command, kept until its end so that each kind is written once.
final class NoteLog: Sendable {
  private let notes = Mutex<[Note]>([])

  /// Keeps notes.
  func add(_ new: [Note]) {
    notes.withLock { $0 += new }
  }

  /// Writes what was kept.
  func writeMessage() {
    NoteText.writeMessage(notes.withLock(\.self))
  }
}
