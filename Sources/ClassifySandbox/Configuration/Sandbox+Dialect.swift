// SPDX-License-Identifier: Apache-2.0

extension Sandbox {
  /// The state of v2 that a sandbox speaks.
  public enum Dialect: Sendable, Hashable, CaseIterable {
    /// Four statuses; no way to cancel, to delete or to see usage; webhooks are ignored.
    case published
    /// `CANCELLED`, cancelling, deleting, `expand=usage` and webhooks besides.
    case current

    /// The statuses that a job can have, and a list can ask for.
    var statuses: [String] {
      let published = ["PENDING", "RUNNING", "COMPLETED", "FAILED"]
      return switch self {
      case .published: published
      case .current: published + ["CANCELLED"]
      }
    }
  }

  /// What `max_pages` and `target_pages` mean together, which is not published for Classify.
  public enum PageLimitPrecedence: Sendable, Hashable, CaseIterable {
    /// The first so many of the selected pages are read.
    case selectionFirst
    /// The selected ones of the document's first so many pages are read.
    case limitFirst
    /// The selected pages are read, whatever the limit says.
    case selectionOnly
  }

  /// What becomes of page ranges of which it is not published what they mean.
  ///
  /// The plainest form is ascending, without overlaps, spaces or leading zeros, with neighbouring
  /// pages as a range: `1,3,5-7`.
  public enum OddPageRanges: Sendable, Hashable, CaseIterable {
    /// Any other form is refused with 422.
    case refuse
    /// Spaces, leading zeros, any order, repetitions and reversed ranges are understood.
    case accept
  }

  /// Under which name v2 returns what a document was named by.
  public enum DocumentEcho: Sendable, Hashable, CaseIterable {
    /// As `file_input`.
    case fileInput
    /// As `document_input_value`, as the first v2 had it.
    case documentInputValue
    /// Under both names.
    case both
  }

  /// How long a job takes, by the time in ``Configuration/time``.
  public struct JobDurations: Sendable, Hashable {
    /// How long a job waits.
    public var pending: Duration
    /// How long a job runs thereafter; v1 shows both as waiting.
    public var running: Duration

    /// Makes durations; parts of a millisecond are dropped.
    public init(pending: Duration = .zero, running: Duration = .zero) {
      self.pending = pending
      self.running = running
    }
  }
}
