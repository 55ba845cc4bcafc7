// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// The reason why a record is invalid.
@nonexhaustive
public enum PageRecordFault: Error, Sendable, Hashable {
  /// The line isn't a record.
  case line(PageLineFault)
  /// A member isn't a page selection, or not an allowed one.
  case selection(PageError, in: APIVersion)
  /// The two members select different pages.
  // Indirect, because it is rare and would make every verdict larger.
  indirect case mismatch(PageMismatch)
}

extension PageRecordFault {
  /// The code of the fault, which stays the same across releases.
  public var code: String {
    switch self {
    case .line(let fault): fault.code.rawValue
    case .selection(let error, in: _): error.code.rawValue
    case .mismatch: NoteCode.pagesMismatch.rawValue
    }
  }

  /// The member at fault; `nil` if the fault is elsewhere.
  public var field: APIVersion? {
    switch self {
    case .line(let fault): fault.field
    case .selection(_, in: let field): field
    case .mismatch: nil
    }
  }

  /// The location of the fault, zero-based.
  ///
  /// UTF-8 offsets into the text of v2 after its JSON escapes are decoded, indices into the array
  /// of v1, or byte offsets into the line if ``field`` is `nil`.
  public var location: Range<Int>? {
    switch self {
    case .line(let fault): fault.location
    case .selection(let error, in: _): error.location?.range
    case .mismatch: nil
    }
  }

  /// The explanation for people, with advice on how to fix the record.
  public var message: String {
    switch self {
    case .line(let fault): fault.message
    case .selection(let error, in: _): error.message
    case .mismatch(let mismatch): mismatch.message
    }
  }
}

extension PageRecordFault: CustomStringConvertible {
  /// The member, the message and the code, such as `v2: … (pages.zeroPage)`.
  public var description: String {
    let place = field.map { "\($0.rawValue): " } ?? ""
    return "\(place)\(message) (\(code))"
  }
}

/// The reason why a line isn't a record.
public struct PageLineFault: Sendable, Hashable {
  /// A kind of fault; raw values stay the same across releases.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// The line isn't one JSON value (RFC 8259).
    case notJSON = "line.notJSON"
    /// Two members have the same name, so the record is ambiguous.
    case duplicateMember = "line.duplicateMember"
    /// The line isn't an object, or a member is neither of its type nor null.
    case wrongType = "line.wrongType"
    /// The object has neither `v1` nor `v2`, or is a body whose selection is misspelled or elsewhere.
    case noSelection = "line.noSelection"
    /// The line has more than ``PageRecordOptions/maximumLineBytes`` bytes.
    case tooLong = "line.tooLong"
  }

  /// The kind of fault.
  public let code: Code
  /// The member at fault; `nil` if the fault is elsewhere.
  public let field: APIVersion?
  /// The byte offsets in the line at which it is invalid JSON; `nil` for other faults.
  public let location: Range<Int>?
  /// The explanation for people, with advice on how to fix the record.
  public let message: String

  init(
    _ code: Code, in field: APIVersion? = nil, at location: Range<Int>? = nil, message: String
  ) {
    self.code = code
    self.field = field
    self.location = location
    self.message = message
  }
}
