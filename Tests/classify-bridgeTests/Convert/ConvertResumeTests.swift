// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import Foundation
import TestSupport
import Testing

/// Conversions that are interrupted and go on.
///
/// The rejected lines go to a pipe that is read slowly, so that a conversion takes seconds.
@Suite(.serialized) struct ConvertResumeTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  // For sh, not bash: it unblocks the signals that are blocked in the threads of tests.
  private static let slowly = """
    mkdir work; cd work; mkfifo slow
    read_slowly() {
      while [ "$(dd bs=16384 count=1 2> /dev/null | wc -c)" -gt 0 ]; do sleep 0.04; done < slow
    }

    """

  @Test(arguments: ["KILL", "TERM", "INT"], [false, true])
  func writesSameBytesAfterInterruptions(signal: String, isArray: Bool) throws {
    let text = StoredRecords.mixed(count: 60_000)
    let input =
      isArray
      ? "[\n"
        + text.split(separator: "\n").map { $0.hasPrefix("{") ? String($0) : #""\#($0)""# }
        .joined(separator: ",\n  ") + "\n]\n" : text
    let outcome = try runner.shell(
      Self.slowly + """
        cat > a; echo '\(StoredRecords.unchanged(1))' > b
        classify-bridge convert --to v2 a b --output whole --rejects whole.rejects --quiet
        for delay in 1.3 1.9 1.6 0; do
          read_slowly & reader=$!
          classify-bridge convert --to v2 a b --output out --rejects slow --notes notes \
            --resume 2> log &
          converter=$!
          [ $delay = 0 ] || { sleep $delay; kill -\(signal) $converter 2> /dev/null; }
          wait $converter; status=$?
          kill -KILL $reader 2> /dev/null
          echo "$status $(head -n 1 log)"
          if [ -e out ]; then break; fi
          grep -o '"nextLine":[0-9]*' out.partial.checkpoint
        done
        cmp whole out && ls
        """,
      input: input)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    let files = ["a", "b", "log", "notes", "out", "slow", "whole", "whole.rejects"]
    #expect(lines.suffix(files.count) == files[...], "\(outcome)")
    let interrupted = ["KILL": "137", "TERM": "143", "INT": "130"][signal] ?? ""
    #expect(lines.count { $0.hasPrefix(interrupted) } >= 1, "\(outcome)")
  }

  /// The same as after a kill, and then something changes.
  private func interrupted(
    after delay: String = "0.3", _ change: String, _ options: String = ""
  ) throws -> CommandRunner.Outcome {
    try runner.shell(
      Self.slowly + """
        cat > a
        read_slowly & reader=$!
        classify-bridge convert --to v2 a --output out --rejects slow 2> /dev/null & converter=$!
        sleep \(delay); kill -KILL $converter; wait $converter 2> /dev/null; kill -KILL $reader
        \(change)
        cat slow > /dev/null & reader=$!
        classify-bridge convert --to v2 a --output out --rejects slow --resume \(options)
        status=$?; kill -KILL $reader; exit $status
        """,
      input: StoredRecords.mixed(count: 60_000))
  }

  @Test(arguments: [
    ("echo >> a", "", "a changed since the interruption"),
    ("cp a b; mv b a", "", "a changed since the interruption"),
    ("touch -d 2001-02-03 a", "", "a changed since the interruption"),
    (":", "--policy strict", "was written with --policy standard, and not with --policy strict"),
    (":", "--keep-unplaced", "was written without --keep-unplaced, and not with --keep-unplaced"),
    (":", "--kind job", "was written without --kind, and not with --kind job"),
    (":", "a", "was written from other files: a; "),
    ("echo damaged > out.partial.checkpoint", "", "is not a checkpoint"),
  ])
  func refusesOtherRun(change: String, options: String, message: String) throws {
    let outcome = try interrupted(change, options)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    #expect(outcome.messages.contains("start again without --resume"))
  }

  @Test func refusesOtherOutput() throws {
    let outcome = try interrupted(after: "1.5", "echo other > out.partial")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages.contains("is not the file that the interrupted run wrote; start again"),
      "\(outcome.messages)")
  }

  @Test func beginsAgainWithoutResume() throws {
    let record = StoredRecords.unchanged(1)
    let outcome = try interrupted(
      "echo '\(record)' | classify-bridge convert --to v2 --output out; cat out; ls",
      "> /dev/null; true")
    #expect(outcome.output.hasPrefix("\(record)\na\nout\nslow\n"), "\(outcome.output)")
    #expect(outcome.messages.contains("beginning again"))
  }

  @Test func beginsWithoutCheckpoint() throws {
    let record = StoredRecords.unchanged(1)
    let outcome = try runner.shell(
      """
      mkdir work; cd work; echo '\(record)' > a
      classify-bridge convert --to v2 a --output out --resume && cat out && ls
      """)
    #expect(outcome.output == "\(record)\na\nout\n")
    #expect(outcome.status == 0)
  }

  @Test(arguments: [
    ("--output out", "--output out", "out.partial"), ("--rejects r", "--rejects r", "r"),
    ("--notes n", "--notes n", "n"), ("--rejects r", "--notes ./r", "./r"),
  ])
  func refusesSecondWriter(first: String, second: String, file: String) throws {
    let outcome = try runner.shell(
      """
      mkfifo idle; sleep 30 > idle & sleeper=$!
      classify-bridge convert --to v2 \(first) < idle > /dev/null 2> /dev/null & converter=$!
      sleep 1; echo | classify-bridge convert --to v2 \(second); status=$?
      kill -KILL $converter $sleeper; wait $converter; exit $status
      """)
    #expect(outcome.status == 2)
    #expect(
      outcome.messages.contains("another process is writing \(file); wait for its end"),
      "\(outcome.messages)")
  }
}
#endif
