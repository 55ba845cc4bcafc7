// SPDX-License-Identifier: Apache-2.0

#if Gateway
import Dispatch
import Synchronization
import Testing

@testable import ClassifyGateway

@Suite(.timeLimit(.minutes(15))) struct LogWriterTests {
  private final class Output: Sendable {
    let text = Mutex("")

    var lines: [Substring] { text.withLock { $0 }.split(separator: "\n") }
  }

  /// An output that nobody reads until ``open()`` is called.
  private final class BlockedOutput: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let starts: AsyncStream<Void>
    private let start: AsyncStream<Void>.Continuation
    private let count = Atomic(0)

    init() {
      (starts, start) = AsyncStream.makeStream()
    }

    var lineCount: Int { count.load(ordering: .relaxed) }

    func write(_ lines: String) {
      start.yield()
      gate.wait()
      count.wrappingAdd(lines.split(separator: "\n").count, ordering: .relaxed)
    }

    func waitUntilBlocked() async {
      for await _ in starts { break }
    }

    func open() {
      for _ in 0..<10 { gate.signal() }
    }
  }

  @Test func writesAllLinesInOrder() async {
    let output = Output()
    let log = LogWriter(.logfmt) { lines in output.text.withLock { $0 += lines } }
    for number in 0..<100 { log.add(LogLine("e\(number)", time: 0)) }
    await log.close()
    #expect(
      output.lines.map { $0.split(separator: "=").last.map(String.init) }
        == (0..<100).map { "e\($0)" })
  }

  @Test func writesWithoutBeingClosed() async throws {
    let output = Output()
    let log = LogWriter(.logfmt) { lines in output.text.withLock { $0 += lines } }
    for round in 1...3 {
      log.add(LogLine("e", time: 0))
      while output.lines.count < round { try await Task.sleep(for: .milliseconds(5)) }
    }
  }

  @Test func dropsAndCountsLinesThatNobodyReads() async {
    let output = BlockedOutput()
    let log = LogWriter(.logfmt) { output.write($0) }
    log.add(LogLine("e", time: 0))
    await output.waitUntilBlocked()
    for _ in 0..<LogWriter.capacity + 7 { log.add(LogLine("e", time: 0)) }
    #expect(log.droppedCount == 7)
    output.open()
    await log.close(within: .seconds(30))
    #expect(output.lineCount == LogWriter.capacity + 1)
  }

  @Test func endsAlthoughNobodyReads() async {
    let output = BlockedOutput()
    let log = LogWriter(.logfmt) { output.write($0) }
    log.add(LogLine("e", time: 0))
    await output.waitUntilBlocked()
    await log.close(within: .milliseconds(10))
    #expect(output.lineCount == 0)
    output.open()
  }

  @Test func addsNothingWithoutLog() async {
    let log = LogWriter(.none) { _ in Issue.record("there is no log") }
    log.add(LogLine("e", time: 0))
    await log.close()
  }
}
#endif
