// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#elseif canImport(Glibc)
import Glibc
#endif

extension Timestamp.Instant {
  /// The current time of the system's clock.
  static var system: Timestamp.Instant {
    var time = timespec()
    _ = clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp.Instant(seconds: Int64(time.tv_sec), nanoseconds: Int(time.tv_nsec))
  }
}
