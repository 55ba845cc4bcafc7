// SPDX-License-Identifier: Apache-2.0

/// The two ways to a person or a script: data on standard output, talk on standard error.
enum Console {
  /// Writes data to standard output, as it stands.
  ///
  /// For much data, keep a ``ByteOutput`` instead.
  static func write(_ text: String) throws(OutputError) {
    var output = ByteOutput(.standardOutput)
    try output.append(text)
    try output.flush()
  }

  /// Writes a line to standard error.
  ///
  /// That nobody listens is no reason to stop, so it never fails.
  static func writeMessage(_ line: String, terminator: String = "\n") {
    var output = ByteOutput(.standardError)
    try? output.append(line + terminator)
    try? output.flush()
  }
}
