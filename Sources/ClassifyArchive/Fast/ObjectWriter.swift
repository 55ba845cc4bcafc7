// SPDX-License-Identifier: Apache-2.0

/// Writes the members of an object with the whitespace of another.
struct ObjectWriter {
  private let base: UnsafePointer<UInt8>
  private let spacing: ObjectSpacing
  private var isEmpty = true

  init(_ base: UnsafePointer<UInt8>, _ spacing: ObjectSpacing) {
    self.base = base
    self.spacing = spacing
  }

  func open(_ writer: inout ByteWriter) {
    writer.append(UInt8(ascii: "{"))
    append(spacing.open, to: &writer)
  }

  func close(_ writer: inout ByteWriter) {
    append(spacing.close, to: &writer)
    writer.append(UInt8(ascii: "}"))
  }

  /// Writes a member as it is in the line.
  mutating func copy(_ place: MemberPlace, to writer: inout ByteWriter) {
    copy(from: place.nameStart, to: place.end, &writer)
  }

  mutating func copy(from start: Int, to end: Int, _ writer: inout ByteWriter) {
    separate(&writer)
    writer.append(base + start, end - start)
  }

  /// Writes the name of a new member and its colon.
  @inline(__always)
  mutating func name(_ name: StaticString, to writer: inout ByteWriter) {
    separate(&writer)
    writer.append(name)
    append(spacing.colon, to: &writer)
  }

  @inline(__always)
  private mutating func separate(_ writer: inout ByteWriter) {
    if isEmpty {
      isEmpty = false
    } else if let comma = spacing.comma {
      append(comma, to: &writer)
    } else {
      writer.append(UInt8(ascii: ","))
    }
  }

  @inline(__always)
  private func append(_ range: Range<Int>, to writer: inout ByteWriter) {
    // In most lines, there is none, or only the colon.
    switch range.count {
    case 0: break
    case 1: writer.append(base[range.lowerBound])
    default: writer.append(base + range.lowerBound, range.count)
    }
  }
}
