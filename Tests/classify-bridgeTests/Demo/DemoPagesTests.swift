// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import TestSupport
import Testing

@Suite struct DemoPagesTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  @Test func aFaultyTokenIsUnderlined() throws {
    let outcome = try runner.shell("classify-bridge demo --pages 1,5-3,9")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.messages.hasPrefix(
        """
        Error: "5-3" runs backwards; write 3-5
          --pages 1,5-3,9
                    ^^^

        """))
  }

  @Test(arguments: ["''", "0", "1,", "all,1", "1-", "'[0]'", "99999999999999999999"])
  func whatIsNoSelectionIsAUsageError(pages: String) throws {
    let outcome = try runner.shell("classify-bridge demo --pages \(pages)")
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains("\n  --pages "))
    #expect(outcome.messages.contains("^"))
  }

  @Test func allPagesHaveNoSelectionInEitherBody() throws {
    let outcome = try runner.shell("classify-bridge demo --pages all")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("target_pages: absent"))
    #expect(!outcome.output.contains("\"target_pages\""))
    #expect(outcome.output.contains("All pages are read, so that none can be the wrong one"))
  }

  @Test func peculiaritiesAreInTheLedger() throws {
    let outcome = try runner.shell("classify-bridge demo --pages '3, 1'")
    #expect(outcome.status == 0)
    for code in ["pages.unordered", "pages.whitespace"] {
      #expect(outcome.output.contains("\n  \(code)  normalized\n    in --pages, which becomes"))
    }
    #expect(outcome.output.contains("    3, 1 → 1,3\n"))
  }

  @Test func withoutTheFirstPageEvenTheCopiedTextIsSilent() throws {
    let outcome = try runner.shell("classify-bridge demo --pages 2,4")
    #expect(outcome.output.contains("Nothing is wrong with that text"))
    #expect(outcome.output.contains("pages 1,3 in place of pages 2,4"))
  }

  @Test(arguments: ["1-100001", "1-9223372036854775807"])
  func morePagesThanAnArrayMayHaveAreRefused(pages: String) throws {
    let outcome = try runner.shell("classify-bridge demo --pages \(pages)")
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("pages.tooManyPages: "))
    #expect(outcome.messages.contains("the limit is 100000"))
  }

  @Test func theLastPageThatCanBeCountedHasNoneAfterIt() throws {
    let outcome = try runner.shell("classify-bridge demo --pages 9223372036854775807")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("No page comes after the last one that can be counted"))
  }
}
#endif
