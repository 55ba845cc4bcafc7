// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ArgumentParser
import ClassifyGateway
import ClassifySandbox

/// `classify-bridge sandbox`: a LlamaCloud in memory, served over HTTP until a signal comes.
struct SandboxCommand: AsyncParsableCommand {
  /// The states of v2 that it can speak.
  enum Dialect: String, CaseIterable, ExpressibleByArgument {
    case published
    case current

    var ofSandbox: Sandbox.Dialect {
      switch self {
      case .published: .published
      case .current: .current
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Serves a LlamaCloud in memory over HTTP: files, Classify v1 and v2.",
    discussion: """
      It prints its URL as one line when clients can connect, and ends with exit code 0 at SIGTERM \
      and SIGINT (Ctrl-C). Nothing is kept behind that. Whoever reaches it can use it with any \
      key, unless --key says which.

      A fault is a name and what limits it, in this order, quoted for the shell:

        NAME[@WHERE][+SPARED][*TIMES][%PERCENT]

        402 429 500 503 …  an error of that status, 400 to 599, and nothing is done;
                           429:retry-after=2 has a Retry-After
        reset-before       the connection breaks before anything is done
        reset-after        the connection breaks when all is done
        hang-before, hang  nothing comes back, and nothing is done
        hang-after         nothing comes back, and all is done
        garbage            the answer has a proxy's page for a body
        truncate           the answer ends in its middle
        wait=2s            the answer comes later

        @WHERE    operations, parted by commas, or v1, v2 and files for all of
                  theirs; else any request
        +SPARED   so many requests go well first
        *TIMES    how many requests it happens to: 1 unless told otherwise;
                  *all never ends
        %PERCENT  how likely it is, with TIMES all unless told otherwise; the
                  seed decides

        --fault '429:retry-after=1@createV2Job*3' --fault '503%5'

      The operations: \(Sandbox.Operation.allCases.map(\.rawValue).joined(separator: ", ")).

      A duration is a number with ms, s or m, such as 200ms or 1.5s.
      """
  )

  @Option(
    help: ArgumentHelp(
      "Where to listen; port 0 takes a free one, and IPv6 addresses stand in brackets.",
      valueName: "host:port"))
  var listen = "127.0.0.1:8484"

  @Option(help: "What ids and chance are made from: the same seed and requests, the same answers.")
  var seed: UInt64 = 0

  @Option(help: "Which v2 it speaks: published, or current with cancelling, deleting and usage.")
  var dialect = Dialect.published

  @Option(
    help: ArgumentHelp(
      "How long every request waits: a duration, or a range such as 100ms-2s.",
      valueName: "duration"),
    transform: DurationText.range)
  var latency = Duration.zero ... .zero

  @Option(
    help: ArgumentHelp(
      "How long a job runs, or waits and runs, such as 2s or 500ms+2s.", valueName: "duration"),
    transform: DurationText.jobDurations)
  var jobDuration = Sandbox.JobDurations()

  @Option(
    help: ArgumentHelp("Something that goes wrong, as above; repeatable.", valueName: "fault"),
    transform: FaultText.rule)
  var fault: [Sandbox.FaultRule] = []

  @Option(help: ArgumentHelp("Takes this key only; repeatable.", valueName: "key"))
  var key: [String] = []

  @Option(
    help: ArgumentHelp(
      "Refuses more creations of jobs in a second with 429, as the service does above 40.",
      valueName: "count"))
  var creationsPerSecond: Int?

  @Flag(help: "Puts the documents of the demonstration in, and prints their ids to stderr.")
  var withSamples = false

  @Flag(help: "Prints a line for each request to stderr.")
  var verbose = false

  func validate() throws {
    do {
      _ = try ListenAddress(listen)
    } catch {
      throw ValidationError("--listen: \(error)")
    }
    if let creationsPerSecond, creationsPerSecond < 1 {
      throw ValidationError("--creations-per-second: write a number of at least 1.")
    }
  }

  func run() async throws {
    let sandbox = Sandbox(configuration: configuration)
    let greeting = SandboxGreeting(
      dialect: dialect.rawValue, key: key.first ?? "llx-sandbox",
      samples: withSamples ? Self.addSamples(to: sandbox) : [])
    var limits = TransportServer.Limits()
    limits.bodyBytes = sandbox.configuration.maximumBodyBytes
    // Whoever stops a sandbox does not wait for the requests that a fault made hang.
    limits.shutdownTime = .seconds(1)
    let isVerbose = verbose
    let server = TransportServer(
      sandbox, address: try ListenAddress(listen), limits: limits,
      onStart: { greeting.speak(at: $0) },
      onExchange: { exchange in
        if isVerbose { Console.writeMessage(AccessLine(exchange).text) }
      })
    try await server.runUntilSignal()
  }

  private var configuration: Sandbox.Configuration {
    var configuration = Sandbox.Configuration()
    configuration.seed = seed
    configuration.dialect = dialect.ofSandbox
    configuration.latency = latency
    configuration.jobDurations = jobDuration
    configuration.faults = fault
    configuration.acceptedKeys = key.isEmpty ? nil : Set(key)
    configuration.creationsPerSecond = creationsPerSecond
    // Clients of every generation of v2 find the name that they know.
    configuration.documentEcho = .both
    return configuration
  }

  private static func addSamples(to sandbox: Sandbox) -> [SandboxGreeting.Sample] {
    DemoSamples.documents.map { document in
      let id = sandbox.addFile(name: document.name, text: document.text)
      return SandboxGreeting.Sample(name: document.name, id: id)
    }
  }
}
#endif
