// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// The two members of a record that select pages.
public enum PageRecordField: String, Sendable, Hashable, Codable, CaseIterable {
  /// An array of indices that count from 0, or null for all pages.
  case v1
  /// A range string that counts from 1, or null for all pages.
  case v2
}

/// What is wrong with a record.
@nonexhaustive
public enum PageRecordFault: Error, Sendable, Hashable {
  /// The line is not a record.
  case line(PageLineFault)
  /// A member is not a selection of pages, or not one that is allowed.
  case selection(PageError, in: PageRecordField)
  /// The two members select different pages.
  // Two page sets are much to carry along with every verdict, and this is rare.
  indirect case mismatch(PageMismatch)
}

extension PageRecordFault {
  /// The kind of fault, as a text that stays the same across releases.
  public var code: String {
    switch self {
    case .line(let fault): fault.code.rawValue
    case .selection(let error, in: _): error.code.rawValue
    case .mismatch: PageError.Code.mismatch.rawValue
    }
  }

  /// The member at fault, if it is one.
  public var field: PageRecordField? {
    switch self {
    case .line(let fault): fault.field
    case .selection(_, in: let field): field
    case .mismatch: nil
    }
  }

  /// Where the fault is.
  ///
  /// UTF-8 offsets into the text of v2 as it reads when its JSON escapes are resolved; positions of
  /// elements in the array of v1; byte offsets into the line if no member is at fault.
  public var location: Range<Int>? {
    switch self {
    case .line(let fault): fault.location
    case .selection(let error, in: _): error.location?.range
    case .mismatch: nil
    }
  }

  /// What is wrong and what to do, for a person.
  public var message: String {
    switch self {
    case .line(let fault): fault.message
    case .selection(let error, in: _): error.message
    case .mismatch(let mismatch): mismatch.message
    }
  }
}

extension PageRecordFault: CustomStringConvertible {
  /// The member, the message and the code.
  public var description: String {
    let place = field.map { "\($0.rawValue): " } ?? ""
    return "\(place)\(message) (\(code))"
  }
}
