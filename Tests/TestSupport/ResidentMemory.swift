// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The memory of this process.
public enum ResidentMemory {
  /// Returns the resident size in bytes; 0 where the system has no `/proc`.
  ///
  /// - Throws: Any error of reading `/proc`.
  public static func bytes() throws -> Int {
    #if os(Linux)
    let text = String(
      decoding: try Data(contentsOf: URL(filePath: "/proc/self/statm")), as: UTF8.self)
    let fields = text.split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
    #else
    return 0
    #endif
  }
}
