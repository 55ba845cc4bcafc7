// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import ClassifyV2
import ClassifyValidation

/// The four v1 endpoints, answered by v2.
///
/// Values of this type that have the same upstream behave as one: what one has begun, another finds
/// by the keys of the jobs at the service. A value keeps clients and IDs for speed only, each for
/// its own caller.
struct V1Endpoints: Sendable {
  /// The timeout of one upstream request.
  static let attemptTimeout = Duration.seconds(60)
  /// The timeout of one upstream request with its retries.
  static let callTimeout = Duration.seconds(120)
  /// The maximum size of an upstream response, in bytes.
  static let maximumResponseBytes = 32 * 1_024 * 1_024
  /// The time after a job's creation in which files without a v2 job are waited for.
  static let missingMemberGrace = Duration.seconds(30 * 60)
  /// The maximum number of v2 jobs of a caller whose IDs are kept.
  static let cachedMemberCount = 5_000

  let creations: CreationTable
  let time: TimeSource
  /// The stage; `nil` if v2 answers every request.
  let migration: GatewayMigration?
  private let callers: CallerCache
  private let deprecationFields: HTTPFields

  /// Creates the endpoints.
  ///
  /// - Parameters:
  ///   - configuration: The configuration of the gateway.
  ///   - transport: The transport to the upstream.
  ///   - migration: The stage, which all callers share; `nil` if v2 answers every request.
  ///   - time: The clocks and the generator.
  init(
    configuration: GatewayConfiguration, transport: any HTTPTransport,
    migration: GatewayMigration? = nil, time: TimeSource = TimeSource()
  ) {
    var service = ServiceConfiguration(baseURL: configuration.upstream, key: nil)
    service.attemptTimeout = Self.attemptTimeout
    service.timeout = Self.callTimeout
    service.maximumResponseBytes = Self.maximumResponseBytes
    // The client decides whether it reads again; only creations are retried here.
    service.retryPolicy.maximumRetries = 0
    var options = V2Options()
    options.cachedMemberCount = Self.cachedMemberCount
    let translator = configuration.translator
    let readsV1Jobs = configuration.readsV1Jobs
    callers = CallerCache { [service, options] fields in
      Caller(fields, configuration: service, upstream: transport, time: time) {
        migration?.classifier(for: $0, translator: translator, options: options)
          ?? .v2(translator: translator, options: options, readsV1Jobs: readsV1Jobs)
      }
    }
    self.migration = migration
    self.time = time
    creations = CreationTable(time: time)
    deprecationFields =
      (try? DeprecationFields.fields(
        deprecation: configuration.deprecation, sunset: configuration.sunset)) ?? []
  }

  /// Answers a request.
  ///
  /// - Parameters:
  ///   - route: The endpoint.
  ///   - request: The request with its complete body.
  /// - Returns: The answer, also if the service fails.
  func respond(_ route: V1Route, to request: HTTPRequest) async -> V1Answer {
    let callerID = CallerID(request.headerFields)
    let call = V1Call(
      callerID: callerID, caller: callers.caller(callerID, request.headerFields),
      upstream: UpstreamCalls(forwarding: request.headerFields), recorder: CallRecorder(),
      query: Query(Self.query(of: request.path)))
    do throws(V1Failure) {
      switch route {
      case .create: return try await create(request, call)
      case .list: return answer(try await list(call), of: call)
      case .get(let id): return answer(try await get(id, call), of: call)
      case .results(let id): return answer(try await results(id, call), of: call)
      }
    } catch {
      return answer(error, of: call)
    }
  }

  /// Waits until the jobs that are being created exist, also those whose clients have disconnected.
  func finishCreations() async {
    await creations.waitUntilIdle()
  }

  private static func query(of path: String) -> Substring {
    path.firstIndex(of: "?").map { path[path.index(after: $0)...] } ?? ""
  }

  // MARK: - Answers

  /// Returns the answer with a body.
  func answer(_ body: [UInt8], of call: V1Call) -> V1Answer {
    completed(V1Answer(response: HTTPResponse(status: 200, body: body)), of: call)
  }

  /// Returns the answer to a failed call.
  func answer(_ failure: V1Failure, of call: V1Call) -> V1Answer {
    completed(failure.answer(redactor: call.redactor), of: call)
  }

  /// Adds what every answer has: the media type, the notes, the deprecation, and the IDs of the
  /// request in the upstream's logs.
  private func completed(_ answer: V1Answer, of call: V1Call) -> V1Answer {
    var answer = answer
    answer.notes = call.recorder.notes
    answer.unknowns = (answer.unknowns + call.recorder.unknowns).map {
      $0.redacted(by: call.redactor)
    }
    var fields = answer.response.headerFields
    fields.set(.contentTypeJSON)
    for field in deprecationFields { fields.append(field) }
    let notes = V1Answer.notesValue(answer.notes)
    if !notes.isEmpty, let field = try? HTTPField(name: V1Answer.notesFieldName, value: notes) {
      fields.append(field)
    }
    fields.set(call.upstream.requestIDs)
    answer.response.headerFields = fields
    return answer
  }
}

/// One request for an endpoint of v1.
struct V1Call: Sendable {
  let callerID: CallerID
  let caller: Caller
  let upstream: UpstreamCalls
  let recorder: CallRecorder
  let query: Query

  /// The redactor of the caller's credentials, and of the cookies of this request.
  var redactor: Redactor {
    caller.redactor.merging(Redactor(values: upstream.cookies.values))
  }
}
#endif
