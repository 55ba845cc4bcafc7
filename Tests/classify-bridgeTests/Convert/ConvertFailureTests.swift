// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import Foundation
import TestSupport
import Testing

/// Conversions whose files can't be read, or written, or have two roles.
@Suite struct ConvertFailureTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  private static let one = StoredRecords.unchanged(1)
  /// Commands that write an input, and names for it.
  private static let preparation = """
    mkdir work; cd work; echo '\(one)' > a; cp a copy; ln -s a symbolic; ln a hard; mkdir folder
    ln -s . here; ln -s missing dangling; echo damaged > bad

    """

  // MARK: Usage

  @Test(arguments: [
    "a --output a", "a --output symbolic", "a --output hard", "symbolic --output a",
    "a --output out --rejects a", "a --notes hard", "a --output out --rejects out",
    "a --output out --rejects out.partial", "a --output out --notes ./out.partial.checkpoint",
    "a --rejects r --notes r", "a >> a", "- --output symbolic < a", "copy --rejects a >> a",
    "copy --rejects folder/../r --notes r", "copy --rejects a", "copy --output folder",
    "a --output o --rejects ../work/./o", "a --output o --notes here/o",
    "a --output o --rejects here/o.partial",
    "a --output missing --notes dangling", "a --rejects missing --notes dangling",
    "a --output o --rejects ../work/o.partial.checkpoint",
    "a --output o --notes o.partial.checkpoint.new",
    "o.partial.checkpoint.new --output o", "o.partial.checkpoint --output o",
    "bad --rejects r 2> r", "bad --rejects r 2>> r", "bad --notes here/n 2> n",
    "bad --rejects /dev/stderr 2> r",
    "a --output o 2>> o", "a 2>> a", "a --rejects folder", "a --notes here", "''", "a --notes ''",
    "- -", "a --output ''", "a --output -", "a --resume", "a --resume --output out --group 1MB",
    "a --resume --output /dev/null", "--resume --output out", "a --jobs 0", "a --group 0",
    "a --group x", "a --max-record-size x", "a --expansion-limit 0", "a --kind page", "a --to v3",
  ])
  func rejectsUsage(arguments: String) throws {
    let outcome = try runner.shell(
      Self.preparation + """
        for name in o.partial.checkpoint o.partial.checkpoint.new; do
          case '\(arguments.replacing("'", with: ""))' in $name*) cp a $name;; esac
        done
        echo | classify-bridge convert --to v2 \(arguments)
        status=$?; cmp a copy; cat r n 2> /dev/null >&2; exit $status
        """)
    #expect(outcome.status == 64, "\(outcome)")
    #expect(outcome.output.isEmpty)
    let isRedirected = arguments.contains("2>")
    #expect(isRedirected || outcome.messages.hasPrefix("Error: "), "\(outcome.messages)")
  }

  @Test(arguments: [
    ("'' a", #"An input is "", which is not the path of a file."#),
    ("a --rejects folder", "--rejects names folder, which is a folder; name a file."),
    ("a --max-record-size 1025MiB", "--max-record-size takes at most 1GiB"),
  ])
  func explainsUsage(arguments: String, message: String) throws {
    let outcome = try runner.shell(
      Self.preparation + "classify-bridge convert --to v2 \(arguments)")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func replacesOwnReportsOnly() throws {
    let outcome = try runner.shell(
      """
      echo damaged > a; echo '{"id": 1}' > other
      for n in 1 2; do classify-bridge convert --to v2 a --rejects r --notes n --quiet; done
      wc -l < r; wc -l < n
      classify-bridge convert --to v2 a --rejects other
      """)
    #expect(outcome.output.split(whereSeparator: \.isWhitespace) == ["1", "0"])
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("other, which has something else than rejects"))
  }

  // MARK: Input

  @Test(arguments: [
    ("folder", "folder is a folder; give its files"),
    ("missing", "can't read missing: No such file or directory"),
    ("a missing", "can't read missing: No such file or directory"),
  ])
  func namesUnreadableInput(files: String, message: String) throws {
    let outcome = try runner.shell(
      Self.preparation + "classify-bridge convert --to v2 \(files) --output out; ls")
    #expect(outcome.messages == "classify-bridge: \(message)\n")
    #expect(!outcome.output.contains("out"))
  }

  @Test func writesRecordsBeforeDamage() throws {
    let outcome = try runner.shell(
      "classify-bridge convert --to v2", input: "[\(Self.one),\n\(Self.one) \(Self.one)]")
    #expect(outcome.output == "\(Self.one)\n\(Self.one)\n")
    #expect(outcome.status == 2)
    let offset = 2 * Self.one.utf8.count + 4
    #expect(
      outcome.messages == """
        2 lines: 0 converted, 2 unchanged, 0 rejected, 0 blank; 2 records written
        classify-bridge: standard input: element 3, byte \(offset): a comma is missing before {

        """)
  }

  @Test func endsAtLongRecord() throws {
    let outcome = try runner.shell(
      """
      classify-bridge convert --to v2 --max-record-size \(Self.one.utf8.count)
      """, input: "\(Self.one)\n\(StoredRecords.unchanged(10))\n\(Self.one)\n")
    #expect(outcome.output == "\(Self.one)\n")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("line 2, byte \(Self.one.utf8.count + 1): "))
    #expect(outcome.messages.contains("--max-record-size raises the limit"))
  }

  /// The rest of a group can be behind the damage, so that a job would be written without a result.
  @Test func leavesOutGroupBeforeDamage() throws {
    let job = StoredRecords.job(1)
    let outcome = try runner.shell(
      "classify-bridge convert --to v2", input: "[\(Self.one),\(job[0]),\(job[1])")
    #expect(outcome.output == "\(Self.one)\n")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("2 lines before the end can belong to a group"))
  }

  /// The check of the inputs must not take the first lines of a pipe.
  @Test func readsNamedPipes() throws {
    let outcome = try runner.shell(
      """
      mkfifo p q; echo '\(Self.one)' > p & echo '\(StoredRecords.unchanged(2))' > q &
      timeout -s KILL 20 classify-bridge convert --to v2 p q --quiet
      """)
    #expect(outcome.output == "\(Self.one)\n\(StoredRecords.unchanged(2))\n")
    #expect(outcome.status == 0)
  }

  #if os(Linux)
  @Test func endsAtSignalBeforePipeHasWriter() throws {
    let outcome = try runner.shell(
      """
      mkfifo p; timeout -s KILL 20 classify-bridge convert --to v2 p > /dev/null & sleep 1
      kill -TERM $(cat /proc/$!/task/$!/children); wait $!
      """)
    #expect(outcome.status == 143, "\(outcome)")
  }
  #endif

  // MARK: Output

  @Test func keepsFormerOutputUntilTheEnd() throws {
    let outcome = try runner.shell(
      """
      mkdir work; cd work; echo former > out; chmod 640 out; ln -s out link
      echo '[\(Self.one) x' | classify-bridge convert --to v2 --output link; cat out
      echo '\(Self.one)' | classify-bridge convert --to v2 --output link; cat out
      ls; ls -l out link | cut -c 1-10
      """)
    #expect(outcome.output.hasPrefix("former\n\(Self.one)\nlink\nout\n"), "\(outcome.output)")
    #expect(outcome.output.contains("-rw-r-----"))
    #expect(outcome.messages.contains("was not written."))
  }

  #if os(Linux)
  @Test(arguments: ["> /dev/full", "--output /dev/full", "--rejects /dev/full"])
  func explainsFullDisk(arguments: String) throws {
    let outcome = try runner.shell(
      "classify-bridge convert --to v2 \(arguments)", input: "\(Self.one)\ndamaged\n")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("No space left on device"), "\(outcome.messages)")
    #expect(!outcome.messages.contains("records written"))
  }

  /// The limit of a file's size ends a write in the middle, as a full disk does.
  @Test(arguments: ["> out", "--output out"])
  func writesNoHalfRecord(arguments: String) throws {
    let records = (1...2_000).map { StoredRecords.unchanged($0) + "\n" }.joined()
    let outcome = try runner.run(
      URL(filePath: "/usr/bin/env"),
      [
        "bash", "-c",
        """
        mkdir work; cd work; ulimit -f 8
        (classify-bridge convert --to v2 \(arguments)) 2> messages; echo $?; cat out out.partial 2> /dev/null; ls
        """,
      ], input: records)
    let parts = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(parts.first == "2", "\(outcome)")
    let lines = parts.dropFirst().prefix { $0.hasPrefix("{") }.map { $0 + "\n" }.joined()
    #expect(!lines.isEmpty && records.hasPrefix(lines))
    #expect(parts.dropFirst().first { !$0.hasPrefix("{") } == "messages")
  }
  #endif
}
#endif
