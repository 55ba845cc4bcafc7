// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// A backend under test, with control over the service behind it.
///
/// Implement it once per kind of backend. Each fixture that the factory returns must have a service
/// of its own without jobs: checks compare complete lists and count jobs.
///
/// Two requirements have no default: ``backend`` and ``addDocument(pages:)``. Implement as many of
/// the others as the service permits. The default of what a service can't be made to do throws
/// ``ConformanceSkip``, and the checks that need it are reported as skipped.
///
/// The backend must translate requests under the standard policy
/// (`TranslationPolicy.standard`) and must retry a transient failure at least once. The service
/// must classify the documents of ``ConformanceSamples`` by the rules there.
public protocol ConformanceFixture: Sendable {
  /// The backend under test.
  var backend: any ClassifyBackend { get }

  /// The clock that checks measure and wait with, and that the backend pauses with; by default the
  /// continuous clock. A manual clock makes checks that wait return at once; with the continuous
  /// clock, those that list jobs or wait for them take about two and a half minutes in total.
  var clock: any Clock<Duration> { get }

  /// Texts that errors must not contain, such as the API key; empty by default.
  var secrets: [String] { get }

  /// A document that the service does not have; by default a file ID of zeros.
  var unknownDocument: DocumentReference { get }

  /// A job ID that the backend accepts and the service does not have; by default an ID of zeros in
  /// the backend's version.
  var unknownJobID: JobID { get }

  /// A job ID that the backend must reject because another version has issued it, or `nil` (the
  /// default) if the backend accepts IDs of every version.
  var foreignJobID: JobID? { get }

  /// Uploads a document.
  ///
  /// - Parameter pages: The text of each page, at least one.
  /// - Returns: The reference to classify it by.
  /// - Throws: Any error; it fails the check.
  func addDocument(pages: [String]) async throws -> DocumentReference

  /// Uploads a document that the service accepts and then fails to classify.
  ///
  /// - Returns: The reference to classify it by.
  /// - Throws: ``ConformanceSkip`` if the service can't do it; any other error fails the check.
  func addFailingDocument() async throws -> DocumentReference

  /// Uploads a document and parses it.
  ///
  /// - Parameter pages: The text of each page, at least one.
  /// - Returns: The reference to the parse job.
  /// - Throws: ``ConformanceSkip`` if the service can't do it; any other error fails the check.
  func addParseJob(pages: [String]) async throws -> DocumentReference

  /// Saves a configuration at the service.
  ///
  /// - Parameter configuration: The configuration.
  /// - Returns: Its ID.
  /// - Throws: ``ConformanceSkip`` if the service can't do it; any other error fails the check.
  func addConfiguration(_ configuration: InlineConfiguration) async throws -> String

  /// Returns the paths of the requests that the service has received from the backend, in order.
  ///
  /// Requests that the fixture itself sends, such as uploads, are not among them. Checks of refusals
  /// use the paths if they are available.
  ///
  /// - Returns: The paths as they were sent, percent-encoded and with their queries; empty for a
  ///   backend that sends no requests.
  /// - Throws: ``ConformanceSkip`` if the service can't do it; any other error fails the check.
  func requestPaths() async throws -> [String]

  /// Returns the number of jobs that the service has created so far, group members included.
  ///
  /// - Throws: ``ConformanceSkip`` if the service can't do it; any other error fails the check.
  func createdJobCount() async throws -> Int

  /// Makes the next requests to the service fail, after any faults that are still pending.
  ///
  /// - Parameters:
  ///   - fault: The failure.
  ///   - times: The number of requests that fail; `Int.max` for all.
  /// - Throws: ``ConformanceSkip`` if the service can't do it; any other error fails the check.
  func inject(_ fault: ServiceFault, times: Int) async throws

  /// Returns the number of injected faults that no request has met yet.
  ///
  /// - Throws: ``ConformanceSkip`` if the service can't do it; any other error fails the check.
  func pendingFaultCount() async throws -> Int

  /// Lets time pass at the service and on ``clock``; by default sleeps on ``clock``.
  ///
  /// - Parameter duration: The time to pass, 0 or more.
  /// - Throws: Any error; it fails the check.
  func advanceTime(by duration: Duration) async throws
}

extension ConformanceFixture {
  /// The continuous clock.
  public var clock: any Clock<Duration> { ContinuousClock() }

  /// No text.
  public var secrets: [String] { [] }

  /// A file ID of zeros.
  public var unknownDocument: DocumentReference {
    .file("dfl-00000000-0000-4000-8000-000000000000")
  }

  /// An ID of zeros in the backend's version.
  public var unknownJobID: JobID {
    .job("00000000-0000-4000-8000-000000000000", backend.capabilities.version)
  }

  /// No ID.
  public var foreignJobID: JobID? { nil }

  /// Throws ``ConformanceSkip``.
  public func addFailingDocument() async throws -> DocumentReference {
    throw ConformanceSkip("the fixture can't add a document that fails")
  }

  /// Throws ``ConformanceSkip``.
  public func addParseJob(pages: [String]) async throws -> DocumentReference {
    throw ConformanceSkip("the fixture can't add a parse job")
  }

  /// Throws ``ConformanceSkip``.
  public func addConfiguration(_ configuration: InlineConfiguration) async throws -> String {
    throw ConformanceSkip("the fixture can't save a configuration")
  }

  /// Throws ``ConformanceSkip``.
  public func requestPaths() async throws -> [String] {
    throw ConformanceSkip("the fixture can't observe requests")
  }

  /// Throws ``ConformanceSkip``.
  public func createdJobCount() async throws -> Int {
    throw ConformanceSkip("the fixture can't count the jobs of the service")
  }

  /// Throws ``ConformanceSkip``.
  public func inject(_ fault: ServiceFault, times: Int) async throws {
    throw ConformanceSkip("the fixture can't inject faults")
  }

  /// Throws ``ConformanceSkip``.
  public func pendingFaultCount() async throws -> Int {
    throw ConformanceSkip("the fixture can't count pending faults")
  }

  /// Sleeps on ``clock``.
  public func advanceTime(by duration: Duration) async throws {
    try await clock.sleep(for: duration)
  }
}

/// The durations of the jobs of a service.
public struct ServiceBehavior: Sendable, Hashable {
  /// The time from the creation of a job until it starts, 0 or more.
  public var pending: Duration
  /// The time from its start until it finishes, 0 or more.
  public var running: Duration

  /// Creates a behavior; by default each job is finished when it is first read.
  public init(pending: Duration = .zero, running: Duration = .zero) {
    self.pending = pending
    self.running = running
  }
}

/// A failure between the backend and its service.
@nonexhaustive
public enum ServiceFault: Sendable, Hashable {
  /// The service responds with 503 and does not process the request.
  case unavailable
  /// The service responds with 429 and does not process the request; `retryAfter` is the value of
  /// `Retry-After` in seconds; `nil` to send none.
  case rateLimited(retryAfter: Int?)
  /// The connection breaks before the service processes the request.
  case connectionLostBeforeProcessing
  /// The service processes the request, and the connection breaks before the response.
  case connectionLostAfterProcessing
  /// The service processes the request and responds with a body that is not JSON.
  case garbage
  /// The service neither processes the request nor responds, until the client closes the
  /// connection.
  case hang
}

/// The documents and rules that checks use.
public enum ConformanceSamples {
  /// The rules of most requests: `invoice` and `receipt`.
  public static let rules = [
    Rule(type: "invoice", description: "contains an invoice number and a total amount due"),
    Rule(type: "receipt", description: "shows a payment receipt from a cash register"),
  ]
  /// A page that matches the rule `invoice`.
  public static let invoice = "Invoice number 7\nTotal amount due: 12 EUR"
  /// A page that matches the rule `receipt`.
  public static let receipt = "Receipt of payment, cash register 3"
  /// A page that matches no rule.
  public static let unmatched = "lorem ipsum"
}
