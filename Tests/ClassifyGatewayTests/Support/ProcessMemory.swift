// SPDX-License-Identifier: Apache-2.0

#if Gateway && canImport(Glibc)
import Foundation
import Glibc

/// The memory of this process.
enum ProcessMemory {
  /// The resident memory in bytes.
  static var resident: Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
#endif
