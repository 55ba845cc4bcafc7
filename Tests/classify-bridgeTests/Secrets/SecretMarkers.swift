// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import Foundation

/// Texts in all places where a command can be given a secret.
enum SecretMarkers {
  static let key = "llx-Qz7Wv9Kp3Xt5Rb8Nm2Hc"
  static let header = "Vq4Zs8/Lw6+Yd1Jg5Fh0"
  static let token = "Uo3Ri7Ex9Cv2Bn4Gt6"
  static let signingSecret = "Sx5/Dt9Gy3Hu7Jk1"
  static let webhookHeader = "Wm8Ke2Lr6Ty4Pa0"
  static let path = "Fz1Qb7Nc3Mv9/Ol5Ik8"
  static let query = "Aw2Se4Dr6Ft8Gy0"
  static let unknown = "Zx9Cv7Bn5Mq3Lp1"
  static let nested = "Po0Iu9Yt8Re7Wq6"

  static let all = [
    key, header, token, signingSecret, webhookHeader, path, query, unknown, nested,
  ]

  static let webhookURL = "https://hooks.example.com/\(path)?token=\(query)"

  /// Texts that are only possibly secret: not recognized in base64.
  private static let possible = [unknown, nested]

  /// A webhook in YAML and in JSON.
  static let webhook = """
    {"webhook_url": "\(webhookURL)", "webhook_signing_secret": "\(signingSecret)", \
    "webhook_headers": {"X-Token": "\(webhookHeader)", "Authorization": "Bearer \(webhookHeader)"}}
    """

  static let rule = """
    {"type": "a", "description": "has ten letters", "hint": "\(nested)"}
    """

  static let environment = [
    "LLAMA_CLOUD_API_KEY": key,
    "LLAMA_CLOUD_CUSTOM_HEADERS": "X-Custom: \(header)\nX-Proxy-Token: Bearer \(token)",
  ]

  /// The length of a part that must not be printed.
  private static let partLength = 8

  /// Returns the secrets of which a text contains a part, plain, escaped or in base64, in any case.
  static func found(in text: String) -> [String] {
    let views = [text, unescaped(text), text.removingPercentEncoding ?? ""].map {
      Data($0.lowercased().utf8)
    }
    return all.filter { secret in
      let encoded = possible.contains(secret) ? [] : base64Parts(of: secret)
      let parts = windows(of: secret, partLength) + encoded
      return parts.contains { part in
        views.contains { $0.range(of: Data(part.lowercased().utf8)) != nil }
      }
    }
  }

  private static func windows(of text: String, _ length: Int) -> [String] {
    let characters = Array(text)
    return (0...characters.count - length).map { String(characters[$0..<$0 + length]) }
  }

  /// Returns the base64 of the secret's whole groups of three bytes, for each alignment.
  private static func base64Parts(of secret: String) -> [String] {
    (0..<3).map { offset in
      let bytes = Array(secret.utf8).dropFirst(offset)
      return Data(bytes.prefix(bytes.count / 3 * 3)).base64EncodedString()
    }
  }

  /// Returns a text with `\uXXXX` decoded and other backslashes dropped.
  private static func unescaped(_ text: String) -> String {
    text.replacing(/\\+u([0-9a-fA-F]{4})/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
    }.replacing("\\", with: "")
  }
}
#endif
