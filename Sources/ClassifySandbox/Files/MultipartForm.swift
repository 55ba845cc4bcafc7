// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyValidation

/// The fields and files of a `multipart/form-data` request.
struct MultipartForm {
  private let parts: [MultipartReader.Part]

  /// Parses the body of a request.
  ///
  /// A body of another media type counts as an empty form.
  ///
  /// - Throws: An error response with status 400 if the body is malformed.
  init(_ context: RequestContext) throws(ErrorResponse) {
    guard let type = context.request.headerFields[.contentType].map(MediaType.init),
      type.essence == "multipart/form-data"
    else {
      parts = []
      return
    }
    guard let boundary = type.parameter("boundary") else { throw .invalidForm }
    do throws(MultipartReader.Failure) {
      parts = try MultipartReader.parts(of: context.request.body ?? [], boundary: boundary)
    } catch {
      throw .invalidForm
    }
  }

  /// The field with a name, as a string; the last one if there are several.
  subscript(name: String) -> Field {
    let part = parts.last { $0.name == name && $0.fileName == nil }
    return Field(
      value: part.map { .string(String(decoding: $0.body, as: UTF8.self)) },
      location: ["body", .string(name)])
  }

  /// Returns the file with a name; adds a validation error if it is missing.
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

/// A strict parser of `multipart/form-data` bodies (RFC 7578).
struct MultipartReader {
  /// A part of the body.
  struct Part: Equatable {
    let name: String
    let fileName: String?
    let body: [UInt8]
  }

  /// The error for a malformed body or an exceeded limit.
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

  /// Parses a body and returns its parts.
  ///
  /// - Throws: ``Failure`` if the body is malformed, has a preamble or an epilogue, or has more than
  ///   32 parts, or if the headers of a part exceed 8 KiB.
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

  /// Returns the bytes before a terminator, at most `limit`, and consumes both.
  private mutating func take(
    upTo terminator: [UInt8], within limit: Int
  ) throws(Failure) -> [UInt8] {
    let start = position
    let end = min(body.count - terminator.count, start + limit)
    while position <= end {
      if body[position] == terminator[0], body[position...].starts(with: terminator) {
        let taken = body[start..<position]
        position += terminator.count
        return Array(taken)
      }
      position += 1
    }
    throw Failure()
  }

  private mutating func part() throws(Failure) -> Part {
    let header = try take(upTo: Array("\r\n\r\n".utf8), within: Self.maximumHeaderBytes)
    let content = try take(upTo: Array("\r\n".utf8) + delimiter, within: body.count)
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
