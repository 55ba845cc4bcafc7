// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ArgumentParser
import ClassifyGateway
import ClassifySandbox

/// The `classify-bridge sandbox` command: serves an in-memory LlamaCloud over HTTP.
struct SandboxCommand: AsyncParsableCommand {
  /// The v2 dialects of the sandbox.
  enum Dialect: String, CaseIterable, ExpressibleByArgument {
    case published
    case current

    var sandboxDialect: Sandbox.Dialect {
      switch self {
      case .published: .published
      case .current: .current
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Serve an in-memory LlamaCloud over HTTP: files, Classify v1 and v2",
    usage: "classify-bridge sandbox [<options>]",
    discussion: """
      Prints its URL as one line on stdout as soon as it accepts connections. Exits with code 0 on \
      SIGTERM and SIGINT (Ctrl-C); its contents are then lost. Every request needs an API key; any is \
      accepted unless --key is given.

      With --dialect published, cancel is answered with 404 and delete with 405: use --dialect \
      current for official SDKs of version 2.15 and later. Requests to other products, such as \
      parse and extract, get 404.

      A fault is a name with optional limits in this order. Quote it for the shell:

        NAME[@WHERE][+SKIP][*TIMES][%PERCENT]

        402 429 500 503 …  respond with this error status, 400 to 599, without
                           processing; 429:retry-after=2 adds a Retry-After header
        reset-before       reset the connection before processing
        reset-after        reset the connection after processing
        hang-before, hang  never respond, without processing
        hang-after         never respond, after processing
        garbage            replace the response body with a proxy's HTML page
        truncate           truncate the response body to its first half
        wait=2s            delay the request

        @WHERE    operations, separated by commas; v1, v2 and files stand for all
                  of theirs (default: every request)
        +SKIP     number of requests to let through first (default: 0)
        *TIMES    number of requests to affect, or all (default: 1, or all with
                  %PERCENT)
        %PERCENT  probability for each request; depends on the seed

        --fault '429:retry-after=1@createV2Job*3' --fault '503%5'

      Operations: \(Sandbox.Operation.allCases.map(\.rawValue).joined(separator: ", ")).

      A duration is a number with ms, s or m, such as 200ms or 1.5s.
      """
  )

  @Option(
    help: ArgumentHelp(
      "Address to listen on; port 0 picks a free port, IPv6 addresses need brackets",
      valueName: "host:port"))
  var listen = "127.0.0.1:8484"

  @Option(
    help: """
      Seed for IDs and randomness: the same seed and requests give the same responses, apart from \
      times
      """)
  var seed: UInt64 = 0

  @Option(
    help: "v2 dialect; current adds cancel, delete and usage, and checks webhook configurations")
  var dialect = Dialect.published

  @Option(
    help: ArgumentHelp(
      "Delay of every request: a duration, or a range such as 100ms-2s", valueName: "duration"),
    transform: DurationText.range)
  var latency = Duration.zero ... .zero

  @Option(
    help: ArgumentHelp(
      "Time that a job is running, or pending+running, such as 2s or 500ms+2s",
      valueName: "duration"),
    transform: DurationText.jobDurations)
  var jobDuration = Sandbox.JobDurations()

  @Option(
    help: ArgumentHelp("Fault to inject, as described above; repeatable", valueName: "fault"),
    transform: FaultText.rule)
  var fault: [Sandbox.FaultRule] = []

  @Option(help: ArgumentHelp("API key to accept (default: any); repeatable", valueName: "key"))
  var key: [String] = []

  @Option(
    help: ArgumentHelp(
      "Maximum job creations per second; more get 429 (default: no limit; the service allows 40)",
      valueName: "count"))
  var creationsPerSecond: Int?

  @Flag(help: "Add the demo's sample documents and print their IDs to stderr")
  var withSamples = false

  @Flag(help: "Log each request to stderr")
  var verbose = false

  func validate() throws {
    do {
      _ = try ListenAddress(listen)
    } catch {
      throw ValidationError("--listen: \(error)")
    }
    if let creationsPerSecond, creationsPerSecond < 1 {
      throw ValidationError("--creations-per-second must be at least 1.")
    }
    if key.contains(where: \.isEmpty) {
      throw ValidationError(
        "--key is empty: give a key that clients send, or omit --key to accept any.")
    }
  }

  func run() async throws {
    let sandbox = Sandbox(configuration: configuration)
    let greeting = SandboxGreeting(
      dialect: dialect.rawValue, key: key.isEmpty ? SampleSandbox.key : "<key>",
      samples: withSamples ? Self.addSamples(to: sandbox) : [])
    var limits = TransportServer.Limits()
    limits.maximumBodyBytes = sandbox.configuration.maximumBodyBytes
    // Short, because requests that a fault makes hang would otherwise delay shutdown.
    limits.shutdownTimeout = .seconds(1)
    let isVerbose = verbose
    let server = TransportServer(
      sandbox, address: try ListenAddress(listen), limits: limits,
      onStart: { address in
        do {
          try greeting.write(for: address)
        } catch {
          // A script that waits for the URL would wait forever.
          ClassifyBridgeCommand.end(with: error)
        }
      },
      onExchange: { exchange in
        if isVerbose { Console.writeMessage(AccessLine(exchange).text) }
      })
    try await server.runUntilSignal()
  }

  private var configuration: Sandbox.Configuration {
    var configuration = Sandbox.Configuration()
    configuration.seed = seed
    configuration.dialect = dialect.sandboxDialect
    configuration.latency = latency
    configuration.jobDurations = jobDuration
    configuration.faults = fault
    configuration.acceptedKeys = key.isEmpty ? nil : Set(key)
    configuration.creationsPerSecond = creationsPerSecond
    // Clients of either v2 dialect find the field that they expect.
    configuration.documentField = .both
    return configuration
  }

  private static func addSamples(to sandbox: Sandbox) -> [SandboxGreeting.Sample] {
    DemoSamples.documents.map { document in
      let id = sandbox.addFile(name: document.name, text: document.text)
      return SandboxGreeting.Sample(name: document.name, id: id)
    }
  }
}
#elseif CLI
import ArgumentParser

/// The `classify-bridge sandbox` command in a build without the server: explains how to enable it.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Serve an in-memory LlamaCloud over HTTP (not in this build: needs trait Gateway)")

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var arguments: [String] = []

  func run() throws {
    throw CommandFailure(
      """
      this build has no sandbox server; it needs the trait Gateway.
      Enable it:

        swift run --traits Gateway classify-bridge sandbox
      """)
  }
}
#endif
