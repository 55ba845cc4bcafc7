// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import ClassifyModel
public import ClassifyURLSession
import ClassifyV2

/// A client of LlamaCloud, whose calls are named as in the service's reference.
///
/// ```swift
/// let client = try LlamaCloud()
/// let file = try await client.files.create(file: .url(invoice), purpose: .classify)
/// let job = try await client.classify.run(
///   V2.ClassifyCreateParams(
///     fileInput: file.id,
///     rules: [V2.Rule(description: "has an invoice number and a total", type: "invoice")]))
/// print(job.result.value?.type.value ?? "no rule fitted")
/// ```
///
/// ### Errors
///
/// Every call throws ``ClassifyError`` for what went wrong, and `CancellationError` in a cancelled
/// task. The v1-shaped calls also throw ``TranslationRefusal`` when v2 answers them and can't say
/// what they ask.
///
/// ### Share it
///
/// A client is a value and cheap to copy. Its copies share the transport with its connections.
public struct LlamaCloud: Sendable {
  var service: ServiceClient
  let clock: any Clock<Duration>
  let generator: SharedGenerator
  let classifierService: ClassifierService
  /// The way to v2 for v1-shaped calls; its copies share the pace at which jobs are created.
  let groups: V2Backend
  let onTranslation: @Sendable (TranslationNotes) -> Void

  /// Makes a client of a configuration.
  ///
  /// - Parameters:
  ///   - configuration: Where the service is, who asks, and how patiently.
  ///   - classifier: Which version answers the v1-shaped calls.
  ///   - transport: What carries the requests, such as a `Sandbox`.
  ///   - onTranslation: Called with what was noted when v2 answered a v1-shaped call; it may be
  ///     called from any task.
  ///   - clock: What waits and deadlines are measured by.
  ///   - now: The present in milliseconds since 1970.
  ///   - generator: Where keys, ids and the jitter of waits come from.
  public init(
    configuration: ServiceConfiguration, classifier: ClassifierService = .v1,
    transport: any HTTPTransport = URLSessionTransport(),
    onTranslation: @escaping @Sendable (TranslationNotes) -> Void = { _ in },
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Int64 = WallClock.milliseconds,
    generator: SharedGenerator = SharedGenerator()
  ) {
    service = ServiceClient(
      configuration: configuration, transport: transport, clock: clock,
      now: { .milliseconds(now()) }, generator: generator)
    self.clock = clock
    self.generator = generator
    classifierService = classifier
    groups = V2Backend(
      client: service, translator: classifier.translator, options: classifier.options,
      clock: clock, now: now, generator: generator
    ) { notes in
      TranslationNotes(operation: "classifier.jobs.create", notes: notes).report(to: onTranslation)
    }
    self.onTranslation = onTranslation
  }

  /// Where the service is, who asks, and how patiently.
  public var configuration: ServiceConfiguration { service.configuration }
}

extension LlamaCloud: CustomStringConvertible, CustomReflectable {
  /// Where the service is and which version answers v1-shaped calls; never the key.
  public var description: String {
    "LlamaCloud at \(configuration.baseURL), classifier answered by \(classifierService)"
  }

  /// A mirror that shows what the description shows.
  public var customMirror: Mirror {
    Mirror(self, children: ["client": description], displayStyle: .struct)
  }
}
