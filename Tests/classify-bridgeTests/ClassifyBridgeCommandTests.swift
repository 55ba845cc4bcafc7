// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import TestSupport
import Testing

@Suite struct ClassifyBridgeCommandTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  #if CLI
  @Test func versionIsPrinted() throws {
    let outcome = try runner.shell("classify-bridge --version")
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: ".").count == 3)
    #expect(outcome.messages.isEmpty)
  }

  @Test func helpStatesTheExitCodes() throws {
    let outcome = try runner.shell("classify-bridge --help")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("0 done; 1 findings or failed jobs; 2 could not do it; 64"))
  }

  @Test(arguments: ["classify-bridge nothing", "classify-bridge --nothing"])
  func unknownWordsAreUsageErrors(line: String) throws {
    let outcome = try runner.shell(line)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.hasPrefix("Error: "))
  }

  @Test func aClosedPipeEndsQuietly() throws {
    // The reader ends before anything is written.
    let outcome = try runner.shell(
      "{ sleep 0.2; classify-bridge catalogue; echo status $? >&2; } | true")
    #expect(outcome.messages == "status 0\n")
  }

  #if os(Linux)
  @Test func aFullDiskIsReported() throws {
    let outcome = try runner.shell("classify-bridge catalogue > /dev/full")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages == "classify-bridge: can't write the output: No space left on device\n")
  }
  #endif
  #else
  @Test func withoutItsTraitItSaysHowToTurnItOn() throws {
    let outcome = try runner.shell("classify-bridge catalogue --format json")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.messages.contains("swift run --traits CLI classify-bridge catalogue --format json\n"))
  }
  #endif
}
#endif
