// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2

/// Renames the event of a webhook delivery, and leaves all its other bytes.
///
/// Both versions deliver the same members, with `data` as an object or as a string that contains
/// one.
struct DeliveryTranslator {
  let target: APIVersion

  private var names: WebhookEventNames {
    switch target {
    case .v1: V1.eventNames
    case .v2: V2.eventNames
    }
  }

  /// Returns the name of a delivery's event in the target version; `nil` if it has that name already.
  ///
  /// - Throws: ``ArchiveRejection`` if the event is not a string, or `event_id` or `data` is missing.
  func event(of delivery: SourceValue) throws(ArchiveRejection) -> String? {
    for name in [MemberName.eventID, .eventType] where delivery[name]?.kind != .string {
      throw ArchiveRejection(.malformed, at: "/\(name.rawValue)", message: "expected a string")
    }
    guard delivery[.data] != nil else {
      throw ArchiveRejection(.malformed, at: "/data", message: "the member data is missing")
    }
    let text = delivery[.eventType]?.text ?? ""
    let name = names.name(of: WebhookEventNames.event(named: text))
    return name == text ? nil : name
  }

  /// Returns the delivery with the event's name in the target version.
  func translation(
    of delivery: SourceValue
  ) throws(ArchiveRejection) -> RecordTranslation {
    guard let name = try event(of: delivery), let event = delivery[.eventType] else {
      let target = RecordTranslation.Target(
        shape: .written(Array(delivery.bytes)), sources: [delivery])
      return RecordTranslation(targets: [target], notes: [])
    }
    let bytes = delivery.record.bytes
    let written =
      bytes[Int(delivery.node.start)..<Int(event.node.start)] + name.jsonBytes()
      + bytes[Int(event.node.end)..<Int(delivery.node.end)]
    let note = Note(.webhookEventRenamed, at: "/event_type", before: event.text, after: name)
    let target = RecordTranslation.Target(shape: .written(Array(written)), sources: [delivery])
    return RecordTranslation(targets: [target], notes: [SourceNote(note, source: 0)])
  }
}
