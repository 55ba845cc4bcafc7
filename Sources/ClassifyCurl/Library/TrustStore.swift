// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import CCurl
import ClassifyHTTP

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A file with the certificate authorities to trust, whose descriptor it owns if it is in memory.
final class TrustStore: Sendable {
  /// The path of the file; `nil` for libcurl's default.
  let path: String?
  private let memoryFile: Int32?

  /// The maximum size of certificates in bytes; the CAs of an operating system take 200 KB.
  static let maximumBytes = 16 * 1024 * 1024

  /// Bundles of operating systems, for a libcurl that was built for another one.
  static let systemPaths = [
    "/etc/ssl/certs/ca-certificates.crt",  // Debian, Ubuntu, Alpine, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",  // Fedora, RHEL, Amazon Linux
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // RHEL 9 and later
    "/etc/ssl/ca-bundle.pem",  // SUSE
    "/etc/ssl/cert.pem",  // Alpine without ca-certificates
  ]

  /// Finds the authorities that the options name.
  ///
  /// - Throws: ``CurlTransport/SetupError`` if there are none.
  init(_ options: CurlTransport.Options) throws(CurlTransport.SetupError) {
    switch options.certificateAuthorities {
    case .system:
      path = Self.systemPath(preferring: Self.builtInPath)
      memoryFile = nil
    case .file(let file):
      // A copy, so that a pipe can be read, and a file that changes later is no fault.
      let descriptor = try Self.memoryFile(try Self.contents(of: file), source: file)
      path = "/proc/self/fd/\(descriptor)"
      memoryFile = descriptor
    case .pem(let certificates):
      let descriptor = try Self.memoryFile(
        certificates, source: "the text of the certificate authorities")
      path = "/proc/self/fd/\(descriptor)"
      memoryFile = descriptor
    }
  }

  /// Writes certificates to a file in memory, after a check, and returns its descriptor.
  private static func memoryFile(
    _ certificates: [UInt8], source: String
  ) throws(CurlTransport.SetupError) -> Int32 {
    // A byte order mark would hide the first certificate from the TLS library.
    let mark = [UInt8]("\u{FEFF}".utf8)
    let isMarked = certificates.starts(with: mark)
    let certificates = isMarked ? Array(certificates.dropFirst(mark.count)) : certificates
    try validate(certificates, source: source)
    let descriptor = certificates.withUnsafeBytes { bytes in
      bytes.baseAddress.map { ccurl_memory_file($0, bytes.count) } ?? -1
    }
    guard descriptor >= 0 else {
      throw CurlTransport.SetupError(
        .invalidCertificateAuthorities,
        "the certificate authorities can't be kept in memory: \(String(cString: strerror(errno)))")
    }
    return descriptor
  }

  deinit {
    if let memoryFile { close(memoryFile) }
  }

  /// The bundle that libcurl was built with, if it can be read from it.
  private static var builtInPath: String? {
    guard let easy = ccurl_easy_create() else { return nil }
    defer { ccurl_easy_free(easy) }
    return ccurl_default_authorities(easy).map { String(cString: $0) }
  }

  /// Returns the first readable bundle, or `nil` to leave the choice to libcurl.
  static func systemPath(
    preferring builtIn: String?, isReadable: (String) -> Bool = { access($0, R_OK) == 0 }
  ) -> String? {
    if let builtIn, isReadable(builtIn) { return nil }
    return systemPaths.first(where: isReadable)
  }

  private static func contents(of path: String) throws(CurlTransport.SetupError) -> [UInt8] {
    guard let file = fopen(path, "re") else { throw unreadable(path) }
    defer { fclose(file) }
    var contents: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while contents.count <= maximumBytes {
      let count = fread(&buffer, 1, buffer.count, file)
      if ferror(file) != 0 { throw unreadable(path) }
      if count == 0 { break }
      contents += buffer[..<count]
    }
    return contents
  }

  private static func unreadable(_ path: String) -> CurlTransport.SetupError {
    CurlTransport.SetupError(
      .invalidCertificateAuthorities,
      "\(path) can't be read: \(String(cString: strerror(errno))). Give a file of PEM certificates."
    )
  }

  private static func validate(
    _ certificates: [UInt8], source: String
  ) throws(CurlTransport.SetupError) {
    let fault: String? =
      if certificates.isEmpty {
        "is empty"
      } else if certificates.count > maximumBytes {
        "is larger than \(maximumBytes) bytes"
      } else {
        PEMCertificates.fault(in: certificates)
      }
    guard let fault else { return }
    throw CurlTransport.SetupError(
      .invalidCertificateAuthorities,
      "\(source) \(fault). Give PEM certificates, which begin with “-----BEGIN CERTIFICATE-----”.")
  }
}
#endif
