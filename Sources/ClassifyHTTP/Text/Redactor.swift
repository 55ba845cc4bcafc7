// SPDX-License-Identifier: Apache-2.0

package import ClassifyJSON
import ClassifyModel

/// A redactor that knows every secret of a call or a process.
///
/// All text that leaves for an error, a log, a report or a terminal goes through one. It finds a
/// secret, and any part of it of at least 8 bytes, in any case, JSON-escaped, percent-encoded or in
/// base64. Secrets of 4 to 7 bytes are found as whole words, unless they are plain words and no
/// keys. Anything that looks like a LlamaCloud key (`llx-…`) is redacted, known or not.
package struct Redactor: Sendable {
  private let keys: [String]
  private let values: [String]
  private let hosts: [String]
  private let index: SecretIndex
  /// The index of the keys alone.
  private let keyIndex: SecretIndex

  /// Creates a redactor.
  ///
  /// - Parameters:
  ///   - keys: API keys.
  ///   - values: Other secrets. Words of the API in them, such as `classify` in the path of a
  ///     webhook, are not redacted.
  ///   - hosts: Hosts, which are not redacted.
  package init(keys: [String] = [], values: [String] = [], hosts: [String] = []) {
    self.keys = keys
    self.values = values
    self.hosts = hosts
    index = SecretIndex(keys: keys, values: values, except: hosts + PublicWords.all)
    keyIndex = SecretIndex(keys: keys, values: [], except: [])
  }

  /// Returns a redactor that knows the secrets and hosts of both.
  package func merging(_ other: Redactor) -> Redactor {
    Redactor(
      keys: keys + other.keys, values: values + other.values, hosts: hosts + other.hosts)
  }

  // MARK: - One line

  /// Redacts secrets and replaces control characters with spaces.
  ///
  /// - Parameters:
  ///   - text: The text to redact.
  ///   - limit: The approximate maximum length of the result in bytes; the rest becomes `…`.
  /// - Returns: The redacted text.
  package func redacted(_ text: some StringProtocol, limit: Int = .max) -> String {
    redacted(Array(text.utf8)[...], limit: limit)
  }

  /// Returns the bytes as text, with secrets redacted and control characters replaced with spaces.
  package func redacted(_ bytes: ArraySlice<UInt8>, limit: Int) -> String {
    // Secrets are found before the text is truncated: a part of one could not be recognized.
    let searched = limit < bytes.count ? bytes.prefix(limit + Self.lookahead) : bytes
    var ranges = index.ranges(in: searched)[...]
    var result: [UInt8] = []
    var position = searched.startIndex
    while position < searched.endIndex {
      let byte = searched[position]
      guard result.count < limit || byte & 0xC0 == 0x80 else { break }
      if let range = ranges.first, range.lowerBound == position {
        result += Redaction.placeholder.utf8
        position = range.upperBound
        ranges.removeFirst()
      } else {
        result.append(ASCII.isControl(byte) ? 0x20 : byte)
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self) + (position < bytes.endIndex ? "…" : "")
  }

  /// The number of bytes after a limit that are searched, for secrets that begin before it.
  private static let lookahead = 1_024

  // MARK: - Any length

  /// Returns text with secrets redacted and everything else unchanged.
  package func redacting(_ text: String) -> String {
    Self.redacting(text, index)
  }

  private static func redacting(_ text: String, _ index: SecretIndex) -> String {
    let bytes = Array(text.utf8)
    let ranges = index.ranges(in: bytes[...])
    return ranges.isEmpty
      ? text : String(decoding: replacing(ranges, in: bytes), as: UTF8.self)
  }

  /// Returns bytes with secrets redacted and everything else unchanged.
  package func redacting(_ bytes: [UInt8]) -> [UInt8] {
    Self.replacing(index.ranges(in: bytes[...]), in: bytes)
  }

  /// Returns JSON without the secrets of webhooks, and with secrets in strings, numbers and names
  /// redacted.
  ///
  /// In a string member `type`, only keys are redacted: it is the result of a classification, and can
  /// equal another value of the request.
  package func redacting(_ value: JSONValue) -> JSONValue {
    redactingLeaves(of: Redaction.withoutWebhookSecrets(value))
  }

  private func redactingLeaves(of value: JSONValue) -> JSONValue {
    switch value {
    case .null, .bool: return value
    case .number(let number):
      let text = redacting(number.text)
      return text == number.text ? value : .string(text)
    case .string(let text): return .string(redacting(text))
    case .array(let elements): return .array(elements.map(redactingLeaves))
    case .object(let members):
      var result = JSONObject()
      for (name, value) in members {
        if name == "type", case .string(let type) = value {
          result.append(name, .string(Self.redacting(type, keyIndex)))
        } else {
          result.append(redacting(name), redactingLeaves(of: value))
        }
      }
      return .object(result)
    }
  }

  private static func replacing(_ ranges: [Range<Int>], in bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = bytes.startIndex
    for range in ranges {
      result += bytes[position..<range.lowerBound]
      result += Redaction.placeholder.utf8
      position = range.upperBound
    }
    return result + bytes[position...]
  }
}

extension HTTPFields {
  /// The values of fields that can hold secrets, without authentication schemes.
  var secrets: [String] {
    filter { !$0.isSafeToLog }.map { Redaction.credentials(in: $0.value) }
  }
}

extension ServiceConfiguration {
  /// A redactor of the API key and the values of additional header fields.
  package var redactor: Redactor {
    Redactor(
      keys: key.map { [$0.revealed()] } ?? [], values: headerFields.secrets,
      hosts: [baseURL.authority])
  }
}

/// Words of the API's addresses, requests and responses: not secret wherever they occur.
private enum PublicWords {
  static let all =
    names + [
      "http://", "https://", "localhost", "127.0.0.1", "api.cloud.llamaindex.ai",
      "api.cloud.eu.llamaindex.ai", "/classifier/jobs", "/classify", "application/json",
      "text/plain",
      "text/html", "authorization", "content-type",
    ]

  /// Names and values of members in requests and responses.
  private static let names = """
    classifier classification classifications classify description documents document_input_type \
    document_input_value configuration configuration_id parsing_configuration max_pages \
    target_pages lang mode FAST MULTIMODAL webhook_configurations webhook_configuration_ids \
    webhook_signing_secret webhook_headers webhook_events webhook_output_format webhook_url \
    transaction_id file_input file_id file_ids parse_job_id project_id organization_id rules type \
    confidence reasoning results status PENDING RUNNING SUCCESS PARTIAL_SUCCESS COMPLETED FAILED \
    CANCELLED ERROR error_message created_at updated_at detail input body query header true false \
    null none auto json string http https
    """.split(separator: " ").map(String.init)
}
