// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

extension WebhookDelivery {
  /// Returns the delivery as the other version would have made it: with its names of events.
  ///
  /// It is for deliveries about Classify jobs. v1's events are called `parse.…`, like those of
  /// LlamaParse, and nothing in a delivery tells the two apart. The ids stay as they are.
  ///
  /// - Parameter version: The version whose names are wanted.
  /// - Returns: The delivery, with a note if its event was renamed or is not known.
  public func translated(to version: APIVersion) -> Translation<WebhookDelivery> {
    var ledger = Ledger()
    var delivery = self
    delivery.eventType = event.wireText(for: version)
    if case .unrecognized(let text) = event {
      ledger.add(.webhookEventUnrecognized, at: "/event_type", before: text, after: text)
    } else if delivery.eventType != eventType {
      ledger.add(
        .webhookEventRenamed, at: "/event_type", before: eventType, after: delivery.eventType)
    }
    return Translation(delivery, notes: ledger.notes)
  }
}
