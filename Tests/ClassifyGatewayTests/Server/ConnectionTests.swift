// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import Testing

/// Keep-alive, pipelining, disconnection and concurrency.
@Suite(.timeLimit(.minutes(15))) struct ConnectionTests {
  /// Responds with the path as the body.
  private static let echo = RecordingTransport { request in
    HTTPResponse(status: 200, body: Array(request.path.utf8))
  }

  @Test func keepsConnectionAliveBetweenRequests() async throws {
    try await TestServer.run(Self.echo) { server in
      let client = try await RawClient(port: server.port)
      for path in ["/one", "/two", "/three"] {
        await client.send("GET \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
        let reading = try await client.read { $0.hasSuffix(path) }
        #expect(reading.statuses == ["200 OK"])
        #expect(!reading.text.lowercased().contains("connection:"))
      }
      #expect(try await server.exchanges(3).map(\.path) == ["/one", "/two", "/three"])
    }
  }

  @Test func respondsToPipelinedRequestsInOrder() async throws {
    let paths = (1...100).map { "/\($0)." }
    let reading = try await TestServer.run(Self.echo) { server in
      try await RawClient.exchange(
        port: server.port,
        paths.map { "GET \($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined()
          + "GET /end HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    }
    let bodies = reading.text.split(separator: "\r\n\r\n").dropFirst().map {
      $0.prefix { $0 != "H" }
    }
    #expect(bodies == (paths + ["/end"]).map { Substring($0) })
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
    "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
  ])
  func closesConnectionWhenClientRequestsIt(request: String) async throws {
    let reading = try await TestServer.run(Self.echo) { server in
      try await RawClient.exchange(port: server.port, request)
    }
    #expect(reading.statuses == ["200 OK"])
    #expect(reading.text.contains("\r\nConnection: close\r\n"))
    #expect(reading.ending == .closed)
  }

  @Test func cancelsRequestWhenClientDisconnects() async throws {
    let transport = RecordingTransport.hanging
    try await TestServer.run(transport) { server in
      let client = try await RawClient(port: server.port)
      await client.send("POST /x?key=secret HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab")
      while transport.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      #expect(transport.cancellations == 0)
      client.disconnect()
      while transport.cancellations == 0 { try await Task.sleep(for: .milliseconds(5)) }
      let exchange = try await server.exchanges(1)[0]
      #expect(exchange.ending == .abandoned)
      #expect(exchange.method == "POST")
      #expect(exchange.path == "/x", "without the query")
      #expect(exchange.requestBytes == 2)
    }
  }

  @Test func keepsServingAfterClientDisconnectsMidRequest() async throws {
    let transport = RecordingTransport()
    try await TestServer.run(transport) { server in
      let client = try await RawClient(port: server.port)
      await client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab")
      client.disconnect()
      let other = try await RawClient.exchange(
        port: server.port, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      #expect(other.statuses == ["200 OK"])
    }
    #expect(transport.requests.count == 1)
  }

  @Test func servesConcurrentConnections() async throws {
    try await TestServer.run(Self.echo) { server in
      let clients = try await withThrowingTaskGroup { group in
        for number in 0..<100 {
          group.addTask {
            try await RawClient.exchange(
              port: server.port, "GET /\(number) HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(clients.map(\.body)) == Set((0..<100).map { "/\($0)" }))
    }
  }
}
#endif
