// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// A UTF-8 text file named on the command line.
struct TextFile {
  /// The maximum size of a file: 10 MiB.
  static let maximumBytes = 10 << 20

  /// The path without control characters, for messages.
  let name: String
  let bytes: [UInt8]
  let text: String

  /// Reads a file, or standard input if the path is `-`.
  ///
  /// A byte order mark is dropped.
  ///
  /// - Throws: ``CommandFailure`` with the name of the file if it can't be read, is blank or too
  ///   large, contains NUL, or is not UTF-8.
  init(path: String) throws {
    let name = path == "-" ? "standard input" : PlainText.printable(path)
    let bytes = try TextEncoding.utf8(Self.read(path, name: name), name: name)
    if let offset = bytes.firstIndex(of: 0) {
      throw CommandFailure(
        "\(name) is not text: byte \(offset) is NUL; give a text file in UTF-8")
    }
    if let offset = Self.firstInvalidByte(of: bytes) {
      throw CommandFailure(
        "\(name) is not UTF-8: byte \(offset) is invalid; convert the file to UTF-8")
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

  /// Returns the offset of the first invalid UTF-8 sequence.
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

/// Display names of files, unique within a list.
enum DistinctNames {
  /// Returns a name for each path.
  ///
  /// A name is the last component of the path; the whole path if several files share that component;
  /// with a number appended if the same path is given repeatedly.
  static func names(of paths: [String]) -> [String] {
    let short = paths.map { path in
      path.split(separator: "/").last.map(String.init) ?? path
    }
    let counts = Dictionary(short.map { ($0, 1) }, uniquingKeysWith: +)
    var taken: Set<String> = []
    return zip(paths, short).map { path, short in
      let name = PlainText.printable(counts[short] == 1 ? short : path)
      var candidate = name
      var number = 2
      while !taken.insert(candidate).inserted {
        candidate = "\(name) (\(number))"
        number += 1
      }
      return candidate
    }
  }
}
