// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON

/// Reads a body of `multipart/form-data` (RFC 7578), strictly.
struct MultipartReader {
  /// One part of the body.
  struct Part: Equatable {
    let name: String
    let fileName: String?
    let body: [UInt8]
  }

  /// The body is not of this form, or goes beyond a bound.
  struct Failure: Error, Equatable {}

  private static let maximumParts = 32
  private static let maximumHeaderBytes = 8_192

  private let body: [UInt8]
  private let delimiter: [UInt8]
  private var position = 0

  private init(_ body: [UInt8], boundary: String) {
    self.body = body
    delimiter = Array("--\(boundary)".utf8)
  }

  /// Returns the parts of a body.
  ///
  /// - Throws: ``Failure`` if there is anything but parts between delimiters, or more than 32
  ///   parts, or a part with more than 8 KiB of header fields.
  static func parts(of body: [UInt8], boundary: String) throws(Failure) -> [Part] {
    guard (1...70).contains(boundary.utf8.count) else { throw Failure() }
    var reader = MultipartReader(body, boundary: boundary)
    var parts: [Part] = []
    guard reader.take(reader.delimiter) else { throw Failure() }
    while !reader.take(Array("--".utf8)) {
      guard parts.count < maximumParts else { throw Failure() }
      try reader.expect("\r\n")
      parts.append(try reader.part())
    }
    guard reader.isAtEnd || reader.take(Array("\r\n".utf8)), reader.isAtEnd else {
      throw Failure()
    }
    return parts
  }

  private var isAtEnd: Bool { position == body.count }

  private mutating func take(_ bytes: [UInt8]) -> Bool {
    guard body[position...].starts(with: bytes) else { return false }
    position += bytes.count
    return true
  }

  private mutating func expect(_ text: String) throws(Failure) {
    guard take(Array(text.utf8)) else { throw Failure() }
  }

  /// Takes what stands before a mark, and the mark.
  private mutating func take(before mark: [UInt8], within limit: Int) throws(Failure) -> [UInt8] {
    let start = position
    let end = min(body.count - mark.count, start + limit)
    while position <= end {
      if body[position] == mark[0], body[position...].starts(with: mark) {
        let taken = body[start..<position]
        position += mark.count
        return Array(taken)
      }
      position += 1
    }
    throw Failure()
  }

  private mutating func part() throws(Failure) -> Part {
    let header = try take(before: Array("\r\n\r\n".utf8), within: Self.maximumHeaderBytes)
    let content = try take(before: Array("\r\n".utf8) + delimiter, within: body.count)
    guard let text = String(validating: header, as: UTF8.self) else { throw Failure() }
    for line in text.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw Failure() }
      guard line[..<colon].lowercased() == "content-disposition" else { continue }
      let disposition = MediaType(String(line[line.index(after: colon)...]))
      guard disposition.essence == "form-data", let name = disposition.parameter("name") else {
        throw Failure()
      }
      return Part(name: name, fileName: disposition.parameter("filename"), body: content)
    }
    throw Failure()
  }
}

/// The fields of an uploaded form.
struct Form {
  private let parts: [MultipartReader.Part]

  /// Reads the body of a request.
  ///
  /// A body of another type is a form without fields.
  init(_ call: Call) throws(Refusal) {
    guard let type = call.request.headerFields[.contentType].map(MediaType.init),
      type.essence == "multipart/form-data"
    else {
      parts = []
      return
    }
    guard let boundary = type.parameter("boundary") else { throw .unreadableForm }
    do throws(MultipartReader.Failure) {
      parts = try MultipartReader.parts(of: call.request.body ?? [], boundary: boundary)
    } catch {
      throw .unreadableForm
    }
  }

  /// The field of a name, as text.
  subscript(name: String) -> Field {
    let part = parts.last { $0.name == name && $0.fileName == nil }
    return Field(
      value: part.map { .string(String(decoding: $0.body, as: UTF8.self)) },
      location: ["body", .string(name)])
  }

  /// Returns the file of a name, and notes it if it is missing.
  func file(_ name: String, validator: inout Validator) -> FileContent {
    guard let part = parts.last(where: { $0.name == name && $0.fileName != nil }) else {
      validator.reportMissing(Field(value: nil, location: ["body", .string(name)]))
      return FileContent(name: "", text: "")
    }
    return FileContent(
      name: part.fileName ?? "", text: String(decoding: part.body, as: UTF8.self),
      size: part.body.count)
  }
}
