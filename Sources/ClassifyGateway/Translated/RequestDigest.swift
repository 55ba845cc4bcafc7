// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyModel
import Crypto

/// Who sends a request: a SHA-256 digest of its credentials, so that nothing stores them as a key.
struct CallerID: Hashable {
  fileprivate let digest: [UInt8]

  /// Creates the ID of the caller with these fields of a request.
  ///
  /// A caller is who sends this `Authorization` and cookie `session`; without both, who sends these
  /// cookies. Other cookies can change between a request and its repetition.
  init(_ fields: HTTPFields) {
    let authorization = fields.values(of: .authorization)
    let cookies = Cookies(fields)
    var hash = FieldHash()
    hash.add(authorization)
    if authorization.isEmpty, cookies.session == nil {
      hash.add(cookies.fields.map(\.value))
    } else {
      hash.add(cookies.session.map { [$0] } ?? [])
    }
    digest = hash.finish()
  }
}

/// Which request a caller sends: a SHA-256 digest of the caller, the project and the body.
///
/// Requests that a client repeats have the same digest.
struct RequestDigest: Hashable {
  /// The number of the bits of a group's ID that come from the digest; the others are random, so
  /// that equal requests of one moment are different groups.
  static let groupBitCount = 48
  private static let randomBitCount = 62 - groupBitCount

  /// Who sends the request.
  let caller: CallerID
  private let digest: [UInt8]

  /// Creates the digest of a request.
  init(caller: CallerID, scope: CallScope, body: [UInt8]) {
    self.caller = caller
    var hash = FieldHash()
    hash.add(caller.digest)
    hash.add([scope.organizationID, scope.projectID].map { $0 ?? "" })
    hash.add(body)
    digest = hash.finish()
  }

  private var groupBits: UInt64 {
    digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } >> UInt64(64 - Self.groupBitCount)
  }

  /// Returns an ID for a new group of the request; `nil` if the number of members is not allowed.
  func group(
    milliseconds: Int64, memberCount: Int, using generator: inout some RandomNumberGenerator
  ) -> GroupID? {
    let random = generator.next() as UInt64 >> UInt64(64 - Self.randomBitCount)
    return GroupID(
      milliseconds: milliseconds, memberCount: memberCount,
      random: groupBits << UInt64(Self.randomBitCount) | random)
  }

  /// Returns whether a group was made for this request.
  func matches(_ group: GroupID) -> Bool {
    group.randomBits >> UInt64(Self.randomBitCount) == groupBits
  }
}

/// A hash of values, each with its length, so that no two lists of values are hashed alike.
private struct FieldHash {
  private var hash = SHA256()

  mutating func add(_ bytes: [UInt8]) {
    withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { hash.update(bufferPointer: $0) }
    hash.update(data: bytes)
  }

  mutating func add(_ texts: [String]) {
    add([UInt8(truncatingIfNeeded: texts.count)])
    for text in texts { add(Array(text.utf8)) }
  }

  func finish() -> [UInt8] { Array(hash.finalize()) }
}

/// The number of earlier attempts of a request, as official clients send it.
enum RetryCount {
  private static let fieldName = "x-stainless-retry-count"

  /// Returns the number of attempts before a request, which failed or whose responses were lost.
  ///
  /// A value that is no number above 0, or that is sent more than once, counts as 0.
  static func value(_ fields: HTTPFields) -> Int {
    max(0, fields[fieldName].flatMap { Int($0) } ?? 0)
  }
}
#endif
