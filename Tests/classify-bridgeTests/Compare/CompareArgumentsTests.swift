// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

/// The options of `compare`, what it refuses, and its plan; nothing is sent.
@Suite struct CompareArgumentsTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Runs the command in a directory with rules and two files, and without a key.
  private func compare(_ line: String, preparing: String = ":") throws -> CommandRunner.Outcome {
    try runner.shell(
      """
      cat > rules.json; printf 'song about a bird' > a.txt; printf 'zzz' > b.txt; \(preparing)
      classify-bridge compare \(line)
      """, input: RunCommandTests.rules,
      environment: ["LLAMA_CLOUD_API_KEY": "", "LLAMA_PARSE_API_KEY": ""])
  }

  @Test(arguments: [
    ("a.txt", "Give --rules and files, or --from"),
    ("--rules rules.json", "There are no documents to compare."),
    ("--rules rules.json a.txt --margin -1", "--margin takes 0 or more and less than 100"),
    ("--rules rules.json a.txt --margin 100", "--margin takes 0 or more and less than 100"),
    ("--rules rules.json a.txt --margin nan", "--margin takes 0 or more and less than 100"),
    ("--rules rules.json a.txt --margin 2%", "percentage points such as 2.5, without %"),
    ("--rules rules.json a.txt --margin 2,5", "percentage points such as 2.5, without %"),
    ("--rules rules.json a.txt --noise -1", "--noise must be at least 0."),
    ("--rules rules.json a.txt --noise-source file", "--noise-source is about --noise"),
    ("--rules rules.json a.txt --max-documents 0", "--max-documents must be at least 1."),
    ("--rules rules.json a.txt --max-credits 0", "--max-credits must be more than 0."),
    (
      "--rules rules.json a.txt --max-credits 5 --dialect published",
      "--max-credits needs --dialect current"
    ),
    ("--rules rules.json a.txt --concurrency 33", "--concurrency takes 1 to 32, not 33."),
    ("--rules rules.json a.txt --report -", "--report takes the path of a file"),
    ("--rules rules.json a.txt --results -", "--results takes the path of a file"),
    ("--rules rules.json a.txt --dry-run --format json", "--dry-run prints text"),
    ("--rules rules.json --file-ids --recursive x", "--recursive is about folders"),
    ("--rules rules.json --file-ids a.txt", "\"a.txt\" is a file on this machine"),
    ("--rules rules.json --file-ids x ''", "An ID of a file is empty"),
    ("--rules rules.json a.txt --timeout 0", "--timeout must be at least 1."),
    ("--from r.jsonl --retry-errors", "leave out --retry-errors"),
    ("--rules - a.txt -", "Standard input (-) can be read once."),
    ("--rules rules.json --expected - -", "Standard input (-) can be read once."),
    ("--rules rules.json --null a.txt", "--null is about names on standard input"),
    ("--from r.jsonl a.txt", "leave out files"),
    ("--from r.jsonl --rules rules.json", "leave out --rules"),
    ("--from r.jsonl --sandbox", "leave out --sandbox"),
    ("--from r.jsonl --max-pages 3", "leave out --max-pages"),
    ("--from r.jsonl --noise 3", "leave out --noise"),
  ])
  func rejectsArguments(line: String, message: String) throws {
    let outcome = try compare(line)
    #expect(outcome.status == 64, "\(outcome.messages)")
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    #expect(outcome.output.isEmpty)
  }

  /// On the first run, neither file exists.
  @Test(arguments: [
    ("--results c.jsonl --report c.jsonl", ":", "--results and --report"),
    ("--results c.jsonl --report \"$PWD/c.jsonl\"", ":", "--results and --report"),
    ("--results c.jsonl --report l/c.jsonl", "ln -s . l", "--results and --report"),
    ("--results c.jsonl --report hard", ": > c.jsonl; ln c.jsonl hard", "--results and --report"),
    ("--report ./compare-results.jsonl", ":", "--results and --report"),
    ("--results c.jsonl --notes link", "ln -s c.jsonl link", "--results and --notes"),
    ("--report link --notes n", "ln -s n link", "--report and --notes"),
    ("--notes n --report n", ":", "--report and --notes"),
    ("--notes n --results n", ":", "--results and --notes"),
    ("--results rules.json", ":", "--rules and --results"),
    ("--expected e.csv --report e.csv", ":", "--expected and --report"),
    ("--ignore i.json --notes i.json", ":", "--ignore and --notes"),
  ])
  func refusesOneFileForTwoOptions(options: String, preparing: String, pair: String) throws {
    let line = "--rules rules.json a.txt \(options)"
    let script = "\(line); status=$?; ls *.*; exit $status"
    let before = try compare("--help > /dev/null; ls *.*", preparing: preparing)
    let outcome = try compare(script, preparing: preparing)
    #expect(outcome.status == 64, "\(outcome.messages)")
    #expect(outcome.messages.contains("\(pair) name the same file"), "\(outcome.messages)")
    #expect(outcome.output == before.output)
  }

  @Test(arguments: ["--report /dev/stdout", "--report /dev/stderr", "--results /dev/stdout"])
  func refusesFileOfOtherOutput(option: String) throws {
    let outcome = try compare(
      "--rules rules.json a.txt --sandbox \(option) > out 2> errors; status=$?; cat errors >&2; "
        + "wc -c < out; exit $status")
    #expect(outcome.status == 64, "\(outcome.messages)")
    #expect(
      outcome.messages.contains("to which other output goes, too; choose another file."),
      "\(outcome.messages)")
    #expect(outcome.output.trimmingPrefix(while: \.isWhitespace) == "0\n")
  }

  @Test func refusesToReplaceResultsThatAreJudged() throws {
    let outcome = try compare("--from r.jsonl --report ./r.jsonl", preparing: ": > r.jsonl")
    #expect(outcome.status == 64, "\(outcome.messages)")
    #expect(outcome.messages.contains("--from and --report name the same file"))
  }

  /// The file of results is not used, and neither is its name.
  @Test func writesReportsOfResultsToTheirDefaultNames() throws {
    let outcome = try compare(
      "--from compare-results.jsonl --report out.html --format json",
      preparing: """
        echo '{"document":"a","v1":{"label":"x"},"v2":{"label":"x"}}' > compare-results.jsonl
        """)
    #expect(outcome.status == 3, "\(outcome.messages)")
    #expect(outcome.messages.contains("report written to out.html"), "\(outcome.messages)")
  }

  @Test(arguments: [
    ("--rules rules.json none.txt", ":", "can't read none.txt: No such file or directory"),
    ("--rules rules.json d", "mkdir d", "d: it is a folder"),
    ("--rules none.json a.txt", ":", "none.json"),
    ("--from none.jsonl", ":", "can't read none.jsonl"),
    ("--from r.jsonl", ": > r.jsonl", "r.jsonl has no results"),
    ("--from r.jsonl", "echo '{\"document\":1}' > r.jsonl", "r.jsonl: line 1, column "),
    ("--from rules.json", "echo >> rules.json", "rules.json: line 1, column 1: "),
    ("--from rules.json", ":", "rules.json is no results file: give the file of --results"),
    ("--from r.html", "echo '<!DOCTYPE html>' > r.html", "r.html is no results file"),
    (
      "--from r.jsonl", "echo '{\"file\":\"a\",\"type\":\"b\"}' > r.jsonl",
      "or the output of compare --format jsonl"
    ),
    ("--rules rules.json a.txt --report d/out.html", ":", "there is no folder d/"),
    ("--rules rules.json a.txt --ignore i.json", "echo '[{}]' > i.json", "i.json: "),
    ("--rules rules.json a.txt", ":", "there is no key"),
    (
      "--rules rules.json none.txt", ":",
      "1 document can't be compared; remove it from the list, or make it readable:\n"
    ),
    (
      "--rules rules.json none.txt no.txt", ":",
      "2 documents can't be compared; remove them from the list, or make them readable:\n"
    ),
    ("--rules rules.json none.txt --dry-run", ":", "can't read none.txt"),
    ("--rules rules.json a.txt --dry-run --report d/o.html", ":", "there is no folder d/"),
    ("--rules rules.json a.txt --dry-run --results d/r.jsonl", ":", "there is no folder d/"),
    ("--rules rules.json a.txt --dry-run --results d", "mkdir d", "not a regular file"),
    (
      "--rules rules.json a.txt --dry-run --results r.jsonl", "echo hello > r.jsonl",
      "something other than results"
    ),
    (
      "--rules rules.json a.txt --dry-run --results r.jsonl",
      #"echo '{"run":{"id":"r","request":"q"}}' > r.jsonl"#,
      "the results are of a run with other rules or options"
    ),
  ])
  func endsWithTwoIfItCannotRun(line: String, preparing: String, message: String) throws {
    let outcome = try compare(line, preparing: preparing)
    #expect(outcome.status == 2, "\(outcome.messages)")
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    #expect(outcome.output.isEmpty)
  }

  @Test func refusesMultimodal() throws {
    let outcome = try compare(
      "--rules body.json a.txt --sandbox",
      preparing: """
        echo '{"file_ids": ["f"], "mode": "MULTIMODAL", "rules": '"$(cat rules.json)"'}' > body.json
        """)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("v2 has no mode multimodal"), "\(outcome.messages)")
    #expect(outcome.messages.contains("Set the mode to FAST"))
  }

  /// A result file is not the place of anything else, not even of its part.
  @Test(arguments: ["hello", "hello\\n", "[1]\\n{\"run\":{}}\\n"])
  func keepsOtherFilesThanResults(contents: String) throws {
    let outcome = try compare(
      "--rules rules.json a.txt --sandbox --results r.jsonl; cat r.jsonl",
      preparing: "printf '\(contents)' > r.jsonl")
    #expect(outcome.messages.contains("something other than results"), "\(outcome.messages)")
    #expect(outcome.output == contents.replacing("\\n", with: "\n"))
  }

  // MARK: - Both sides alike

  /// v1 reads 5 pages by default and v2 all: both get explicit values.
  @Test(arguments: [
    ("", #""max_pages":null"#, ""), ("--max-pages 3", #""max_pages":3"#, #""max_pages":3"#),
    ("--pages 1,3", #""target_pages":[0,2]"#, #""target_pages":"1,3""#),
  ])
  func sendsSamePagesToBothVersions(options: String, v1: String, v2: String) throws {
    let outcome = try compare("--rules rules.json a.txt --sandbox --debug \(options)")
    let bodies = outcome.messages.replacing(#/\s*\n> */#, with: "").replacing(": ", with: ":")
    let compact = bodies.replacing(#/\s+/#, with: "")
    #expect(compact.contains(v1), "\(compact)")
    #expect(compact.contains(v2), "\(compact)")
    #expect(compact.matches(of: #/"mode":"FAST"/#).count >= 2, "\(compact)")
  }

  // MARK: - Plan

  @Test func plansWithoutKey() throws {
    let outcome = try compare(
      "--rules rules.json a.txt b.txt a.txt --max-pages 4 --noise 1 --noise-source file --dry-run; ls *.*"
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    let expected = [
      "Documents: 2\n", "Uploads: 2 with 20 bytes, each used by both versions\n",
      "Jobs: 2 of v1 and 2 of v2, and 1 more of v2 for the noise floor\n",
      "Noise floor: of parsing and the classifier\n", "Pages of each document: at most 4\n",
      // (2 + 2 + 1) × 4 pages.
      "at most 20 credits with 4 pages of each document.\n",
      "Documents for the verdict equivalent, in 4 of 5 runs, at a margin of 2 points, if each "
        + "document is repeated:\n",
      "if v2 agrees on 95% with itself, and as often with v1",
      "With a second run of 1 of 2 documents, more are needed.\n",
    ]
    for text in expected { #expect(outcome.output.contains(text), "\(text) in \(outcome.output)") }
    #expect(outcome.messages.contains("1 document left out"))
    // Nothing was written.
    #expect(outcome.output.hasSuffix("\na.txt\nb.txt\nrules.json\n"))
  }

  @Test(arguments: ["--dry-run", "--sandbox"])
  func tellsEmptyFilesAndFilesWithSeveralPaths(option: String) throws {
    let outcome = try compare(
      "--rules rules.json a.txt b.txt \"$PWD/a.txt\" c.txt \(option)",
      preparing: ": > b.txt; : > c.txt")
    #expect(
      outcome.messages.contains(#/2 files are empty: [bc]\.txt and 1 more\n/#),
      "\(outcome.messages)")
    #expect(
      outcome.messages.contains(#/a\.txt are the same file: each path counts as a document/#),
      "\(outcome.messages)")
  }

  /// The two forms of ü are equal as `String`, and different files.
  @Test func comparesFilesWhoseNamesDifferInNormalFormAlone() throws {
    let outcome = try compare(
      "--rules rules.json --recursive d --sandbox --format jsonl",
      preparing: "mkdir d; printf zzz > d/\u{FC}.txt; printf zzz > d/u\u{308}.txt")
    #expect(outcome.output.split(separator: "\n").count == 2, "\(outcome.messages)")
    #expect(!outcome.messages.contains("left out"), "\(outcome.messages)")
  }

  @Test func plansWithoutReport() throws {
    let outcome = try compare("--rules rules.json a.txt --dry-run --report out.html; ls *.*")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.hasPrefix("Documents: 1\n"))
    #expect(outcome.output.hasSuffix("\na.txt\nb.txt\nrules.json\n"))
  }

  /// Each document costs 4 pages on both versions, and again for a second run that parses it.
  @Test(arguments: [("", 8), ("--noise 2", 8), ("--noise 2 --noise-source file", 12)])
  func pricesDocumentsOfAVerdict(options: String, perDocument: Int) throws {
    let outcome = try compare("--rules rules.json a.txt b.txt --max-pages 4 \(options) --dry-run")
    let rows = outcome.output.matches(
      of: #/\n  (\d+) +if .*more than now\), at most (\d+) credits/#)
    #expect(rows.count == 4, "\(outcome.output)")
    for row in rows {
      let (documents, price) = (try #require(Int(row.1)), try #require(Int(row.2)))
      #expect(price == documents * perDocument)
    }
  }

  /// The smallest n with 0.98ⁿ ≤ 0.025 is 183, and the 95% Wilson interval of n of n lies above 98%
  /// from n = 189: n > 1.96² × 0.98 / 0.02.
  @Test func runBeginsWithTheNumberOfDocumentsOfAVerdict() throws {
    let outcome = try compare("--rules rules.json a.txt b.txt --sandbox")
    #expect(
      outcome.messages.contains(
        "2 documents; the verdict equivalent needs at least 189 that agree\n"),
      "\(outcome.messages)")
  }

  @Test func tellsThatNumberOfPagesIsUnknown() throws {
    let outcome = try compare("--rules rules.json a.txt --noise 1 --dry-run")
    #expect(outcome.output.contains("Pages of each document: all\n"))
    #expect(outcome.output.contains("The number of pages is known only to the service"))
    #expect(outcome.output.contains("Cost of the noise floor: none, as LlamaCloud documents it"))
    #expect(outcome.output.contains("this is not verified"))
  }

  @Test func plansRestOfEarlierResults() throws {
    let outcome = try compare(
      "--rules rules.json a.txt b.txt --results r.jsonl --dry-run --sandbox",
      preparing: """
        classify-bridge compare --sandbox --rules rules.json b.txt --results r.jsonl > /dev/null
        """)
    #expect(
      outcome.output.hasPrefix("Documents: 1, and 1 that the results have already\n"),
      "\(outcome.output)\(outcome.messages)")
  }

  /// Second runs of the results are part of the noise floor.
  @Test func plansNoiseFloorOfEarlierResults() throws {
    let outcome = try compare(
      "--rules rules.json a.txt b.txt --results r.jsonl --noise 1 --dry-run --sandbox",
      preparing: """
        classify-bridge compare --sandbox --rules rules.json b.txt --results r.jsonl --noise 1 \
          > /dev/null 2>&1
        """)
    #expect(
      outcome.output.contains(
        "alone, on the same parse jobs; 1 second run in the results already\n"),
      "\(outcome.output)\(outcome.messages)")
    #expect(outcome.output.contains("With a second run of 1 of 2 documents, more are needed.\n"))
  }

  /// Scripts plan without a key, so that only people are told.
  @Test(arguments: [("", true), ("--api-key llx-any-key", false), ("--sandbox", false)])
  func tellsPeopleThatARunNeedsAKey(options: String, isTold: Bool) throws {
    let text = try PseudoTerminal(runner).run(
      """
      cd "$(mktemp -d)"; echo '\(RunCommandTests.rules)' > rules.json; printf zzz > a.txt
      classify-bridge compare --rules rules.json a.txt --dry-run \(options)
      """)
    #expect(text.contains("Documents: 1\n"), "\(text)")
    #expect(text.contains("this plan needs no key") == isTold, "\(text)")
  }

  @Test(arguments: [
    ("0.02", "0.02 means 0.02%, and 2 means 2%"), ("0", "with --margin 0, "), ("2", nil),
    ("0.5", nil),
  ])
  func explainsSuspiciousMargin(margin: String, hint: String?) throws {
    let outcome = try compare(
      "--from r.jsonl --margin \(margin)",
      preparing: #"""
        echo '{"document":"a","v1":{"label":"x"},"v2":{"label":"x"}}' > r.jsonl
        """#)
    #expect(outcome.status == 3, "\(outcome.messages)")
    #expect(outcome.messages.contains("--margin") == (hint != nil), "\(outcome.messages)")
    #expect(outcome.messages.contains(hint ?? ""), "\(outcome.messages)")
  }

  @Test func takesSampleOfDocuments() throws {
    func names(_ count: Int) throws -> [String?] {
      let outcome = try compare(
        "--rules rules.json --recursive d --sandbox --format jsonl --max-documents \(count)",
        preparing: "mkdir d; for i in 0 1 2 3 4 5 6 7 8 9; do echo zzz > d/$i; done")
      return try outcome.output.split(separator: "\n").map {
        try JSONValue(json: String($0))["document"]?.string
      }
    }
    let (three, six) = (try names(3), try names(6))
    #expect(three.count == 3)
    #expect(six.count == 6)
    #expect(Set(three).isSubset(of: six))
  }

  @Test func comparesUploadedFiles() throws {
    let outcome = try compare(
      "--rules rules.json --file-ids - --sandbox --format json < ids",
      preparing: """
        classify-bridge files list --sandbox --format jsonl | cut -d '"' -f 4 > ids
        """)
    #expect(outcome.status == 3, "\(outcome.messages)")
    let report = try JSONValue(json: outcome.output)
    #expect(report["documents"]?.integer ?? 0 > 0)
    #expect(report["documents"] == report["agreed"])
  }
}
#endif
