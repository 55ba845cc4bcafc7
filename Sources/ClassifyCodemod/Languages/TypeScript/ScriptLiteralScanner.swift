// SPDX-License-Identifier: Apache-2.0

// Strings, templates and numbers.

extension ScriptScanner {
  mutating func scanString() throws(SyntaxFault) {
    let quote = bytes[offset]
    var position = offset + 1
    while bytes[position] != quote {
      switch bytes[position] {
      case ScriptByte.backslash:
        // An escaped CRLF is one line end.
        let isPair =
          bytes[position + 1] == ScriptByte.carriageReturn
          && bytes[position + 2] == ScriptByte.lineFeed
        position += isPair ? 3 : 2
      case ScriptByte.lineFeed, ScriptByte.carriageReturn: throw unclosedString
      default: position += 1
      }
      guard position < end else { throw unclosedString }
    }
    emit(.string, .string, length: position + 1 - offset)
    expectsOperand = false
  }

  private var unclosedString: SyntaxFault {
    SyntaxFault(range: offset..<offset + 1, reason: "the string has no closing quote")
  }

  /// Scans the text of a template up to its end or the next `${`.
  mutating func scanTemplateText() throws(SyntaxFault) {
    let start = offset
    while offset < end, bytes[offset] != ScriptByte.backtick {
      if bytes[offset] == ScriptByte.dollar, bytes[offset + 1] == ScriptByte.leftBrace { break }
      offset += bytes[offset] == ScriptByte.backslash ? 2 : 1
    }
    // Without an end, the opening stays for the fault.
    guard offset < end, let opening = openings.last else {
      offset = end
      return
    }
    if offset > start { append(.stringMiddle, .templateText, start..<offset) }
    if bytes[offset] == ScriptByte.dollar {
      open(.interpolation, .punctuation, .interpolation, length: 2)
    } else {
      openings.removeLast()
      emit(.stringEnd, .templateEnd, length: 1)
      pair(opening.lexeme)
      expectsOperand = false
    }
  }

  /// Scans a number in any base; signs belong to it after the exponent of a decimal one.
  mutating func scanNumber() {
    let start = offset
    // In `1.toString`, the dot belongs to the number, in `1..toString` the second one does not.
    var hasDot = false
    let isDecimal =
      bytes[offset] != UInt8(ascii: "0") || isDigit(bytes[offset + 1])
      || ScriptByte.classes[Int(bytes[offset + 1])] != .letter
      || bytes[offset + 1] | 0x20 == UInt8(ascii: "e")
    while true {
      switch bytes[offset] {
      case ScriptByte.dot where isDecimal && !hasDot: hasDot = true
      case ScriptByte.plus, ScriptByte.minus:
        guard isDecimal, bytes[offset - 1] | 0x20 == UInt8(ascii: "e") else {
          return endNumber(from: start)
        }
      case let byte:
        switch ScriptByte.classes[Int(byte)] {
        case .digit: break
        case .letter where byte != ScriptByte.backslash:
          // After an exponent or an `n`, there is no dot.
          hasDot = hasDot || byte != UInt8(ascii: "_")
        default: return endNumber(from: start)
        }
      }
      offset += 1
    }
  }

  private mutating func endNumber(from start: Int) {
    append(.number, .number, start..<offset)
    expectsOperand = false
  }
}
