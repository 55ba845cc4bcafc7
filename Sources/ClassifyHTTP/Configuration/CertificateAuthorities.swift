// SPDX-License-Identifier: Apache-2.0

/// The certificate authorities (CAs) that a transport trusts to sign servers' certificates.
public enum CertificateAuthorities: Sendable, Hashable {
  /// The CAs of the operating system.
  case system
  /// Only the CAs in a file of PEM certificates, given by its path.
  case file(String)
  /// Only these PEM certificates.
  case pem([UInt8])
}
