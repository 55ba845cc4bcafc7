// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// The contents, name and media type of an upload.
///
/// The contents can have up to ``maximumBytes``. The description shows the name, never the
/// contents.
public struct FileSource: Sendable, Hashable {
  /// The maximum size of a file in bytes: 512 MiB, the service's limit.
  public static let maximumBytes = 512 * 1_024 * 1_024

  private enum Contents: Hashable {
    case bytes([UInt8])
    case url(URL)
  }

  /// The file name that is sent to the service.
  public let name: String
  /// The media type that is sent with the file; the service uses the name's extension instead.
  public let contentType: String
  private let contents: Contents

  private init(_ contents: Contents, name: String, contentType: String) {
    self.contents = contents
    self.name = name
    self.contentType = contentType
  }

  /// Returns a source of bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: The contents.
  ///   - name: The file name; the service derives the file type from its extension.
  ///   - contentType: The media type.
  /// - Returns: The source.
  public static func bytes(
    _ bytes: [UInt8], name: String, contentType: String = "application/octet-stream"
  ) -> FileSource {
    FileSource(.bytes(bytes), name: name, contentType: contentType)
  }

  /// Returns a source of data in memory.
  ///
  /// - Parameters:
  ///   - data: The contents.
  ///   - name: The file name; the service derives the file type from its extension.
  ///   - contentType: The media type.
  /// - Returns: The source.
  public static func data(
    _ data: Data, name: String, contentType: String = "application/octet-stream"
  ) -> FileSource {
    bytes(Array(data), name: name, contentType: contentType)
  }

  /// Returns a source that reads a local file when it is uploaded.
  ///
  /// - Parameters:
  ///   - url: A `file:` URL.
  ///   - name: The file name to send; `nil` for the name of the local file.
  ///   - contentType: The media type.
  /// - Returns: The source.
  public static func url(
    _ url: URL, name: String? = nil, contentType: String = "application/octet-stream"
  ) -> FileSource {
    FileSource(.url(url), name: name ?? url.lastPathComponent, contentType: contentType)
  }

  /// Reads the contents off the caller's actor.
  ///
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/invalidRequest`` if the name is
  ///   empty, the media type is invalid, or the file can't be read or is too large.
  @concurrent
  func read() async throws(ClassifyError) -> [UInt8] {
    if name.isEmpty { throw invalidFile("has no name; give one with its extension") }
    if (try? HTTPField(name: .contentType, value: contentType)) == nil {
      throw invalidFile(
        "has a media type with control characters; give one such as application/pdf")
    }
    let bytes: [UInt8]
    switch contents {
    case .bytes(let all): bytes = all
    case .url(let url): bytes = try contents(of: url)
    }
    // A file may have grown since its size was read.
    try check(size: bytes.count)
    return bytes
  }

  private func contents(of url: URL) throws(ClassifyError) -> [UInt8] {
    guard url.isFileURL else {
      throw invalidFile(
        "is at \(url.scheme ?? "no scheme"): and not on this machine; download it first")
    }
    let path = url.resolvingSymlinksInPath().path
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else {
        throw invalidFile("is not a regular file; give the path of a file")
      }
      if let size = attributes[.size] as? Int { try check(size: size) }
      return Array(try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe))
    } catch let error as ClassifyError {
      throw error
    } catch {
      throw invalidFile("can't be read (\(error)); check the path and its permissions")
    }
  }

  private func check(size: Int) throws(ClassifyError) {
    if size > Self.maximumBytes {
      throw invalidFile("has \(size) bytes; the service takes up to \(Self.maximumBytes)")
    }
  }

  /// Returns an error with a message that starts with the file's name.
  private func invalidFile(_ reason: String) -> ClassifyError {
    ClassifyError(
      code: .invalidRequest, message: "the file \"\(name)\" \(reason)", operation: "files.create")
  }
}

extension FileSource: CustomStringConvertible, CustomReflectable {
  /// The name, and the size if the contents are in memory.
  public var description: String {
    switch contents {
    case .bytes(let bytes): "\(name), \(bytes.count) bytes"
    case .url: name
    }
  }

  /// A mirror that shows what the description shows.
  public var customMirror: Mirror {
    Mirror(self, children: ["file": description], displayStyle: .struct)
  }
}

/// A builder of `multipart/form-data` bodies (RFC 7578).
struct MultipartForm {
  private let boundary: String
  private var bytes: [UInt8] = []

  /// Creates a form with a random boundary, which a file can't be crafted to contain.
  init(using generator: inout some RandomNumberGenerator) {
    let numbers = (0..<2).map { _ in String(generator.next() as UInt64, radix: 16) }
    boundary = "classify-bridge-\(numbers.joined(separator: "-"))"
  }

  /// Appends a text field.
  mutating func add(_ name: String, _ value: String) {
    beginPart("name=\"\(Self.escaped(name))\"")
    bytes += "\r\n\(value)\r\n".utf8
  }

  /// Appends a file.
  mutating func add(_ name: String, contents: [UInt8], fileName: String, contentType: String) {
    bytes.reserveCapacity(bytes.count + contents.count + 1_024)
    beginPart("name=\"\(Self.escaped(name))\"; filename=\"\(Self.escaped(fileName))\"")
    bytes += "Content-Type: \(contentType)\r\n\r\n".utf8
    bytes += contents
    bytes += "\r\n".utf8
  }

  /// Appends the closing boundary and returns the body.
  consuming func body() -> RequestBody {
    bytes += "--\(boundary)--\r\n".utf8
    return RequestBody(contentType: "multipart/form-data; boundary=\(boundary)", bytes: bytes)
  }

  private mutating func beginPart(_ disposition: String) {
    bytes += "--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n".utf8
  }

  /// Percent-encodes quotes and line breaks, as browsers do (WHATWG HTML, "multipart form data").
  private static func escaped(_ name: String) -> String {
    var escaped = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"": escaped += "%22"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
