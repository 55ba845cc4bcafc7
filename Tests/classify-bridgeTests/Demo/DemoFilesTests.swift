// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import TestSupport
import Testing

@Suite struct DemoFilesTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  @Test(arguments: [
    ("classify-bridge demo gone.txt", "can't read gone.txt: No such file or directory; give"),
    ("classify-bridge demo .", "can't read .: Is a directory; give"),
    (": > a.txt; classify-bridge demo a.txt", "a.txt is empty; give"),
    ("printf ' \\f\\n' > a.txt; classify-bridge demo a.txt", "a.txt is empty; give"),
    ("printf 'ab\\0c' > a.txt; classify-bridge demo a.txt", "a.txt is not text: byte 2 is NUL; "),
    ("printf 'é\\377' > a.txt; classify-bridge demo a.txt", "a.txt is not UTF-8: byte 2 "),
    ("printf '\\355\\240\\200' > a.txt; classify-bridge demo a.txt", "is not UTF-8: byte 0 "),
    (
      "head -c 10485761 /dev/zero | tr '\\0' x > a.txt; classify-bridge demo a.txt",
      "a.txt is larger than 10 MiB; give"
    ),
    ("printf x > a.txt; classify-bridge demo a.txt b.txt", "can't read b.txt: "),
    ("classify-bridge demo - < /dev/null", "standard input is empty; "),
    ("printf x > a; classify-bridge demo --rules gone.json a", "can't read gone.json: "),
  ])
  func whatCannotBeReadIsNamed(line: String, message: String) throws {
    let outcome = try runner.shell(line)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.hasPrefix("classify-bridge: "))
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func controlCharactersOfANameDoNotReachTheTerminal() throws {
    let outcome = try runner.shell(
      "printf x > \"$(printf 'a\\033[31mb')\"; classify-bridge demo a*")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("a\u{FFFD}[31mb"))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func formFeedsPartPages() throws {
    let file = "printf 'card payment, cash, change\\finvoice number, items, total due' > two.txt; "
    let first = try runner.shell(file + "classify-bridge demo two.txt --pages 1")
    #expect(first.output.contains(#/ {2}two\.txt +2 +receipt .+ +receipt .+ +yes\n/#))
    let second = try runner.shell(file + "classify-bridge demo two.txt --pages 2")
    #expect(second.output.contains(#/ {2}two\.txt +2 +invoice .+ +invoice .+ +yes\n/#))
  }

  @Test func standardInputIsADocument() throws {
    let outcome = try runner.shell("classify-bridge demo -", input: "invoice number, items, total")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(#/ {2}- +1 +invoice /#))
  }

  @Test func aDocumentWithoutThePagesFailsInBoth() throws {
    let outcome = try runner.shell(
      "printf x > a.txt; printf 'x\\fx\\fx' > b.txt; classify-bridge demo a.txt b.txt --pages 3")
    #expect(outcome.status == 1)
    #expect(outcome.messages.isEmpty)
    #expect(outcome.output.contains(#/ {2}a\.txt +1 +failed +failed +yes\n/#))
    #expect(outcome.output.contains(#/ {2}b\.txt +3 +none fits /#))
    #expect(outcome.output.contains("PARTIAL_SUCCESS"))
    #expect(outcome.output.contains("FAILED, COMPLETED"))
    #expect(outcome.output.contains("v2 says of a.txt: None of the pages"))
    #expect(outcome.output.contains("1 could not be classified."))
  }

  @Test func namesAreToldApart() throws {
    let outcome = try runner.shell(
      "mkdir d; printf x > a.txt; printf x > d/a.txt; classify-bridge demo a.txt d/a.txt a.txt")
    #expect(outcome.status == 0)
    for name in ["a.txt", "d/a.txt", "a.txt (2)"] {
      #expect(outcome.output.contains("\n  \(name)  "), "\(name)")
    }
  }

  @Test func moreFilesThanARequestTakesAreRefused() throws {
    let outcome = try runner.shell(
      "printf x > a; set -- $(yes a | head -n 501); classify-bridge demo \"$@\"")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("request.documentCount: 501 documents were given"))
  }
}
#endif
