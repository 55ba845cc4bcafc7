// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyClient
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import ClassifyV1
import ClassifyV2
import ClassifyValidation

extension V1Endpoints {
  /// The maximum number of retries of the creation of one v2 job.
  static let creationRetries = 5
  /// The maximum number of retries if the job has one file: the client retries, too.
  static let singleCreationRetries = 2
  /// The allowance for clocks of the service and of other instances that are wrong.
  static let clockSkew = Duration.seconds(2 * 60)
  /// The pauses before an earlier attempt is looked for again: its last request may still be on the
  /// way to the service, or its jobs not be listed yet.
  static let settleTimes: [Duration] = [.seconds(1), .seconds(2), .seconds(4)]

  /// Creates a job, or continues the creation that an earlier attempt of the request began.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - call: The call.
  /// - Returns: The answer. Requests that wait for the same creation get the same one.
  /// - Throws: ``V1Failure`` if nothing was begun, or the client is gone.
  func create(_ request: HTTPRequest, _ call: V1Call) async throws(V1Failure) -> V1Answer {
    var validator = Validator(readsIntegersInTexts: true)
    let scope = CallScope(call.query, validator: &validator)
    let body = try V1CreateBody(request, &validator)
    let digest = RequestDigest(caller: call.callerID, scope: scope, body: request.body ?? [])
    let count = body.params.fileIDs.count
    let creation: Creation
    var own = Creation.Request.first
    switch creations.start(
      digest, memberCount: count,
      bytes: (request.body?.count ?? 0) * min(count, V2Options().concurrency),
      retryCount: RetryCount.value(request.headerFields), call.upstream)
    {
    case .join(let running, let request): (creation, own) = (running, request)
    case .create(let new, let group):
      creation = new
      begin(new, digest, body, in: scope, call) { _ in group }
    case .find(let new, let known):
      creation = new
      begin(new, digest, body, in: scope, call) { backend in
        try await groupOfEarlierAttempt(digest, memberCount: count, known: known, backend)
          ?? creations.newGroup(digest, memberCount: count)
      }
    case .refuse:
      throw V1Failure(
        503, "Too many jobs are being created. Send the request again.",
        fields: (try? HTTPFields(["Retry-After": "1"])) ?? [])
    }
    guard let answer = await creation.answer(to: own) else { throw .cancelled }
    return answer
  }

  private func begin(
    _ creation: Creation, _ digest: RequestDigest, _ body: V1CreateBody, in scope: CallScope,
    _ call: V1Call, group: @escaping @Sendable (V2Backend) async throws -> DerivedGroup?
  ) {
    creation.begin {
      let answer = await perform(body, in: scope, call, group: group)
      creations.end(creation, of: digest, canContinue: answer.canContinue)
      return answer
    }
  }

  private func perform(
    _ body: V1CreateBody, in scope: CallScope, _ call: V1Call,
    group: @Sendable (V2Backend) async throws -> DerivedGroup?
  ) async -> V1Answer {
    let count = body.params.fileIDs.count
    let options = ServiceOptions(
      maximumRetries: count == 1 ? Self.singleCreationRetries : Self.creationRetries)
    var callOptions = call.recorder.options(missingMemberGrace: Self.missingMemberGrace)
    let client = call.caller.client
    call.recorder.add(body.notes)
    do {
      callOptions.derivedGroup = try await group(client.groups(in: scope.projectScope, options))
      let job = try await client.v1(in: scope.projectScope, options, callOptions)
        .create(body.params, as: nil)
      return answer(completed(job, call).jsonBytes(), of: call)
    } catch {
      return answer(V1Failure(any: error, call, body: body.json), of: call)
    }
  }

  /// Looks for the group that an earlier attempt of a request began, on this instance or another.
  ///
  /// It does so in every stage, since the earlier attempt can have had another one. Where v1 creates
  /// the jobs, a search that fails has found nothing: v1 must not depend on v2.
  ///
  /// - Returns: The group; `nil` if there is none, as far as the service's list tells.
  private func groupOfEarlierAttempt(
    _ digest: RequestDigest, memberCount: Int, known: GroupID?, _ backend: V2Backend
  ) async throws -> DerivedGroup? {
    let dependsOnV2 = migration?.canCreateOnV2 ?? true
    do {
      if let known {
        return switch try await backend.condition(of: known) {
        case .empty: DerivedGroup(id: known, mayHaveMembers: false)
        case .usable: DerivedGroup(id: known, mayHaveMembers: true)
        case .givenUp: nil
        }
      }
      let earliest =
        time.now() - Int64((CreationTable.reuseWindow + Self.clockSkew) / .milliseconds(1))
      var search = EarlierGroupSearch(backend, createdSince: earliest) { group in
        group.memberCount == memberCount && group.milliseconds >= earliest && digest.matches(group)
      }
      var found = try await search.look()
      for pause in dependsOnV2 ? Self.settleTimes : [] where found == nil {
        try await time.clock.sleep(for: pause)
        found = try await search.look()
      }
      guard let found else { return nil }
      creations.remember(found, of: digest)
      return DerivedGroup(id: found, mayHaveMembers: true)
    } catch is ClassifyError where !dependsOnV2 {
      return nil
    }
  }
}

extension GatewayMigration {
  /// Whether v2 can answer a creation.
  fileprivate var canCreateOnV2: Bool {
    switch control.stage {
    case .v1Only, .shadow: false
    default: !control.isKilled
    }
  }
}

extension V1Answer {
  /// Whether a repetition of the request continues its group: the job exists, or the failure was
  /// not a refusal, after which what was created is cancelled.
  fileprivate var canContinue: Bool {
    let status = response.status
    return status.kind != .clientError || [408, 409, 429].contains(status.code)
  }
}
#endif
