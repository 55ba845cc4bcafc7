// SPDX-License-Identifier: Apache-2.0

package import ClassifyJSON
package import ClassifyModel

/// A redactor that knows every secret of a call or a process.
///
/// All text that leaves for an error, a log, a report or a terminal goes through one. It finds
/// secrets in any case, JSON-escaped, percent-encoded or in base64:
///
/// - A secret of 8 bytes or more is found wherever it occurs, a shorter one as a whole word.
/// - A secret of 16 bytes or more is found by its parts, too: of at least 16 bytes, or half of it if
///   that is less. Words alone are not a part, so that no option or ordinary word is redacted.
/// - Of a secret such as `user:password`, the pieces of 8 bytes or more are found, too.
/// - Of a text that is only possibly secret, no part and no base64 is found, nor the text if it is a
///   plain word of 4 to 7 bytes.
/// - Of a text of more than 16 KiB, only the first 16 KiB are found, by their parts.
///
/// Anything that looks like a LlamaCloud key (`llx-…`) is redacted, known or not.
package struct Redactor: Sendable {
  private let keys: [String]
  private let values: [String]
  private let possible: [String]
  private let hosts: [String]
  private let index: SecretIndex
  /// The index of the keys alone.
  private let keyIndex: SecretIndex

  /// Creates a redactor.
  ///
  /// - Parameters:
  ///   - keys: API keys.
  ///   - values: Other secrets. One that is a word of the API or in one, such as `document`, is not
  ///     redacted.
  ///   - possible: Texts that can be secret, such as those in unknown members of a request.
  ///   - hosts: Hosts, which are not redacted, nor is a value in one.
  package init(
    keys: [String] = [], values: [String] = [], possible: [String] = [], hosts: [String] = []
  ) {
    self.keys = keys
    self.values = values
    self.possible = possible
    self.hosts = hosts
    index = SecretIndex(
      keys: keys, values: values, possible: possible, except: hosts + PublicWords.all)
    keyIndex = SecretIndex(keys: keys)
  }

  /// Creates a redactor of the secrets of a request.
  package init(of request: some SecretBearing) {
    self.init(values: request.secrets, possible: request.possibleSecrets)
  }

  /// Returns a redactor that knows the secrets and hosts of both.
  package func merging(_ other: Redactor) -> Redactor {
    Redactor(
      keys: keys + other.keys, values: values + other.values,
      possible: possible + other.possible, hosts: hosts + other.hosts)
  }

  // MARK: - One line

  /// Redacts secrets and replaces control characters with spaces.
  ///
  /// - Parameters:
  ///   - text: The text to redact.
  ///   - limit: The approximate maximum length of the result in bytes; the rest becomes `…`.
  /// - Returns: The redacted text.
  package func redacted(_ text: some StringProtocol, limit: Int = .max) -> String {
    redacted(Array(text.utf8), from: 0, limit: limit)
  }

  /// Returns the bytes as text, with secrets redacted and control characters replaced with spaces.
  ///
  /// - Parameters:
  ///   - bytes: The text to redact.
  ///   - start: The offset of the first byte to return.
  ///   - limit: The approximate maximum length of the result in bytes; the rest becomes `…`.
  /// - Returns: The redacted text.
  package func redacted(_ bytes: [UInt8], from start: Int, limit: Int) -> String {
    // Secrets are found before the text is cut: a short part of one could not be recognized.
    let lookaround = max(Self.minimumLookaround, Self.longestEscape * index.longestSecret)
    let before = bytes[..<start].suffix(lookaround)
    let end = limit < bytes.count - start ? start + limit + lookaround : bytes.count
    let searched = bytes[before.startIndex..<min(end, bytes.count)]
    var ranges = index.ranges(in: searched).drop { $0.upperBound <= start }
    var result: [UInt8] = []
    var position = start
    while position < searched.endIndex {
      let byte = searched[position]
      guard result.count < limit || byte & 0xC0 == 0x80 else { break }
      if let range = ranges.first, range.lowerBound <= position {
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

  /// The minimum number of bytes before the start and after the limit that are searched, for secrets
  /// that extend into the result.
  private static let minimumLookaround = 1_024
  /// The number of bytes of a byte that is escaped once as JSON, such as `\u002f`.
  private static let longestEscape = 6

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

  /// Returns JSON without the secrets of webhooks, and with secrets in strings and numbers redacted.
  ///
  /// In names and in a string member `type`, only keys are redacted: names are those of the API, and
  /// the type is the result of a classification, which can equal another value of the request.
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
          result.append(Self.redacting(name, keyIndex), redactingLeaves(of: value))
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
  /// A redactor of the API key, the session and the values of additional header fields.
  package var redactor: Redactor {
    Redactor(
      keys: [key?.revealed(), session?.revealed()].compactMap(\.self),
      values: headerFields.secrets,
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
      "text/html", "authorization", "content-type", "LlamaCloud",
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
