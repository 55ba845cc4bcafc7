// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

// The shapes of v2.
extension WireGenerator {
  /// Returns a job.
  public mutating func v2Job() -> JSONObject {
    v2Job(configuration: v2Configuration(), configurationID: text(), transactionID: text())
  }

  /// Returns the jobs of a group, which share its key and configuration except for odd values.
  public mutating func v2Group() -> [JSONObject] {
    let group = isOdd() ? identifier() : chance(50) ? uuid() : Pool.groupID
    let configuration = v2Configuration()
    let configurationID = text()
    let project = identifier()
    let user = text()
    return (0..<(isOdd() ? 1 : chance(80) ? 2 : 3 + number(below: 4))).map { position in
      var job = v2Job(
        configuration: isOdd() ? v2Configuration() : configuration,
        configurationID: configurationID,
        transactionID: .string("cb1.\(group).\(position)"), isMember: true)
      if !isOdd() { job["project_id"] = .string(project) }
      if !isOdd() { job["user_id"] = user }
      return job
    }
  }

  private mutating func v2Job(
    configuration: JSONValue, configurationID: JSONValue, transactionID: JSONValue,
    isMember: Bool = false
  ) -> JSONObject {
    var job = JSONObject()
    job.append("id", .string(identifier()))
    job.append("configuration", configuration)
    let kind = isOdd() ? pick(["url", "parse_job_id", "mail", ""]) : "file_id"
    job.append("document_input_type", .string(kind))
    let isOldest = isOdd()
    if !isOldest || chance(40) { job.append("file_input", .string(identifier())) }
    if isOldest, chance(80) { job.append("document_input_value", .string(identifier())) }
    job.append("project_id", .string(identifier()))
    job.append("status", pick(Pool.v2Statuses, odd: ["QUEUED", "SUCCESS", "failed", ""]))
    job.append("user_id", text())
    if !isMember || isOdd() {
      add("configuration_id", configurationID, to: &job)
    } else {
      job.append("configuration_id", configurationID)
    }
    add("created_at", time(), to: &job)
    add("error_message", text(), to: &job)
    add("parse_job_id", text(), to: &job)
    add("result", result(), to: &job)
    if !isMember || isOdd() {
      add("transaction_id", transactionID, to: &job)
    } else {
      job.append("transaction_id", transactionID)
    }
    add("updated_at", time(), to: &job)
    if chance(20) { add("usage", usage(), to: &job) }
    addUnknown(to: &job)
    return job
  }

  private mutating func usage() -> JSONValue {
    var usage = JSONObject()
    add("credits", pick(Pool.confidences, odd: Pool.oddConfidences), to: &usage)
    add("parse_credits", pick(Pool.confidences, odd: Pool.oddConfidences), to: &usage)
    addUnknown(to: &usage)
    return .object(usage)
  }

  private mutating func v2Configuration() -> JSONValue {
    var configuration = JSONObject()
    configuration.append("rules", rules(atLeast: 0))
    add("mode", pick(["FAST"], odd: ["MULTIMODAL", "TURBO", ""]), to: &configuration)
    add("parsing_configuration", v2Parsing(), to: &configuration)
    addUnknown(to: &configuration)
    return .object(configuration)
  }

  /// Returns a request body.
  public mutating func v2Request() -> JSONObject {
    var body = JSONObject()
    if !isOdd() { body.append("configuration", v2Configuration()) }
    if isOdd() { add("configuration_id", "cfg-1", to: &body) }
    if isOdd() {
      add("file_id", .string(pick(Pool.inputs)), to: &body)
      add("parse_job_id", "pjb-1", to: &body)
      add("file_input", .string(pick(Pool.inputs)), to: &body)
    } else {
      body.append("file_input", .string(identifier()))
    }
    if chance(30) { add("transaction_id", text(), to: &body) }
    if chance(30) {
      add("webhook_configurations", webhooks(events: Pool.v2Events), to: &body)
    }
    if isOdd() { add("webhook_configuration_ids", pick([[], ["whc-1"]]), to: &body) }
    addUnknown(to: &body)
    return body
  }

  private mutating func v2Parsing() -> JSONValue {
    parsing(
      languages: Pool.v2Languages,
      oddLanguages: ["el", "xx", "", 5, ["en"], "ch_tra", "mai", "ang"],
      pages: Pool.v2Pages, oddPages: Pool.oddV2Pages)
  }
}
