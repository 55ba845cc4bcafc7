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

  /// A kill behind the first checkpoint; then something changes, and the command is repeated.
  private func interrupted(
    _ change: String, _ options: String = ""
  ) throws -> CommandRunner.Outcome {
    try runner.shell(
      Self.slowly + """
        wait_for_checkpoint() {
          for _ in $(seq 1200); do
            ! grep -q '"nextLine":[0-9][0-9]' out.partial.checkpoint 2> /dev/null || return 0
            sleep 0.05
          done
          echo 'there is no checkpoint' >&2
        }
        cat > a
        read_slowly & reader=$!
        classify-bridge convert --to v2 a --output out --rejects slow 2> /dev/null & converter=$!
        wait_for_checkpoint
        kill -KILL $converter; wait $converter 2> /dev/null; kill -KILL $reader
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
    let outcome = try interrupted("echo other > out.partial")
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
    #expect(outcome.messages.contains("beginning again (without --resume); what an interrupted"))
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

  /// A kill between the removal of the checkpoint and the new name of the output.
  @Test(arguments: [
    ("mv out out.partial", "; what an interrupted run wrote to out.partial is replaced"), ("", ""),
  ])
  func beginsAgainWithoutCheckpoint(change: String, loss: String) throws {
    let record = StoredRecords.unchanged(1)
    let outcome = try runner.shell(
      """
      mkdir work; cd work; echo '\(record)' > a
      classify-bridge convert --to v2 a --output out --quiet; \(change)
      classify-bridge convert --to v2 a --output out --resume; cat out; ls
      """)
    #expect(outcome.output == "\(record)\na\nout\n")
    #expect(
      outcome.messages.hasPrefix(
        "classify-bridge: beginning again (there is no checkpoint)\(loss)\n"),
      "\(outcome.messages)")
    #expect(outcome.status == 0)
  }

  /// The limit of a file's size ends a write in the middle, as a full disk does.
  @Test func goesOnAfterFullDisk() throws {
    let outcome = try runner.run(
      URL(filePath: "/usr/bin/env"),
      [
        "bash", "-c",
        """
        mkdir work; cd work; cat > a
        convert() { classify-bridge convert --to v2 a --rejects r --output out "$@"; }
        (ulimit -f 4096; convert) 2> log; echo $?; grep -o 'the same command.*' log
        grep -o '"nextLine":[0-9]*' out.partial.checkpoint
        convert --resume 2> log; echo $?; grep -o 'going on in out.partial with line [0-9]*' log
        classify-bridge convert --to v2 a --output whole --quiet 2> /dev/null; cmp out whole && ls
        """,
      ], input: StoredRecords.mixed(count: 60_000))
    let lines = outcome.output.split(separator: "\n").map(String.init)
    try #require(lines.count > 4, "\(outcome)")
    #expect(lines[0] == "2" && lines[1] == "the same command with --resume goes on there.")
    let line = lines[2].dropFirst(#""nextLine":"#.count)
    #expect((Int(line) ?? 0) > 1_000)
    #expect(lines[3] == "1" && lines[4] == "going on in out.partial with line \(line)")
    #expect(lines.dropFirst(5) == ["a", "log", "out", "r", "whole"], "\(outcome)")
  }

  /// Nothing is promised that can't be.
  @Test(arguments: [
    ("cat a damaged > b", "a comma is missing"), ("cat a > b; (sleep 1; echo >> b) &", "changed"),
  ])
  func offersNoHopelessResumption(change: String, message: String) throws {
    let outcome = try runner.shell(
      Self.slowly + """
        cat > a; echo '1]' > damaged; \(change)
        read_slowly &
        classify-bridge convert --to v2 b --rejects slow --output out
        """,
      input: "[" + (1...9_000).map { "\"\(StoredRecords.damaged($0))\"," }.joined(separator: "\n")
        + "1\n\n")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    #expect(outcome.messages.contains("out was not written."))
    #expect(!outcome.messages.contains("--resume"))
  }

  @Test(arguments: [
    ("--output out", "--output out", "out.partial"), ("--rejects r", "--rejects r", "r"),
    ("--notes n", "--notes n", "n"), ("--rejects r", "--notes ./r", "./r"),
  ])
  func refusesSecondWriter(first: String, second: String, file: String) throws {
    let outcome = try runner.shell(
      """
      mkfifo idle; sleep 600 > idle & sleeper=$!
      classify-bridge convert --to v2 \(first) < idle > /dev/null 2> /dev/null & converter=$!
      is_locked() { [ ! -e /proc/locks ] || grep -q ":$(stat -c %i \(file)) " /proc/locks; }
      sleep 1; for n in $(seq 1000); do
        if [ -e \(file) ] && is_locked; then break; fi; sleep 0.1
      done
      echo | classify-bridge convert --to v2 \(second); status=$?
      kill -KILL $converter $sleeper; wait $converter; exit $status
      """)
    #expect(outcome.status == 2)
    #expect(
      outcome.messages.contains("another process is writing \(file); wait for its end"),
      "\(outcome.messages)")
  }
}
#endif
