// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

// Each function returns nil and adds an error if the value is invalid.
extension Validator {
  package mutating func object(_ field: Field) -> Field? {
    guard let value = value(of: field) else { return nil }
    guard value.object != nil else {
      reportNotAnObject(field)
      return nil
    }
    return field
  }

  /// Returns a string whose length, in Unicode scalars as in Python, is within a range.
  package mutating func string(_ field: Field, length: ClosedRange<Int> = 0...Int.max) -> String? {
    guard let value = value(of: field) else { return nil }
    guard let text = value.string else {
      report("string_type", "Input should be a valid string", at: field)
      return nil
    }
    let count = text.unicodeScalars.count
    if count < length.lowerBound {
      report(
        "string_too_short", "String should have at least \(Self.characters(length.lowerBound))",
        at: field, context: ["min_length": .number(JSONNumber(length.lowerBound))])
      return nil
    }
    if count > length.upperBound {
      report(
        "string_too_long", "String should have at most \(Self.characters(length.upperBound))",
        at: field, context: ["max_length": .number(JSONNumber(length.upperBound))])
      return nil
    }
    return text
  }

  package mutating func integer(_ field: Field, atLeast minimum: Int? = nil) -> Int? {
    guard let value = value(of: field) else { return nil }
    let range = (minimum ?? .min)...Int.max
    if readsIntegersInTexts, let integer = value.string.flatMap({ Int($0) }) {
      return check(integer, of: field, in: range) ? integer : nil
    }
    guard let number = value.number else {
      report("int_type", "Input should be a valid integer", at: field)
      return nil
    }
    guard let integer = number.integer else {
      guard number.text.utf8.contains(where: { ".eE".utf8.contains($0) }) else {
        report(
          "int_parsing_size",
          "Unable to parse input string as an integer, exceeded maximum size", at: field)
        return nil
      }
      report(
        "int_from_float",
        "Input should be a valid integer, got a number with a fractional part", at: field)
      return nil
    }
    return check(integer, of: field, in: range) ? integer : nil
  }

  /// Returns the integer that a query parameter consists of.
  package mutating func integer(inText field: Field, range: ClosedRange<Int>) -> Int? {
    guard let text = field.value?.string else { return nil }
    guard let integer = Int(text) else {
      report(
        "int_parsing", "Input should be a valid integer, unable to parse string as an integer",
        at: field)
      return nil
    }
    return check(integer, of: field, in: range) ? integer : nil
  }

  /// Returns the elements of an array whose number is within a range.
  ///
  /// A loop over them should end when the validator is full (``isFull``).
  package mutating func array(
    _ field: Field, count: ClosedRange<Int> = 0...Int.max
  ) -> Field.Elements? {
    guard let value = value(of: field) else { return nil }
    guard let array = value.array else {
      report("list_type", "Input should be a valid list", at: field)
      return nil
    }
    if array.count < count.lowerBound {
      reportCount(field, "too_short", "at least", "min_length", count.lowerBound, array.count)
      return nil
    }
    if array.count > count.upperBound {
      reportCount(field, "too_long", "at most", "max_length", count.upperBound, array.count)
      return nil
    }
    return field.elements
  }

  /// Returns the integers in an array.
  package mutating func integers(_ field: Field, count: ClosedRange<Int>) -> [Int]? {
    guard let elements = array(field, count: count) else { return nil }
    var integers: [Int] = []
    for element in elements {
      guard !isFull else { return nil }
      if let integer = integer(element) { integers.append(integer) }
    }
    return integers
  }

  /// Returns a string that is one of an enumeration's values.
  package mutating func choice(_ field: Field, of values: [String], type: String = "enum")
    -> String?
  {
    guard let value = value(of: field) else { return nil }
    guard let text = value.string, values.contains(text) else {
      let quoted = values.map { "'\($0)'" }
      let expected =
        quoted.count < 2
        ? quoted.joined()
        : quoted.dropLast().joined(separator: ", ") + " or " + (quoted.last ?? "")
      report(
        type, "Input should be \(expected)", at: field, context: ["expected": .string(expected)])
      return nil
    }
    return text
  }

  /// Returns a UUID in canonical form.
  package mutating func uuid(_ field: Field, parse: (String) -> String? = UUIDText.canonical)
    -> String?
  {
    guard let value = value(of: field) else { return nil }
    guard let text = value.string else {
      report("uuid_type", "UUID input should be a string, bytes or UUID object", at: field)
      return nil
    }
    guard let uuid = parse(text) else {
      let reason = "invalid group count, length or character in \(text.prefix(60).debugDescription)"
      report(
        "uuid_parsing", "Input should be a valid UUID, \(reason)", at: field,
        context: ["error": .string(reason)])
      return nil
    }
    return uuid
  }

  private mutating func value(of field: Field) -> JSONValue? {
    if field.value == nil { reportMissing(field) }
    return field.value
  }

  private mutating func check(_ number: Int, of field: Field, in range: ClosedRange<Int>) -> Bool {
    if number < range.lowerBound {
      report(
        "greater_than_equal", "Input should be greater than or equal to \(range.lowerBound)",
        at: field, context: ["ge": .number(JSONNumber(range.lowerBound))])
    } else if number > range.upperBound {
      report(
        "less_than_equal", "Input should be less than or equal to \(range.upperBound)",
        at: field, context: ["le": .number(JSONNumber(range.upperBound))])
    }
    return range.contains(number)
  }

  private mutating func reportCount(
    _ field: Field, _ type: String, _ comparison: String, _ limitName: String, _ limit: Int,
    _ count: Int
  ) {
    let items = limit == 1 ? "item" : "items"
    report(
      type, "List should have \(comparison) \(limit) \(items) after validation, not \(count)",
      at: field,
      context: [
        "field_type": "List", limitName: .number(JSONNumber(limit)),
        "actual_length": .number(JSONNumber(count)),
      ])
  }

  private static func characters(_ count: Int) -> String {
    count == 1 ? "1 character" : "\(count) characters"
  }
}
