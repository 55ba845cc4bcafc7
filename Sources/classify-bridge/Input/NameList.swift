// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The names of files on standard input.
struct NameList {
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  /// The maximum size of the names on standard input: 256 MiB.
  private static let maximumBytes = 256 << 20

  let names: [String]
  /// The number of names whose carriage return at the end was dropped.
  private let droppedReturns: Int

  /// Reads names, each ended by a line feed or by NUL; empty names are ignored.
  ///
  /// Of lines, a byte order mark is dropped, and so is the carriage return at the end of a name that
  /// no file has: Windows ends lines with both characters.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - endWithNUL: Whether names end with NUL.
  ///   - exists: Whether there is a file at a path.
  /// - Throws: ``CommandFailure`` if the names have the other end, or are not in UTF-8.
  init(
    _ bytes: [UInt8], endWithNUL: Bool,
    exists: (String) -> Bool = { System.kind(ofFileAt: $0) != nil }
  ) throws(CommandFailure) {
    var droppedReturns = 0
    let text = try Self.text(bytes, endWithNUL: endWithNUL)
    names = text.split(separator: endWithNUL ? 0 : Self.lineFeed).compactMap { line in
      var name = SystemText.text(of: Array(line))
      if !endWithNUL, line.last == Self.carriageReturn, !exists(name) {
        droppedReturns += 1
        name = SystemText.text(of: Array(line.dropLast()))
      }
      // Not the argument of this name, which is another file.
      if name == FileList.standardInput { return "./-" }
      return name.isEmpty ? nil : name
    }
    self.droppedReturns = droppedReturns
  }

  /// Reads the names on standard input.
  ///
  /// - Parameters:
  ///   - endWithNUL: Whether names end with NUL.
  ///   - exists: Whether there is a file at a path.
  /// - Returns: The names.
  /// - Throws: ``CommandFailure`` if standard input can't be read, is too large, or has no names of
  ///   that form.
  static func standardInput(
    endWithNUL: Bool, exists: (String) -> Bool = { System.kind(ofFileAt: $0) != nil }
  ) throws -> NameList {
    var input = ByteInput()
    guard let bytes = try input.all(upTo: maximumBytes) else {
      throw CommandFailure("the names on standard input are larger than \(maximumBytes >> 20) MiB")
    }
    return try NameList(bytes, endWithNUL: endWithNUL, exists: exists)
  }

  /// What was dropped; `nil` if nothing was.
  var message: String? {
    guard droppedReturns > 0 else { return nil }
    return "ignored a carriage return at the end of \(Counted.text(droppedReturns, "line")) on "
      + "standard input: no file has it in its name"
  }

  /// Returns the text without a byte order mark.
  private static func text(
    _ bytes: [UInt8], endWithNUL: Bool
  ) throws(CommandFailure) -> [UInt8] {
    switch (endWithNUL, bytes.contains(0)) {
    case (true, true): return bytes
    case (true, false):
      guard !bytes.contains(lineFeed) else {
        throw CommandFailure(
          "the names on standard input end with line feeds and not with NUL; leave out --null")
      }
      return bytes
    case (false, true):
      throw CommandFailure(
        "the names on standard input contain NUL; read them with --null, or convert them to UTF-8 "
          + "if they are in UTF-16")
    case (false, false): return try TextEncoding.utf8(bytes, name: "standard input")
    }
  }
}
