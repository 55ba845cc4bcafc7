// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import Foundation

/// A TLS server on 127.0.0.1 with a generated, untrusted certificate and a connection log.
///
/// The server needs `openssl` for the certificate and `python3` to serve it. If either is missing,
/// ``run(_:_:)`` throws a ``Failure`` that names both.
public struct TLSServer: Sendable {
  /// The defect of the certificate, which is never signed by a trusted authority.
  public enum Certificate: String, Sendable, CaseIterable {
    /// Valid only in January 2020.
    case expired
    /// Valid for this host, but self-signed.
    case selfSigned
    /// Valid for another host.
    case otherName
  }

  /// The error if the server can't be started.
  public struct Failure: Error, CustomStringConvertible {
    /// The tools' error messages.
    public let description: String
  }

  /// The TCP port.
  public let port: Int
  /// The path of the PEM certificate, which is its own certificate authority.
  public let certificateFile: String
  private let log: URL

  /// The connection log, one line per connection.
  ///
  /// A line is `refused` if the client aborted the handshake, or else `received` and the data that
  /// the client sent.
  public var connections: [String] {
    let text = (try? Data(contentsOf: log)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(separator: "\n").dropFirst().map(String.init)
  }

  /// Runs a server while `body` runs.
  ///
  /// - Parameters:
  ///   - certificate: The defect of the certificate.
  ///   - body: The code that uses the server.
  /// - Throws: Any error of `body`, or ``Failure`` if the server can't be started.
  public static func run(
    _ certificate: Certificate, _ body: (TLSServer) async throws -> Void
  ) async throws {
    precondition(BrokenPipes.areHarmless, "SIGPIPE can't be ignored")
    let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let log = directory.appending(path: "log")
    try Data().write(to: log)

    let process = try start("sh", ["-ec", script(certificate)], in: directory, log: log)
    // Don't wait for the process to exit: that would block a thread that other tests need until
    // every process that has inherited its descriptors has exited too.
    defer { process.terminate() }
    while true {
      let text = String(decoding: try Data(contentsOf: log), as: UTF8.self)
      if text.contains("\n"), let first = text.split(separator: "\n").first,
        let port = Int(first)
      {
        return try await body(
          TLSServer(
            port: port, certificateFile: directory.appending(path: "certificate").path(), log: log))
      }
      guard process.isRunning else {
        let messages = try Data(contentsOf: directory.appending(path: "messages"))
        throw Failure(
          description: "openssl and python3 are needed for a server with a certificate: "
            + String(decoding: messages, as: UTF8.self))
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  private static func start(
    _ program: String, _ arguments: [String], in directory: URL, log: URL
  ) throws -> Process {
    let messages = directory.appending(path: "messages")
    try Data().write(to: messages)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = directory
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: log)
    process.standardError = try FileHandle(forWritingTo: messages)
    try process.run()
    return process
  }

  private static func script(_ certificate: Certificate) -> String {
    let host = certificate == .otherName ? "elsewhere.invalid" : "localhost"
    let names = certificate == .otherName ? "DNS:\(host)" : "DNS:localhost,IP:127.0.0.1"
    let (begin, end) =
      certificate == .expired
      ? ("20200101000000Z", "20200201000000Z") : ("20200101000000Z", "20991231000000Z")
    return """
      touch index
      echo 01 > serial
      cat > ca.cnf <<END
      [ca]
      default_ca = own
      [own]
      database = index
      serial = serial
      new_certs_dir = .
      default_md = sha256
      policy = own_policy
      x509_extensions = own_extensions
      [own_policy]
      commonName = supplied
      [own_extensions]
      subjectAltName = \(names)
      END
      openssl req -newkey rsa:2048 -nodes -keyout key -out request -subj /CN=\(host) >&2
      openssl ca -batch -selfsign -config ca.cnf -keyfile key -in request -out certificate \
        -notext -startdate \(begin) -enddate \(end) >&2
      exec python3 -c '\(server)'
      """
  }

  private static let server = """
    import socket, ssl
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain("certificate", "key")
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        connection, _ = listener.accept()
        try:
            with context.wrap_socket(connection, server_side=True) as secure:
                print("received", secure.recv(65536), flush=True)
                secure.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{}")
        except OSError:
            print("refused", flush=True)
    """
}
#endif
