// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The edits that give v1's webhooks the names of v2's events.
struct WebhookEdits: Sendable {
  var edits: [BodyEdit] = []
  var remarks: [Finding] = []

  /// Creates the edits.
  ///
  /// - Parameter webhooks: A list of webhook configurations.
  /// - Throws: A refusal for headers that are no texts, for events without a counterpart, and for
  ///   what is known only at run time.
  init(_ webhooks: MarkedValue) throws(Refusal) {
    guard case .list(let configurations) = webhooks.content else {
      if case .null = webhooks.content { return }
      throw Refusal(
        .webhook, at: webhooks.range,
        "the webhooks are known only at run time; name v2's events, such as classify.success")
    }
    for configuration in configurations {
      try checkHeaders(configuration["webhook_headers"])
      try translate(configuration["webhook_events"])
    }
  }

  private func checkHeaders(_ headers: MarkedValue?) throws(Refusal) {
    guard let headers, case .dictionary(let members) = headers.content else { return }
    for member in members {
      guard case .text = member.value.content else {
        throw Refusal(
          .webhook, at: member.range,
          "the header \(member.name) is not a text, and v2 accepts only texts",
          note: .webhookHeaderNotText)
      }
    }
  }

  private mutating func translate(_ events: MarkedValue?) throws(Refusal) {
    guard let events else { return }
    guard case .list(let values) = events.content else {
      if case .null = events.content { return }
      throw Refusal(.webhook, at: events.range, "the events are known only at run time")
    }
    for value in values {
      guard case .text(let name) = value.content, !value.isVariable,
        let event = WebhookTranslation.event(name)
      else {
        throw Refusal(
          .webhook, at: value.range, "the event has no counterpart in v2",
          note: .webhookEventUnrecognized)
      }
      guard event != name else { continue }
      edits.append(BodyEdit(value.range, "\"\(event)\""))
      remarks.append(
        Finding(
          .webhookEvent, at: value.range,
          "v1's event \(name) is \(event) in v2: adapt what receives it",
          note: .webhookEventRenamed))
    }
  }
}
