// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyValidation

/// The body of a request that creates a job, as v1 would accept it.
struct V1CreateBody: Sendable {
  /// The body as it was sent.
  let json: JSONValue
  /// The parameters of the job.
  let params: V1.JobCreateParams
  /// The notes of texts that were read as integers.
  let notes: [Note]

  /// Validates a request.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - validator: The validator, which can have errors of the query.
  /// - Throws: The 422 with which v1 would refuse the request, or a 415 if the body has a content
  ///   coding.
  init(_ request: HTTPRequest, _ validator: inout Validator) throws(V1Failure) {
    let coding = request.headerFields["Content-Encoding"] ?? "identity"
    guard coding.isEmpty || coding.lowercased() == "identity" else {
      throw V1Failure(
        415, "A body with the content coding \(coding.prefix(40)) can't be read. Send it without.",
        fields: (try? HTTPFields(["Accept-Encoding": "identity"])) ?? [])
    }
    let field = JSONBody.field(
      request.body, contentType: request.headerFields[.contentType], validator: &validator)
    let body = field.flatMap { V1JobBody($0, validator: &validator) }
    guard validator.isValid, let json = field?.value, let body else { throw V1Failure(validator) }
    var params: V1.JobCreateParams
    do throws(JSONError) {
      params = try V1.JobCreateParams(json: request.body ?? [])
    } catch {
      let location = BodyLocation.location(pointer: error.pointer.description)
      validator.report(
        "value_error", "Value error, \(error.message)",
        at: Field(value: BodyLocation.value(at: location, in: json), location: location))
      throw V1Failure(validator)
    }
    notes = params.replaceTexts(with: body)
    self.json = json
    self.params = params
  }
}

extension V1.JobCreateParams {
  /// Replaces texts by the integers that they were validated as, and returns the notes.
  fileprivate mutating func replaceTexts(with body: V1JobBody) -> [Note] {
    guard var parsing = parsingConfiguration.value else { return [] }
    var notes: [Note] = []
    func note(_ code: NoteCode, _ member: String, _ sent: JSONValue, _ read: String) {
      notes.append(
        Note(
          code, at: "/parsing_configuration/\(member)", before: sent.jsonText(), after: read,
          message: "the text was read as a number"))
    }
    if case .value(.other(let sent)) = parsing.maxPages, let count = body.maximumPages {
      parsing.maxPages = .value(.value(count))
      note(.pageLimitSame, "max_pages", sent, "\(count)")
    }
    if case .value(.other(let sent)) = parsing.targetPages, let pages = body.targetPages {
      parsing.targetPages = .value(.value(pages))
      note(.pagesSame, "target_pages", sent, "\(pages)")
    }
    parsingConfiguration = .value(parsing)
    return notes
  }
}
#endif
