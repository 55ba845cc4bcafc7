// SPDX-License-Identifier: Apache-2.0

/// A share of requests, from 0 to 100 percent, in steps of 0.01 percent.
public struct Share: Sendable, Hashable {
  /// No request.
  public static let none = Share(basisPoints: 0)
  /// Every request.
  public static let all = Share(basisPoints: maximumBasisPoints)
  /// The number of basis points in 100 percent.
  static let maximumBasisPoints = 10_000

  /// The share in hundredths of a percent, 0 to 10,000.
  public let basisPoints: Int

  /// Creates a share from hundredths of a percent, clamped to 0...10,000.
  public init(basisPoints: Int) {
    self.basisPoints = Swift.min(Swift.max(basisPoints, 0), Self.maximumBasisPoints)
  }

  /// Creates a share from a percentage, rounded to 0.01 and clamped to 0...100; NaN is 0.
  public init(percent: Double) {
    let clamped = percent > 0 ? Swift.min(percent, 100) : 0
    self.init(basisPoints: Int((clamped * 100).rounded()))
  }

  /// The share in percent, 0 to 100.
  public var percent: Double { Double(basisPoints) / 100 }

  /// Returns whether a key belongs to the share.
  ///
  /// A key that belongs to a share also belongs to every larger share, in every process.
  public func includes(_ key: String) -> Bool {
    StableHash.position(of: key, in: Self.maximumBasisPoints) < basisPoints
  }
}

extension Share: Comparable {
  /// Returns whether one share is smaller than another.
  public static func < (left: Share, right: Share) -> Bool {
    left.basisPoints < right.basisPoints
  }
}

extension Share: LosslessStringConvertible {
  /// Parses a percentage from 0 to 100 with at most two decimals, such as `12.5`, or returns `nil`.
  public init?(_ description: String) {
    let parts = description.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Self.integer(parts[0], digits: 1...3) else { return nil }
    var basisPoints = whole * 100
    if parts.count == 2 {
      guard let decimals = Self.integer(parts[1], digits: 1...2) else { return nil }
      basisPoints += parts[1].utf8.count == 1 ? decimals * 10 : decimals
    }
    guard basisPoints <= Self.maximumBasisPoints else { return nil }
    self.init(basisPoints: basisPoints)
  }

  private static func integer(_ text: Substring, digits: ClosedRange<Int>) -> Int? {
    let isNumber = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return isNumber && digits.contains(text.utf8.count) ? Int(text) : nil
  }

  /// The percentage without trailing zeros, such as `12.5`.
  public var description: String {
    let (whole, decimals) = basisPoints.quotientAndRemainder(dividingBy: 100)
    if decimals == 0 { return "\(whole)" }
    if decimals.isMultiple(of: 10) { return "\(whole).\(decimals / 10)" }
    return "\(whole).\(decimals < 10 ? "0" : "")\(decimals)"
  }
}

extension Share: Codable {
  /// Decodes the text of a percentage.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if the text is not a percentage from 0 to 100.
  public init(from decoder: any Decoder) throws {
    self = try decoder.decodeText("a percentage from 0 to 100 with at most two decimals")
  }

  /// Encodes the percentage as text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Decoder {
  /// Decodes a value from its text form, or throws `DecodingError.dataCorrupted`.
  func decodeText<Value: LosslessStringConvertible>(_ expected: String) throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Value(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\"\(text)\" is not \(expected)")
    }
    return value
  }
}
