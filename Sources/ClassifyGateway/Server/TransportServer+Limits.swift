// SPDX-License-Identifier: Apache-2.0

#if Gateway
extension TransportServer {
  /// How much a server takes from its clients, and for how long it waits for them.
  public struct Limits: Sendable, Hashable {
    /// The largest body of a request, in bytes; a larger one is refused with 413 before it is read.
    public var bodyBytes = 64 << 20
    /// The largest sum of the header fields of a request, in bytes; more are refused with 431.
    public var headerBytes = 64 << 10
    /// The most header fields of a request; more are refused with 431.
    public var headerFields = 200
    /// The most connections at once; others wait in the system's queue.
    public var connections = 1_000
    /// How long a connection may wait for the whole head of a request, and between two pieces of
    /// its body.
    public var idleTime = Duration.seconds(60)
    /// How long a request may take to arrive, from the end of its head.
    public var requestTime = Duration.seconds(600)
    /// How long a client may take to receive an answer.
    public var answerTime = Duration.seconds(120)
    /// How long a client that was told that the connection ends has to end it, too.
    public var lingerTime = Duration.seconds(2)
    /// How long requests may go on after the server was told to shut down.
    public var shutdownTime = Duration.seconds(10)

    /// Makes limits with every property at its default.
    public init() {}
  }
}
#endif
