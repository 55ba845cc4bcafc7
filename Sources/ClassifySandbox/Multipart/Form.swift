// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON

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
