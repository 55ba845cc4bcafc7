// SPDX-License-Identifier: Apache-2.0

extension Sandbox {
  /// Under which name v2 returns what a document was named by.
  public enum DocumentEcho: Sendable, Hashable, CaseIterable {
    /// As `file_input`.
    case fileInput
    /// As `document_input_value`, as the first v2 had it.
    case documentInputValue
    /// Under both names.
    case both
  }
}
