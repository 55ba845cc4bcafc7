// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import classify_bridge

/// RFC 4180, §2.
@Suite struct CSVReaderTests {
  private func records(_ text: String) throws -> [[String]] {
    var reader = CSVReader(text)
    var records: [[String]] = []
    while let fields = try reader.next() { records.append(fields.map(\.text)) }
    return records
  }

  @Test(
    arguments: [
      ("", []),
      ("a,b", [["a", "b"]]),
      ("a,b\n", [["a", "b"]]),
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
      ("a,\n,b\n", [["a", ""], ["", "b"]]),
      ("a\n\n\r\nb", [["a"], ["b"]]),
      (#""a","b""#, [["a", "b"]]),
      (#""a,b","say ""no""""#, [["a,b", #"say "no""#]]),
      ("\"two\nlines\",\"two\r\nlines\"\nx,y", [["two\nlines", "two\r\nlines"], ["x", "y"]]),
      (#""","""#, [["", ""]]),
      (" a , b ", [[" a ", " b "]]),
      ("é,日本\n", [["é", "日本"]]),
    ] as [(String, [[String]])])
  func readsRecords(text: String, records: [[String]]) throws {
    #expect(try self.records(text) == records)
  }

  @Test(arguments: [
    ("a,b\nc,d\"e\n", 2, 4, "a quote inside a field"),
    ("a,b\n\"c\"d,e", 2, 4, "text after the closing quote"),
    ("a,b\n\nc,\"d\n\n", 3, 3, "this quote is not closed"),
    ("a,b\rc,d", 1, 4, "a carriage return without a line feed"),
    ("é,\"日\"本", 1, 6, "text after the closing quote"),
  ])
  func reportsPlaceOfFault(text: String, line: Int, column: Int, message: String) {
    let error = #expect(throws: CSVReader.Failure.self) { try records(text) }
    #expect(error?.place == CSVReader.Place(line: line, column: column))
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test func tellsPlaceOfFields() throws {
    var reader = CSVReader("ab,c\n\"d\ne\",f\n")
    let first = try reader.next()
    let second = try reader.next()
    #expect(first?.map(\.place.description) == ["line 1, column 1", "line 1, column 4"])
    #expect(second?.map(\.place.description) == ["line 2, column 1", "line 3, column 4"])
  }
}
