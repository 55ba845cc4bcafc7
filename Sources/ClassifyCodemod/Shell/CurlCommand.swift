// SPDX-License-Identifier: Apache-2.0

/// The arguments of curl that decide what it sends and where the response goes.
struct CurlCommand: Sendable {
  /// A request body: `-d '{…}'`.
  struct Body: Sendable {
    /// The value of the option.
    var word: ShellWord
    /// Whether a value that begins with `@` names a file.
    var readsFiles: Bool
  }

  var urls: [ShellWord] = []
  var bodies: [Body] = []
  /// The value of `-X`; nil if it is absent or known only when the script runs.
  var method: ShellWord?
  /// Whether data becomes a part of the URL: `-G`.
  var sendsDataInURL = false
  /// The option that sends a form, a file, or reads options from a file.
  var unsupported: ShellWord?
  /// The file that gets the response.
  var output: ShellWord?

  private static let shortWithValue = Set("AbcCdDeEFhHKmoPQrtTuUwxXyYz")
  private static let longWithValue: Set<String> = [
    "--cacert", "--capath", "--cert", "--cert-type", "--ciphers", "--config", "--connect-timeout",
    "--connect-to", "--cookie", "--cookie-jar", "--data", "--data-ascii", "--data-binary",
    "--data-raw", "--data-urlencode", "--dump-header", "--expect100-timeout", "--form",
    "--form-string", "--header", "--interface", "--json", "--keepalive-time", "--key",
    "--limit-rate", "--max-filesize", "--max-redirs", "--max-time", "--netrc-file", "--noproxy",
    "--oauth2-bearer", "--output", "--output-dir", "--pass", "--proto", "--proto-redir", "--proxy",
    "--proxy-header", "--proxy-user", "--range", "--rate", "--referer", "--request", "--resolve",
    "--retry", "--retry-delay", "--retry-max-time", "--speed-limit", "--speed-time", "--stderr",
    "--tls-max", "--trace", "--trace-ascii", "--unix-socket", "--upload-file", "--url",
    "--url-query", "--user", "--user-agent", "--variable", "--write-out",
  ]

  /// Reads the arguments.
  ///
  /// - Parameters:
  ///   - arguments: The words after `curl`.
  ///   - outline: The script.
  init(_ arguments: ArraySlice<ShellWord>, in outline: ShellOutline) {
    var rest = arguments
    while let word = rest.popFirst() {
      let text = outline.text[word.range]
      if text.hasPrefix("--") {
        let name = outline.constant(word) ?? text
        if Self.longWithValue.contains(name), let value = rest.popFirst() {
          read(name, value, option: word)
        } else if name == "--get" {
          sendsDataInURL = true
        }
      } else if text.hasPrefix("-"), text.count > 1 {
        short(word, text, &rest)
      } else {
        urls.append(word)
      }
    }
  }

  /// Reads flags in one word: `-sSX POST`, `-XPOST`, `-d'{…}'`.
  private mutating func short(
    _ word: ShellWord, _ text: String, _ rest: inout ArraySlice<ShellWord>
  ) {
    for (index, flag) in text.dropFirst().enumerated() {
      guard Self.shortWithValue.contains(flag) else {
        guard flag.isASCII, flag.isLetter || flag.isNumber || flag == "#" || flag == ":" else {
          return
        }
        if flag == "G" { sendsDataInURL = true }
        continue
      }
      let length = index + 2
      let value = length < text.utf8.count ? word.dropping(length) : rest.popFirst()
      if let value { read("-\(flag)", value, option: word) }
      return
    }
  }

  private mutating func read(_ option: String, _ value: ShellWord, option word: ShellWord) {
    switch option {
    case "-X", "--request": method = value
    case "--url": urls.append(value)
    case "-o", "--output": output = value
    case "-d", "--data", "--data-ascii", "--data-binary", "--json":
      bodies.append(Body(word: value, readsFiles: true))
    case "--data-raw": bodies.append(Body(word: value, readsFiles: false))
    case "-F", "--form", "--form-string", "-T", "--upload-file", "--data-urlencode", "-K",
      "--config":
      unsupported = word
    default: break
    }
  }
}

extension ShellWord {
  /// The word without its first bytes, which are unquoted; nil if they are not.
  func dropping(_ count: Int) -> ShellWord? {
    guard let first = parts.first, case .literal = first.kind, first.range.count >= count else {
      return nil
    }
    let start = range.lowerBound + count
    var parts = parts
    if first.range.count == count {
      parts.removeFirst()
    } else {
      parts[0].range = start..<first.range.upperBound
    }
    return ShellWord(range: start..<range.upperBound, parts: parts)
  }
}
