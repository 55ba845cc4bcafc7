// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import Foundation

/// Returns zero bytes as gzip compresses them.
func gzippedZeros(megabytes: Int) throws -> [UInt8] {
  let process = Process()
  process.executableURL = URL(filePath: "/bin/sh")
  process.arguments = ["-c", "head -c \(megabytes)000000 /dev/zero | gzip -9"]
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  return Array(try output.fileHandleForReading.readToEnd() ?? Data())
}
#endif
