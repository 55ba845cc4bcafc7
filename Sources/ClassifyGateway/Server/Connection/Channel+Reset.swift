// SPDX-License-Identifier: Apache-2.0

#if Gateway
import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension Channel {
  /// Breaks the connection (RST) instead of ending it, where sockets can.
  func reset() async {
    if let socket = self as? any SocketOptionProvider {
      try? await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
    try? await close()
  }
}
#endif
