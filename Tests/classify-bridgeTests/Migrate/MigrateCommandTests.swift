// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import Foundation
import TestSupport
import Testing

@testable import classify_bridge

@Suite struct MigrateCommandTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// A script that writes files with one call site, one look-alike, and one decision.
  private static let files = #"""
    cat > call.py <<'END'
    from llama_cloud import LlamaCloud
    client = LlamaCloud()
    job = client.classifier.classify(file_ids=["dfl-1"], rules=[], mode="FAST")
    END
    cat > other.py <<'END'
    from sklearn.svm import SVC
    classifier = SVC()
    classifier.classify(file_ids=["a"], rules=[])
    END
    cat > mode.py <<'END'
    from llama_cloud import LlamaCloud
    client = LlamaCloud()
    job = client.classifier.classify(file_ids=["dfl-1"], rules=[], mode="MULTIMODAL")
    END
    printf 'classifier llama \377' > latin.py

    """#

  private static let formats = ["text", "diff", "json", "sarif", "markdown"]

  @Test(arguments: formats)
  func exitsAlikeInEachFormat(format: String) throws {
    let status = { (paths: String) in
      try runner.shell(Self.files + "classify-bridge migrate \(paths) --format \(format)").status
    }
    #expect(try status("other.py") == 0)
    #expect(try status("call.py") == 2)
    #expect(try status("call.py mode.py") == 3)
    #expect(try status(".") == 1)
    #expect(try status("none.py") == 1)
  }

  @Test(arguments: [
    "", "''", ". --check --write", ". --summary --format json", ". --quiet --format diff",
    ". --max-file-size 0", ". --style other", ". --assume-client ''", ". --format xml",
    ". --assume-client 'foo bar()'", ". --assume-client self..llama", ". --assume-client 1a",
    ". --allow decide.none", ". --allow rewrite.call", ". --explain decide.text",
    "--explain decide.none",
  ])
  func rejectsUsageErrors(arguments: String) throws {
    let outcome = try runner.shell("classify-bridge migrate \(arguments)")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(!outcome.messages.isEmpty)
  }

  @Test func writesOnlyOnRequest() throws {
    for option in ["", "--check", "--format diff", "--summary", "--quiet"] {
      let outcome = try runner.shell(
        Self.files + "cp call.py old.py; classify-bridge migrate call.py \(option) > out; "
          + "echo $?; cmp call.py old.py")
      #expect(outcome.output == "2\n", "\(option)")
    }
    let outcome = try runner.shell(
      Self.files + "classify-bridge migrate call.py --write --quiet; echo $?; tail -n 1 call.py")
    #expect(outcome.output.hasPrefix("2\n"))
    #expect(outcome.output.contains("client.classify.run("))
    #expect(outcome.messages.isEmpty)
  }

  @Test func editsNothingInSecondRun() throws {
    let outcome = try runner.shell(
      Self.files + "classify-bridge migrate call.py --write --quiet; cp call.py once.py; "
        + "classify-bridge migrate call.py --write --quiet; echo $?; cmp call.py once.py")
    #expect(outcome.output == "0\n")
  }

  @Test func printsDiffThatGitApplies() throws {
    let outcome = try runner.shell(
      Self.files + "classify-bridge migrate call.py --format diff > patch; git apply patch; "
        + "cp call.py applied.py; git apply -R patch; classify-bridge migrate call.py --write --quiet; "
        + "cmp call.py applied.py && echo same")
    #expect(outcome.output == "same\n")
  }

  @Test func printsNothingButErrorsWhenQuiet() throws {
    #expect(try runner.shell(Self.files + "classify-bridge migrate . --quiet").output.isEmpty)
    let outcome = try runner.shell("classify-bridge migrate none --quiet")
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("none"))
  }

  @Test(arguments: ["--quiet", "--format diff", "--summary"])
  func namesUnreadableFilesWhereTheReportDoesNot(option: String) throws {
    let outcome = try runner.shell(Self.files + "classify-bridge migrate . \(option)")
    #expect(outcome.status == 1)
    #expect(
      outcome.messages
        == "classify-bridge: latin.py: byte 17 is not valid UTF-8; only UTF-8 files are read\n")
  }

  @Test func printsReasonsAboveEdits() throws {
    let outcome = try runner.shell(Self.files + "classify-bridge migrate call.py mode.py")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    let reason = try #require(lines.firstIndex { $0.contains("rewrite.call") })
    let hunk = try #require(lines.firstIndex { $0.hasPrefix("@@") })
    let decision = try #require(lines.firstIndex { $0.contains("mode.py:3:") })
    #expect(reason < hunk && hunk < decision)
    #expect(lines[decision].contains("decide.multimodal"))
    #expect(!outcome.output.contains("\u{1B}"), "color only on a terminal")
  }

  @Test func printsCountsInSummary() throws {
    let outcome = try runner.shell(
      Self.files + "classify-bridge migrate call.py other.py --summary")
    #expect(
      outcome.output.hasPrefix(
        """
        2 files read, 1 to change, 0 to generate
          Rewritten            1
          Served by a shim     0
          Left for a person    0
          Blocked              0
          Not read or written  0
          Ignored              0
        1 of 1 place migrated automatically.

        """))
    #expect(!outcome.output.contains("@@"))
    let none = try runner.shell(Self.files + "classify-bridge migrate other.py --summary")
    #expect(
      none.output == """
        1 file read, 0 to change, 0 to generate
          Rewritten            0
          Served by a shim     0
          Left for a person    0
          Blocked              0
          Not read or written  0
          Ignored              0
        0 of 0 places migrated automatically.


        """)
    #expect(
      try runner.shell(Self.files + "classify-bridge migrate other.py").output
        == "1 file read: nothing to migrate.\n")
  }

  /// A script that writes a file which needs an import, far from two calls that need a shim.
  private static let shimFile = #"""
    mkdir app; touch app/__init__.py
    cat > app/many.py <<'END'
    from llama_cloud import LlamaCloud
    client = LlamaCloud()
    # 1
    # 2
    # 3
    # 4
    # 5
    # 6
    def a(ids): return client.classifier.classify(file_ids=ids, rules=[])
    # 1
    # 2
    # 3
    # 4
    # 5
    # 6
    # 7
    def b(ids): return client.classifier.classify(file_ids=ids, rules=[])
    END

    """#

  @Test func printsShimInOneLineAfterTheFilesOfTheUser() throws {
    let outcome = try runner.shell(Self.shimFile + "classify-bridge migrate app --style shim")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    let file = try #require(lines.firstIndex { $0.hasPrefix("many.py  +") })
    let shim = try #require(lines.firstIndex { $0.hasPrefix("classify_v2.py  new file, ") })
    #expect(file < shim)
    #expect(lines[shim].hasSuffix(" lines; --format diff shows it"))
    #expect(!outcome.output.contains("class ClassifyJob"))
    #expect(outcome.output.contains("1 to change, 1 to generate\n"))
    // The first hunk has only the import: the call that needs it is named above it.
    #expect(lines[file + 1] == "  for the edit of line 9")
    #expect(lines[file + 2].hasPrefix("@@ -1,"))
    // Both calls have the same proof.
    #expect(lines.count { $0.contains("since LlamaCloud is imported") } == 1)
    let written = try runner.shell(
      Self.shimFile + "classify-bridge migrate app --style shim --write")
    #expect(!written.output.contains("--format diff"))
  }

  @Test func endsWithoutReviewOfEditsThatWereNotShown() throws {
    let outcome = try runner.shell(Self.files + "classify-bridge migrate call.py --check")
    #expect(outcome.status == 2)
    #expect(!outcome.output.contains("Review") && !outcome.output.contains("@@"))
    #expect(outcome.output.contains("1. See the edits: run again without --check.\n"))
    // The note is no step, and has the names of the language.
    #expect(outcome.output.contains("\nNote: classify.run and wait_for_completion poll "))
  }

  @Test func leavesOutWhatIsIgnored() throws {
    let allowed = try runner.shell(
      Self.files + "classify-bridge migrate mode.py --check --allow decide.multimodal")
    #expect(allowed.status == 0)
    #expect(allowed.output.contains("  Ignored              1\n"))
    let comment = try runner.shell(
      Self.files + "echo '# classify-bridge: ignore' > ignored.py; tail -n 1 mode.py > last; "
        + "{ head -n 2 mode.py; cat ignored.py last; } > new.py; classify-bridge migrate new.py --quiet"
    )
    #expect(comment.status == 0)
  }

  @Test func explainsCodes() throws {
    let one = try runner.shell("classify-bridge migrate --explain decide.pageLimitInvalid")
    #expect(
      one.output == """
        decide.pageLimitInvalid  Left for a person
            Page limit below 1.
            → Remove the limit, or write 1 or more.

        """)
    let all = try runner.shell("classify-bridge migrate --explain list")
    #expect(all.status == 0)
    #expect(all.output.contains("decide.multimodal "))
    let unknown = try runner.shell("classify-bridge migrate --explain decide.multimodel")
    #expect(unknown.status == 64)
    #expect(
      unknown.messages.contains(
        "There is no code decide.multimodel. Did you mean decide.multimodal?"
          + " --explain list prints all codes."))
    let word = try runner.shell("classify-bridge migrate --explain pages")
    #expect(
      word.messages.contains(
        "Did you mean rewrite.pages or decide.pagesInvalid or decide.pagesVariable?"))
  }

  @Test func namesClientThatNoCallHas() throws {
    let outcome = try runner.shell(
      Self.files + "classify-bridge migrate call.py --assume-client self.llama --summary")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "classify-bridge: --assume-client self.llama changes nothing: no call that looks like v1 has"
        + " this client, or it is known without the option\n")
  }
}
#endif
