// SPDX-License-Identifier: Apache-2.0

package import ClassifyJSON
public import ClassifyModel

/// The HTML page of a comparison report: one file that loads nothing.
///
/// The verdict, the main numbers, and the most frequent disagreements and errors are static HTML. A
/// script draws the charts and tables from the report's JSON, which the page contains. Texts of the
/// service are untrusted, so the script only creates text nodes, and the page's content security
/// policy allows this one script and style sheet, by their hashes, and no request.
public enum ReportPage {
  /// Returns the page of a report.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - title: The heading of the page, such as the name of the compared set.
  ///   - generated: When the report was made, which the page shows; `nil` if that is not known.
  /// - Returns: The HTML, in UTF-8 when stored.
  public static func html(
    _ report: MigrationReport, title: String, generated: Timestamp.Instant? = nil
  ) -> String {
    let json = report.json
    return html(json, text: json.jsonText(), title: title, generated: generated)
  }

  /// Returns the page of a report that is JSON already, such as one without secrets.
  ///
  /// - Parameters:
  ///   - reportJSON: The report as JSON. Members that are missing or of another type are shown as
  ///     unknown or left out.
  ///   - title: The heading of the page.
  ///   - generated: When the report was made; `nil` if that is not known.
  /// - Returns: The HTML, in UTF-8 when stored.
  /// - Throws: `JSONError` if `reportJSON` isn't well-formed, or exceeds 64 MiB.
  package static func html(
    reportJSON: String, title: String, generated: Timestamp.Instant? = nil
  ) throws(JSONError) -> String {
    html(try JSONValue(json: reportJSON), text: reportJSON, title: title, generated: generated)
  }

  private static func html(
    _ report: JSONValue, text: String, title: String, generated: Timestamp.Instant?
  ) -> String {
    let title = escaped(title)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>\(title)</title>
      <style>\(style)</style>
      </head>
      <body>
      <header>
      <p class="overline">Classify v1 and v2 on the same documents</p>
      <h1>\(title)</h1>
      \(basis(of: report, generated: generated))
      <nav id="contents" aria-label="Contents" hidden></nav>
      </header>
      <main id="main">
      \(summary(of: report))
      \(overview(of: report))
      </main>
      <footer>
      <p>Made by Classify Bridge. This file is complete: it loads nothing and sends nothing.</p>
      </footer>
      <script type="application/json" id="report">\(embedded(text))</script>
      <script>\(script)</script>
      </body>
      </html>

      """
  }

  /// The content security policy: this style sheet and this script, and nothing else.
  static let policy = """
    default-src 'none'; base-uri 'none'; form-action 'none'; \
    style-src '\(SHA256.integrity(of: style))'; script-src '\(SHA256.integrity(of: script))'
    """

  /// The script, which is run in strict mode.
  static let script = [scriptStart, scriptCharts, scriptTables, scriptDisagreements, scriptEnd]
    .joined(separator: "\n")

  /// Returns a JSON text that can stand in a `script` element: without `<`, and without U+2028 and
  /// U+2029, which only occur in strings.
  static func embedded(_ json: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(json.utf8.count)
    for byte in json.utf8 {
      switch byte {
      case UInt8(ascii: "<"): result += #"\u003c"#.utf8
      case 0xA8, 0xA9:
        // U+2028 is E2 80 A8 in UTF-8, and U+2029 is E2 80 A9.
        let start = result.count - 2
        guard start >= 0, result[start] == 0xE2, result[start + 1] == 0x80 else {
          result.append(byte)
          continue
        }
        result.removeSubrange(start...)
        result += (byte == 0xA8 ? #"\u2028"# : #"\u2029"#).utf8
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Returns an untrusted text that can stand in HTML, in an element or a quoted attribute.
  ///
  /// Line breaks become spaces. Other control characters and overrides of the writing direction are
  /// shown by their code points.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n", "\u{2028}", "\u{2029}": result += " "
      case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        result += "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
