// SPDX-License-Identifier: Apache-2.0

/// How much of an upload has left this machine.
public struct UploadProgress: Sendable, Hashable {
  /// The bytes of the request's body that have left so far.
  ///
  /// It can fall back to a smaller number, when the request is sent again.
  public let sentBytes: Int
  /// The bytes of the request's body: those of the file, and a few around it.
  public let totalBytes: Int

  /// The share that has left, from 0 to 1.
  public var fraction: Double {
    totalBytes == 0 ? 1 : Double(sentBytes) / Double(totalBytes)
  }
}
