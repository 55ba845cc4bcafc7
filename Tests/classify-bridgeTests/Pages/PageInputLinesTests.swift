// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import TestSupport
import Testing

/// Input that is not one record or selection per line in UTF-8.
@Suite struct PageInputLinesTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  // MARK: Encodings

  @Test(arguments: ["validate", "validate --format csv", "convert --to v1"])
  func skipsByteOrderMark(command: String) throws {
    let input = command.hasPrefix("convert") ? "1,3\n2\n" : "{\"v2\":\"1,3\"}\n{\"v2\":\"2\"}\n"
    let plain = try runner.shell("classify-bridge pages \(command)", input: input)
    let marked = try runner.shell("classify-bridge pages \(command)", input: "\u{FEFF}" + input)
    #expect(marked == plain)
    #expect(plain.status == 0)
  }

  @Test(arguments: [
    (#"\377\376{\000"#, "is in UTF-16; convert it to UTF-8 with iconv -f UTF-16 -t UTF-8"),
    (
      #"\377\376\000\000{\000\000\000"#,
      "is in UTF-32; convert it to UTF-8 with iconv -f UTF-32 -t UTF-8"
    ),
    (
      #"\000\000\376\377\000\000\000{"#,
      "is in UTF-32; convert it to UTF-8 with iconv -f UTF-32 -t UTF-8"
    ),
    (#"\376\377\000{"#, "is in UTF-16; convert it to UTF-8 with iconv -f UTF-16 -t UTF-8"),
    (#"{\000\n\000"#, "is in UTF-16; convert it to UTF-8 with iconv -f UTF-16LE -t UTF-8"),
    (#"\000{\000\n"#, "is in UTF-16; convert it to UTF-8 with iconv -f UTF-16BE -t UTF-8"),
    (#"\037\213\010\000\n"#, "is compressed with gzip; decompress it with gunzip -c"),
    (#"\3757zXZ\000\000\004\n"#, "is compressed with xz; decompress it with xz -dc"),
    (#"\050\265\057\375\044\n"#, "is compressed with zstd; decompress it with zstd -dc"),
    (#"BZh91AY&SY\n"#, "is compressed with bzip2; decompress it with bzip2 -dc"),
  ])
  func namesOtherEncodings(bytes: String, message: String) throws {
    let outcome = try runner.shell(
      "printf '\(bytes)' > a.jsonl; classify-bridge pages validate a.jsonl")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages == "classify-bridge: a.jsonl \(message)\n")
    let converted = try runner.shell("printf '\(bytes)' | classify-bridge pages convert --to v1")
    #expect(converted.status == 2)
    #expect(converted.output.isEmpty)
    #expect(converted.messages == "classify-bridge: standard input \(message)\n")
  }

  // MARK: Formats

  @Test(arguments: [
    (#"\n{\n  "v1": [0]\n}\n"#, "formatted JSON; write each record on one line with jq -c ."),
    (
      #"[\n  {"v1": [0]}\n]\n"#,
      "an array in formatted JSON; write each record on one line with jq -c '.[]'"
    ),
    (
      #"[{\r\n  "v1": [0]\r\n}]"#,
      "an array in formatted JSON; write each record on one line with jq -c '.[]'"
    ),
    (
      #"id,v1\r\na,"[0,2]"\r\n"#,
      #"CSV; write each row as a JSON object on one line, such as {"v1": [0, 2]} or {"v2": "1,3"}"#
    ),
    (
      #""id";"v2"\n"a";"1-3"\n"#,
      #"CSV; write each row as a JSON object on one line, such as {"v1": [0, 2]} or {"v2": "1,3"}"#
    ),
  ])
  func namesOtherFormatsOfRecords(text: String, message: String) throws {
    let outcome = try runner.shell(
      "printf '\(text)' > a.txt; classify-bridge pages validate a.txt")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages == "classify-bridge: a.txt is \(message)\n")
  }

  @Test(arguments: [
    (
      "[\n  0,\n  2\n]\n",
      """
      an array in formatted JSON; write each selection on one line with jq -c ., or with \
      jq -rc '.[]' if the array has several
      """
    ),
    (
      "{\n",
      """
      formatted JSON; write the selections alone, one per line, such as with \
      jq -rc .parsing_configuration.target_pages
      """
    ),
    (
      "id,pages\na,\"1,3\"\n",
      "CSV; write the column of the selections alone, one per line, without heading and quotes"
    ),
  ])
  func namesOtherFormatsOfSelections(input: String, message: String) throws {
    let outcome = try runner.shell("classify-bridge pages convert --to v2", input: input)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages == "classify-bridge: standard input is \(message)\n")
  }

  @Test(arguments: [
    ("validate", "{\"v2\":\"1\"}\n{\n"),
    ("validate", "oops, no JSON\n"), ("validate", "v2\n"), ("validate", "[1]\n"),
    ("convert --to v1", "x,3\n"), ("convert --to v1", "1,3\n{\n"),
  ])
  func reportsOtherFaultsByLine(command: String, input: String) throws {
    let outcome = try runner.shell("classify-bridge pages \(command)", input: input)
    #expect(outcome.status == 1, "\(outcome.messages)")
    #expect(!outcome.output.isEmpty)
  }
}
#endif
