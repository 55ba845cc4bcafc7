// SPDX-License-Identifier: Apache-2.0

#if Gateway
import Testing

@testable import ClassifyGateway

@Suite struct DescriptorLimitTests {
  private static let limits = {
    var limits = GatewayConfiguration.Limits()
    limits.server.maximumConnections = 1_000
    limits.upstream.maximumConnections = 200
    return limits
  }()

  @Test func countsConnectionsOnBothSides() {
    #expect(Self.limits.descriptors == 1_000 + 2 * 200 + DescriptorLimit.reserve)
  }

  /// The connections to the upstream come first: without them, no request can be answered.
  @Test(arguments: [(100_000, 1_000), (1_464, 1_000), (1_463, 999), (1_024, 560), (64, 1), (0, 1)])
  func limitsConnectionsOfClients(available: Int, connections: Int) {
    let fitting = DescriptorLimit.fitting(Self.limits, available: available)
    #expect(fitting.server.maximumConnections == connections)
    #expect(fitting.upstream == Self.limits.upstream)
  }

  @Test func needsNothingThatIsThereAlready() {
    #expect(DescriptorLimit.raise(to: 3) == 3)
  }
}
#endif
