// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// Where the bytes of an upload come from.
///
/// A source has up to 512 MB (``maximumBytes``), as the service takes; its description shows the
/// name and never the contents.
public struct FileSource: Sendable, Hashable {
  /// The largest file that the service takes, in bytes.
  public static let maximumBytes = 512 * 1_024 * 1_024

  private enum Contents: Hashable {
    case bytes([UInt8])
    case url(URL)
  }

  /// The name that the service keeps.
  public let name: String
  /// The media type that is sent with the file; the service itself goes by the name.
  public let contentType: String
  private let contents: Contents

  private init(_ contents: Contents, name: String, contentType: String) {
    self.contents = contents
    self.name = name
    self.contentType = contentType
  }

  /// Bytes in memory.
  ///
  /// - Parameters:
  ///   - bytes: The contents.
  ///   - name: The file's name with its extension, by which the service knows what it is.
  ///   - contentType: The media type.
  /// - Returns: The source.
  public static func bytes(
    _ bytes: [UInt8], name: String, contentType: String = "application/octet-stream"
  ) -> FileSource {
    FileSource(.bytes(bytes), name: name, contentType: contentType)
  }

  /// Data in memory.
  ///
  /// - Parameters:
  ///   - data: The contents.
  ///   - name: The file's name with its extension, by which the service knows what it is.
  ///   - contentType: The media type.
  /// - Returns: The source.
  public static func data(
    _ data: Data, name: String, contentType: String = "application/octet-stream"
  ) -> FileSource {
    bytes(Array(data), name: name, contentType: contentType)
  }

  /// A file of this machine, which is read when it is uploaded.
  ///
  /// - Parameters:
  ///   - url: A `file:` URL.
  ///   - name: The name that the service keeps; `nil` takes the file's own.
  ///   - contentType: The media type.
  /// - Returns: The source.
  public static func url(
    _ url: URL, name: String? = nil, contentType: String = "application/octet-stream"
  ) -> FileSource {
    FileSource(.url(url), name: name ?? url.lastPathComponent, contentType: contentType)
  }

  /// Reads the contents, off the caller's actor.
  ///
  /// - Throws: ``ClassifyError`` with the code ``ClassifyError/Code/invalidRequest`` if there is
  ///   nothing that can be uploaded.
  @concurrent
  func read() async throws(ClassifyError) -> [UInt8] {
    if name.isEmpty { throw refusal("has no name; give one with its extension") }
    if (try? HTTPField(name: .contentType, value: contentType)) == nil {
      throw refusal("has a media type with control characters; give one such as application/pdf")
    }
    let bytes: [UInt8]
    switch contents {
    case .bytes(let all): bytes = all
    case .url(let url): bytes = try contents(of: url)
    }
    // A file may have grown since its size was looked at.
    try check(size: bytes.count)
    return bytes
  }

  private func contents(of url: URL) throws(ClassifyError) -> [UInt8] {
    guard url.isFileURL else {
      throw refusal(
        "is at \(url.scheme ?? "no scheme"): and not on this machine; download it first")
    }
    let path = url.resolvingSymlinksInPath().path
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else {
        throw refusal("is not a regular file; give the path of a file")
      }
      if let size = attributes[.size] as? Int { try check(size: size) }
      return Array(try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe))
    } catch let error as ClassifyError {
      throw error
    } catch {
      throw refusal("can't be read (\(error)); check the path and who may read it")
    }
  }

  private func check(size: Int) throws(ClassifyError) {
    if size > Self.maximumBytes {
      throw refusal("has \(size) bytes; the service takes up to \(Self.maximumBytes)")
    }
  }

  private func refusal(_ reason: String) -> ClassifyError {
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

/// A body of `multipart/form-data` (RFC 7578) while it is written.
struct MultipartForm {
  private let boundary: String
  private var bytes: [UInt8] = []

  /// Begins a form.
  ///
  /// The boundary is random, so that nobody can choose a file's contents to contain it.
  init(using generator: inout some RandomNumberGenerator) {
    let numbers = (0..<2).map { _ in String(generator.next() as UInt64, radix: 16) }
    boundary = "classify-bridge-\(numbers.joined(separator: "-"))"
  }

  mutating func add(_ name: String, _ value: String) {
    begin("name=\"\(Self.escaped(name))\"")
    bytes += "\r\n\(value)\r\n".utf8
  }

  mutating func add(_ name: String, contents: [UInt8], fileName: String, contentType: String) {
    bytes.reserveCapacity(bytes.count + contents.count + 1_024)
    begin("name=\"\(Self.escaped(name))\"; filename=\"\(Self.escaped(fileName))\"")
    bytes += "Content-Type: \(contentType)\r\n\r\n".utf8
    bytes += contents
    bytes += "\r\n".utf8
  }

  /// Ends the form.
  consuming func body() -> RequestBody {
    bytes += "--\(boundary)--\r\n".utf8
    return RequestBody(contentType: "multipart/form-data; boundary=\(boundary)", bytes: bytes)
  }

  private mutating func begin(_ disposition: String) {
    bytes += "--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n".utf8
  }

  /// Escapes what would end a name, as browsers do (WHATWG HTML, "multipart form data").
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
