// SPDX-License-Identifier: Apache-2.0

/// A reader of CSV (RFC 4180).
///
/// Fields are separated by commas, and in quotes if they contain commas, quotes or line ends. Lines
/// end with LF or CRLF; blank lines are skipped.
struct CSVReader {
  /// A field and the place where it begins.
  struct Field: Hashable {
    let text: String
    let place: Place
  }

  /// A place in the text, counted from 1; columns are Unicode scalars.
  struct Place: Hashable, CustomStringConvertible {
    var line = 1
    var column = 1

    var description: String { "line \(line), column \(column)" }
  }

  /// A fault of the text.
  struct Failure: Error, Hashable {
    let place: Place
    let message: String
  }

  private let scalars: String.UnicodeScalarView
  private var position: String.UnicodeScalarView.Index
  private var place = Place()

  /// Creates a reader at the start of a text without a byte order mark.
  init(_ text: String) {
    scalars = text.unicodeScalars
    position = scalars.startIndex
  }

  /// Reads the next record.
  ///
  /// - Returns: At least one field; `nil` at the end.
  /// - Throws: ``Failure`` for quotes that do not enclose a whole field, and a carriage return that
  ///   does not end a line.
  mutating func next() throws(Failure) -> [Field]? {
    while try takeLineEnd() {}
    guard upcoming != nil else { return nil }
    var fields = [try field()]
    while take(",") { fields.append(try field()) }
    _ = try takeLineEnd()
    return fields
  }

  private var upcoming: Unicode.Scalar? { position < scalars.endIndex ? scalars[position] : nil }

  private mutating func field() throws(Failure) -> Field {
    let start = place
    if take("\"") { return Field(text: try quotedText(from: start), place: start) }
    var text = String.UnicodeScalarView()
    while let scalar = upcoming, scalar != ",", scalar != "\n", scalar != "\r" {
      guard scalar != "\"" else {
        throw Failure(
          place: place,
          message: "a quote inside a field: put the whole field in quotes, and double this one")
      }
      text.append(advance(over: scalar))
    }
    return Field(text: String(text), place: start)
  }

  /// Reads to the end of a field whose opening quote has been read.
  private mutating func quotedText(from start: Place) throws(Failure) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = upcoming {
      if take("\"") {
        guard take("\"") else {
          guard upcoming.map({ [",", "\n", "\r"].contains($0) }) ?? true else {
            throw Failure(
              place: place, message: "text after the closing quote: expected a comma or a line end")
          }
          return String(text)
        }
        text.append("\"")
      } else {
        text.append(advance(over: scalar))
      }
    }
    throw Failure(place: start, message: "this quote is not closed")
  }

  /// Skips a line end if the next characters are one.
  private mutating func takeLineEnd() throws(Failure) -> Bool {
    let start = place
    let hasReturn = take("\r")
    if take("\n") { return true }
    guard !hasReturn else {
      throw Failure(
        place: start, message: "a carriage return without a line feed: end lines with LF or CRLF")
    }
    return false
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard upcoming == scalar else { return false }
    _ = advance(over: scalar)
    return true
  }

  private mutating func advance(over scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalars.formIndex(after: &position)
    if scalar == "\n" {
      place = Place(line: place.line + 1, column: 1)
    } else {
      place.column += 1
    }
    return scalar
  }
}
