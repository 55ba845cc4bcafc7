// SPDX-License-Identifier: Apache-2.0

#if Gateway
import Testing

@testable import ClassifyGateway

@Suite struct ConnectionTableTests {
  private typealias Table = ConnectionTable<Int>
  private let start = ContinuousClock.now

  private func time(_ seconds: Int) -> ContinuousClock.Instant { start + .seconds(seconds) }

  @Test func admitsConnectionsUpToMaximum() {
    var table = Table(maximum: 2)
    #expect(table.add(1, at: time(0)) == [.admit(1)])
    #expect(table.add(2, at: time(1)) == [.admit(2)])
    #expect(!table.hasWaiting)
  }

  @Test func closesLongestIdleForNewConnection() {
    var table = Table(maximum: 3)
    for id in 1...3 { _ = table.add(id, at: time(0)) }
    _ = table.becomeIdle(1, since: time(30), at: time(30))
    _ = table.becomeIdle(2, since: time(10), at: time(30))
    _ = table.becomeIdle(3, since: time(20), at: time(30))
    #expect(table.add(4, at: time(40)) == [.close(2), .admit(4)])
    #expect(table.add(5, at: time(41)) == [.close(3), .admit(5)])
    #expect(table.remove(2, at: time(42)).isEmpty)
  }

  @Test func neverClosesActiveConnections() {
    var table = Table(maximum: 2)
    for id in 1...2 {
      _ = table.add(id, at: time(0))
      table.becomeActive(id)
    }
    #expect(table.add(3, at: time(1)).isEmpty)
    #expect(table.add(4, at: time(2)).isEmpty)
    #expect(table.hasWaiting)
    #expect(table.remove(1, at: time(3)) == [.admit(3)])
    #expect(table.hasWaiting)
  }

  @Test func closesConnectionThatBecomesIdleWhileOthersWait() {
    var table = Table(maximum: 1)
    _ = table.add(1, at: time(0))
    table.becomeActive(1)
    _ = table.add(2, at: time(1))
    #expect(table.becomeIdle(1, since: time(2), at: time(2)).isEmpty)
    #expect(table.balance(at: time(3)) == [.close(1), .admit(2)])
    #expect(!table.hasWaiting)
  }

  @Test func givesEachAdmittedConnectionTimeToSendRequest() {
    var table = Table(maximum: 1)
    _ = table.add(1, at: time(0))
    for id in 2...4 { #expect(table.add(id, at: time(0)).isEmpty) }
    #expect(table.balance(at: time(1)) == [.close(1), .admit(2)])
    #expect(table.balance(at: time(1)).isEmpty)
    #expect(table.balance(at: time(2)) == [.close(2), .admit(3)])
    table.becomeActive(3)
    #expect(table.balance(at: time(9)).isEmpty)
  }

  @Test func countsConnectionThatBecameActiveBeforeItWasClosed() {
    var table = Table(maximum: 1)
    _ = table.add(1, at: time(0))
    #expect(table.add(2, at: time(1)) == [.close(1), .admit(2)])
    table.becomeActive(1)
    #expect(table.becomeIdle(1, since: time(2), at: time(2)) == [.close(2)], "2 is idle longer")
    #expect(table.add(3, at: time(3)) == [.close(1), .admit(3)])
  }

  @Test func forgetsWaitingConnectionThatCloses() {
    var table = Table(maximum: 1)
    _ = table.add(1, at: time(0))
    table.becomeActive(1)
    _ = table.add(2, at: time(1))
    #expect(table.remove(2, at: time(2)).isEmpty)
    #expect(!table.hasWaiting)
    #expect(table.remove(1, at: time(3)).isEmpty)
    #expect(table.remove(1, at: time(4)).isEmpty)
    #expect(table.add(3, at: time(5)) == [.admit(3)])
  }

  @Test func keepsConnectionThatIsIdleOnlyInFuture() {
    var table = Table(maximum: 2)
    for id in 1...2 { _ = table.add(id, at: time(0)) }
    _ = table.becomeIdle(1, since: time(10), at: time(0))
    _ = table.becomeIdle(2, since: time(5), at: time(0))
    #expect(table.add(3, at: time(5)).isEmpty)
    #expect(table.balance(at: time(6)) == [.close(2), .admit(3)])
    table.becomeActive(3)
    #expect(table.add(4, at: time(10)).isEmpty)
    #expect(table.balance(at: time(11)) == [.close(1), .admit(4)])
  }

  @Test func closesOnlyIdleHoldersOfBudget() {
    var table = Table(maximum: 10)
    for id in 1...5 { _ = table.add(id, at: time(0)) }
    _ = table.becomeIdle(1, since: time(0), holdsBudget: true, at: time(0))
    _ = table.becomeIdle(2, since: time(1), holdsBudget: true, at: time(0))
    _ = table.becomeIdle(3, since: time(2), holdsBudget: true, at: time(0))
    table.becomeActive(4)
    #expect(Set(table.closeBudgetHolders(at: time(2))) == [.close(1), .close(2)])
    #expect(table.closeBudgetHolders(at: time(2)).isEmpty)
  }

  @Test func servesOneConnectionWhateverTheMaximum() {
    var table = Table(maximum: 0)
    #expect(table.add(1, at: time(0)) == [.admit(1)])
  }
}
#endif
