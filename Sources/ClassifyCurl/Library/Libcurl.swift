// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import CCurl

/// The library that is opened at run time.
struct Libcurl: Sendable, Hashable {
  /// A version of libcurl, ordered by age.
  struct Version: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The version as `0xMMmmpp`, as libcurl writes it.
    let number: UInt32

    var description: String {
      "\(number >> 16).\(number >> 8 & 0xFF).\(number & 0xFF)"
    }

    static func < (left: Version, right: Version) -> Bool { left.number < right.number }

    /// The first version with `curl_multi_poll`, and the first that refuses HTTP/0.9.
    static let minimum = Version(number: 0x07_42_00)
    /// The first version with `CURLOPT_PREREQFUNCTION`, which is called before a request is sent.
    static let preRequestCallback = Version(number: 0x07_50_00)
  }

  /// The version, on which the way of using the library depends.
  var version: Version

  private init(version: Version) {
    self.version = version
  }

  /// Whether libcurl calls back before it sends a request, so that no request is sent twice.
  ///
  /// An older version resends a request only on a reused connection, so connections must not be
  /// reused there.
  var hasPreRequestCallback: Bool { version >= .preRequestCallback }

  /// The library, opened at the first use.
  static let opened: Result<Libcurl, CurlTransport.SetupError> = open()

  private static func open() -> Result<Libcurl, CurlTransport.SetupError> {
    if let message = ccurl_open() {
      return .failure(
        CurlTransport.SetupError(
          .libraryMissing,
          "libcurl can't be opened (\(String(cString: message))): install it, on Debian and Ubuntu "
            + "with “apt-get install libcurl4”, on Fedora and RHEL with “dnf install libcurl”."))
    }
    let version = Version(number: ccurl_version())
    return fault(of: version).map { .failure($0) } ?? .success(Libcurl(version: version))
  }

  /// Returns an error if the version is too old.
  static func fault(of version: Version) -> CurlTransport.SetupError? {
    guard version < .minimum else { return nil }
    return CurlTransport.SetupError(
      .libraryTooOld, "libcurl \(version) is too old: install \(Version.minimum) or later.")
  }
}
#endif
