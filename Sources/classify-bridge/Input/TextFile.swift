// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The text of a file that a person named, or the reason why it can't be used.
struct TextFile {
  /// The most bytes that a file may have: 10 MiB.
  static let maximumBytes = 10 << 20

  /// The path, with what a terminal would act on replaced.
  let name: String
  let bytes: [UInt8]
  let text: String

  /// Reads a file; `-` is standard input.
  ///
  /// - Throws: ``CommandFailure`` that names the file if it can't be read, is empty, too large, or
  ///   not text in UTF-8.
  init(path: String) throws {
    let name = path == "-" ? "standard input" : PlainText.printable(path)
    let bytes = try Self.read(path, name: name)
    if let offset = bytes.firstIndex(of: 0) {
      throw CommandFailure(
        "\(name) is not text: byte \(offset) is NUL; give a text file in UTF-8")
    }
    if let offset = Self.firstInvalidByte(of: bytes) {
      throw CommandFailure(
        "\(name) is not UTF-8: byte \(offset) can't stand there; convert the file to UTF-8")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard !text.unicodeScalars.allSatisfy(\.properties.isWhitespace) else {
      throw CommandFailure("\(name) is empty; give a file with text")
    }
    self.name = name
    self.bytes = bytes
    self.text = text
  }

  private static func read(_ path: String, name: String) throws -> [UInt8] {
    do {
      var input = try ByteInput(path: path)
      if let bytes = try input.all(upTo: maximumBytes) { return bytes }
    } catch let error as CommandFailure {
      throw CommandFailure("\(PlainText.printable("\(error)")); give the path of a text file")
    }
    throw CommandFailure(
      "\(name) is larger than \(maximumBytes >> 20) MiB; give a smaller file")
  }

  /// Returns the offset of the first byte that is not UTF-8.
  private static func firstInvalidByte(of bytes: [UInt8]) -> Int? {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let scalar): offset += scalar.count
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }
}
