// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

// The shapes of v1.
extension WireGenerator {
  /// Returns a job and its result items, which are nil if unknown.
  ///
  /// The items are never empty, because the model doesn't distinguish an empty list from nil.
  public mutating func v1Record() -> (job: JSONObject, items: [JSONValue]?) {
    let id = identifier()
    var job = JSONObject()
    job.append("id", .string(id))
    job.append("project_id", .string(identifier()))
    job.append("rules", rules(atLeast: 0))
    job.append("status", pick(Pool.v1Statuses, odd: ["WEIRD", "RUNNING", "pending", ""]))
    job.append("user_id", text())
    add("created_at", time(), to: &job)
    add("effective_at", time(), to: &job)
    add("error_message", text(), to: &job)
    add("job_record_id", text(), to: &job)
    add("mode", pick(["FAST", "FAST", "MULTIMODAL"], odd: ["TURBO", ""]), to: &job)
    add("parsing_configuration", v1Parsing(), to: &job)
    add("updated_at", time(), to: &job)
    addUnknown(to: &job)
    guard chance(80) else { return (job, nil) }
    let count = chance(70) ? 1 : 2 + number(below: 2)
    return (job, (0..<count).map { _ in .object(v1Item(of: id)) })
  }

  private mutating func v1Item(of job: String) -> JSONObject {
    var item = JSONObject()
    item.append("id", .string(identifier()))
    item.append("classify_job_id", .string(isOdd() ? identifier() : job))
    add("created_at", time(), to: &item)
    add("file_id", .string(identifier()), to: &item)
    add("result", result(), to: &item)
    add("updated_at", time(), to: &item)
    addUnknown(to: &item)
    return item
  }

  /// Returns a request body.
  public mutating func v1Request() -> JSONObject {
    var body = JSONObject()
    let count = isOdd() ? 0 : 1 + number(below: 3)
    body.append("file_ids", .array((0..<count).map { _ in .string(identifier()) }))
    body.append("rules", rules(atLeast: 0))
    add("mode", pick(["FAST", "FAST", "MULTIMODAL"], odd: ["TURBO"]), to: &body)
    add("parsing_configuration", v1Parsing(), to: &body)
    if chance(30) {
      add("webhook_configurations", webhooks(events: Pool.v1Events), to: &body)
    }
    addUnknown(to: &body)
    return body
  }

  private mutating func v1Parsing() -> JSONValue {
    parsing(
      languages: Pool.v1Languages, oddLanguages: ["zh", "xx", "", 5, ["en"]],
      pages: Pool.v1Pages, oddPages: Pool.oddV1Pages)
  }
}
