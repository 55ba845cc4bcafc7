// SPDX-License-Identifier: Apache-2.0

/// Whether a request may be sent again when nobody knows what became of it.
public enum Idempotency: Sendable, Hashable, CaseIterable {
  /// Sending it twice does what sending it once does: reading, deleting, and creating with a key by
  /// which the service knows the request again.
  case idempotent
  /// Sending it twice may do something twice: it is sent again only if certainly nothing arrived,
  /// or if the service says that it did nothing (429).
  case nonIdempotent
}
