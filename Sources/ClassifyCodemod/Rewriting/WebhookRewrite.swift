// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Renames the events of v1's webhooks: `parse.success` becomes `classify.success`.
struct WebhookRewrite {
  let program: ProgramFile

  /// Rewrites the value of `webhook_configurations`.
  func rewrite(_ value: Expression) throws(Refusal) -> Rewrite {
    guard case .collection(let literal) = value.kind else { throw unknown(value) }
    var rewrite = Rewrite()
    for element in literal.elements {
      guard !element.isSpread,
        let webhook = try? ArgumentList(element.value, spelling: program.spelling)
      else { throw unknown(element.value) }
      if let events = webhook["webhook_events"] { rewrite.add(try self.events(events.value)) }
      if let headers = webhook["webhook_headers"] { try checkHeaders(headers.value) }
    }
    return rewrite
  }

  private func events(_ value: Expression) throws(Refusal) -> Rewrite {
    if case .null = value.kind { return Rewrite() }
    guard case .collection(let literal) = value.kind else { throw unknown(value) }
    var rewrite = Rewrite()
    for element in literal.elements {
      guard case .string(let event) = element.value.kind, event.parts.count == 1,
        case .text(let text, let range)? = event.parts.first, text.utf8.count == range.count
      else { throw unknown(element.value) }
      guard let event = WebhookTranslation.event(text) else {
        throw Refusal(
          .webhook, at: element.value.range, "v2 has no event for \(text)",
          note: .webhookEventUnrecognized)
      }
      guard event != text else { continue }
      rewrite.edits.append(Edit(range, event))
      rewrite.remarks.append(
        Finding(
          .webhookEvent, at: element.value.range,
          "v1's event \(text) is \(event) in v2: adapt what receives it",
          note: .webhookEventRenamed))
    }
    return rewrite
  }

  /// v2 takes texts as values of headers only.
  private func checkHeaders(_ value: Expression) throws(Refusal) {
    switch value.kind {
    case .null: return
    case .dictionary(let members):
      for member in members {
        switch member.value.kind {
        case .null, .boolean, .number, .collection, .dictionary:
          throw Refusal(
            .webhook, at: member.range, "v2 takes texts only as values of webhook headers",
            note: .webhookHeaderNotText)
        default: continue
        }
      }
    default: return
    }
  }

  private func unknown(_ value: Expression) -> Refusal {
    Refusal(
      .webhook, at: value.range,
      "these webhooks are known only at run time; v2's events are named classify.… instead of"
        + " parse.…", note: .webhookEventRenamed)
  }
}
