// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// Prints rejected lines to stderr, each as one message, up to a number of them.
struct RejectPrinter {
  /// The number of messages after which only their number is printed.
  static let maximumCount = 20

  private let isUsed: Bool
  private var count = 0

  /// Creates a printer.
  ///
  /// - Parameter isUsed: Whether anything is printed; not if the lines go to a file.
  init(isUsed: Bool) {
    self.isUsed = isUsed
  }

  /// Whether another message is printed.
  var hasRoom: Bool { isUsed && count < Self.maximumCount }

  /// Prints the first of some rejected lines.
  ///
  /// - Parameters:
  ///   - rejects: The lines as JSON Lines.
  ///   - unit: The noun for a line, such as `element`.
  mutating func print(_ rejects: [UInt8], unit: String) {
    var rest = rejects[...]
    while hasRoom, let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      guard let value = try? JSONValue(json: Array(line)) else { continue }
      count += 1
      Console.writeMessage(PlainText.printable(Self.message(value, unit: unit)))
    }
  }

  /// Prints the number of the lines that were not printed.
  mutating func finish(rejectedCount: Int) {
    guard isUsed, rejectedCount > count else { return }
    Console.writeMessage("and \(rejectedCount - count) more; --rejects FILE lists them all")
    count = rejectedCount
  }

  /// Returns the message of a rejected line, such as `line 3, /status: … (record.malformed)`.
  static func message(_ value: JSONValue, unit: String) -> String {
    let file = value["file"]?.string.map { "\($0), " } ?? ""
    let number = value["line"]?.integer.map { "\(unit) \($0)" } ?? unit
    let pointer = value["pointer"]?.string.map { $0.isEmpty ? "" : ", \($0)" } ?? ""
    let code = value["code"]?.string.map { " (\($0))" } ?? ""
    let message = (value["message"]?.string ?? "rejected")
      .replacing("gather groups anywhere in the input", with: "give --group SIZE")
      .replacing("gather them anywhere in the input", with: "give --group SIZE")
      .replacing("; say the kind", with: "; give --kind")
    return "\(file)\(number)\(pointer): \(message)\(code)"
  }
}
