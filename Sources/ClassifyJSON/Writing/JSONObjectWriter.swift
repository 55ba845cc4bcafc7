// SPDX-License-Identifier: Apache-2.0

/// Writes the members of one object, in the order of the calls.
///
/// A name must be written once: the writer does not look for names that it wrote before.
public struct JSONObjectWriter: Sendable {
  var writer: JSONWriter
  var isEmpty = true

  init(writer: JSONWriter) {
    self.writer = writer
  }

  /// Writes a member.
  public mutating func member(_ name: String, _ value: some JSONWritable) {
    begin(name)
    value.write(to: &writer)
  }

  /// Writes a member if it is there: `null` is, and what is absent is not.
  public mutating func member(_ name: String, _ value: Presence<some JSONWritable>) {
    switch value {
    case .absent: break
    case .null:
      begin(name)
      writer.writeNull()
    case .value(let value): member(name, value)
    }
  }

  /// Writes a member whose value `body` writes; it must write exactly one.
  public mutating func member(_ name: String, _ body: (inout JSONWriter) -> Void) {
    begin(name)
    body(&writer)
  }

  /// Writes every member of an object, such as those that a type does not know.
  public mutating func members(of object: JSONObject) {
    for (name, value) in object { member(name, value) }
  }

  private mutating func begin(_ name: String) {
    writer.separate(isFirst: isEmpty)
    isEmpty = false
    writer.writeName(name)
  }
}
