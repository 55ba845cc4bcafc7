// SPDX-License-Identifier: Apache-2.0

/// A backend that counts the requests that never reach it, because the model can't express them.
package protocol InexpressibleRequestCounting {
  /// Counts a request that was sent past the backend, or refused.
  func countInexpressibleRequest()
}
