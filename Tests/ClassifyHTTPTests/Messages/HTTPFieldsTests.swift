// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Testing

@Suite struct HTTPFieldsTests {
  @Test func namesAreFoundInAnyCaseAndKeepTheirSpelling() throws {
    let fields = try HTTPFields(["X-Request-ID": "a"])
    #expect(fields["x-request-id"] == "a")
    #expect(fields[.requestID] == "a")
    #expect(fields.first?.name.rawValue == "X-Request-ID")
    #expect(fields["x-request"] == nil)
    #expect(fields["not a name"] == nil)
  }

  @Test func repeatedFieldsAreKeptInOrder() throws {
    let fields = try HTTPFields(["A": "1", "B": "2", "a": "3"])
    #expect(fields.map(\.value) == ["1", "2", "3"])
    #expect(fields["A"] == "1, 3")
  }

  @Test func settingTakesThePlaceOfAllWithTheName() throws {
    var fields = try HTTPFields(["A": "1", "B": "2", "a": "3"])
    fields.set(try HTTPField(name: "A", value: "4"))
    #expect(fields == (try HTTPFields(["A": "4", "B": "2"])))
    fields.set(try HTTPField(name: "C", value: "5"))
    #expect(fields == (try HTTPFields(["A": "4", "B": "2", "C": "5"])))
  }

  @Test func settingManyKeepsWhatIsRepeatedAmongThem() throws {
    var fields = try HTTPFields(["A": "1", "B": "2", "a": "3"])
    fields.set(try HTTPFields(["A": "6", "A": "7"]))
    #expect(fields == (try HTTPFields(["B": "2", "A": "6", "A": "7"])))
  }

  @Test func removingTakesAllWithTheName() throws {
    var fields = try HTTPFields(["Accept": "1", "B": "2", "accept": "3"])
    fields.remove(.accept)
    #expect(fields == (try HTTPFields(["B": "2"])))
  }

  @Test func whitespaceAroundAValueIsNoPartOfIt() throws {
    #expect(try HTTPField(name: "A", value: " \té b\t ").value == "é b")
    #expect(try HTTPField(name: "A", value: " \t ").value.isEmpty)
  }

  /// RFC 9110 §5.6.2: `tchar`, over every byte of ASCII.
  @Test func aNameIsATokenAndNothingElse() {
    let allowed = Set(
      "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars
    )
    for code in UInt8.min...0x7F {
      let scalar = Unicode.Scalar(code)
      let name = "a\(scalar)"
      #expect((HTTPFieldName(rawValue: name) != nil) == allowed.contains(scalar), "\(code)")
      #expect((HTTPMethod(rawValue: name) != nil) == allowed.contains(scalar), "\(code)")
    }
    #expect(HTTPFieldName(rawValue: "") == nil)
    #expect(HTTPFieldName(rawValue: "é") == nil)
  }

  /// RFC 9110 §5.5: no control characters but the tab.
  @Test func aValueHasNoControlCharacters() {
    for code in UInt8.min...0x7F {
      let isAllowed = code == 9 || (0x20...0x7E).contains(code)
      let field = try? HTTPField(name: "A", value: "a\(Unicode.Scalar(code))b")
      #expect((field != nil) == isAllowed, "\(code)")
    }
  }

  @Test func errorsNameTheFieldAndNotItsValue() {
    let value = #expect(throws: HTTPFieldError.self) {
      try HTTPField(name: "X-Token", value: "secret\r\nHost: evil")
    }
    #expect(value?.code == .invalidValue)
    #expect(value?.description.contains("X-Token") == true)
    #expect(value?.description.contains("secret") == false)
    let name = #expect(throws: HTTPFieldError.self) { try HTTPField(name: "a b", value: "c") }
    #expect(name?.code == .invalidName)
    #expect(name?.name == "a b")
  }
}
