// SPDX-License-Identifier: Apache-2.0

extension Sandbox {
  /// What `max_pages` and `target_pages` mean together, which is not published for Classify.
  public enum PageLimitPrecedence: Sendable, Hashable, CaseIterable {
    /// The first so many of the selected pages are read.
    case selectionFirst
    /// The selected ones of the document's first so many pages are read.
    case limitFirst
    /// The selected pages are read, whatever the limit says.
    case selectionOnly
  }
}
