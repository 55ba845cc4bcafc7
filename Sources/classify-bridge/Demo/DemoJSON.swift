// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// Renders a demo report as a JSON object.
///
/// The command's help documents the fields; they must stay stable.
enum DemoJSON {
  /// Returns the object with a trailing newline.
  static func render(_ report: DemoReport) -> String {
    value(of: report).jsonText(pretty: true) + "\n"
  }

  private static func value(of report: DemoReport) -> JSONValue {
    [
      "agree": .bool(report.agrees),
      "failed": .number(JSONNumber(report.failures.count)),
      "rules": .array(
        report.rules.map {
          ["type": .string($0.type), "description": .string($0.description)]
        }),
      "selection": [
        "v1": indices(report.selection.pages),
        "v2": text(report.selection.pages),
      ],
      "sent": ["v1": value(of: report.v1), "v2": value(of: report.v2)],
      "documents": .array(
        report.documents.map { item in
          [
            "name": .string(item.document.name),
            "pages": .number(JSONNumber(item.document.pageCount)),
            "v1": value(of: item.v1),
            "v2": value(of: item.v2),
            "agree": .bool(item.agrees),
          ]
        }),
      "notes": .array(report.notes.map(value(of:))),
      "off_by_one": report.offByOne.map(value(of:)) ?? .null,
    ]
  }

  private static func value(of traffic: DemoTraffic) -> JSONValue {
    [
      "endpoint": .string(traffic.endpoint),
      "jobs": .number(JSONNumber(traffic.bodies.count)),
      "statuses": .array(traffic.statuses.map(JSONValue.string)),
      "bodies": .array(traffic.bodies),
    ]
  }

  private static func value(of outcome: DocumentOutcome) -> JSONValue {
    let found = outcome.classification
    return [
      "outcome": .string(outcome.word),
      "type": string(found?.type),
      "confidence": found.flatMap { JSONNumber($0.confidence.text) }.map(JSONValue.number) ?? .null,
      "reasoning": string(found?.reasoning),
      "error": string(outcome.failure),
    ]
  }

  private static func value(of entry: DemoNote) -> JSONValue {
    NoteJSON.object(entry.note, in: entry.subject.name)
  }

  private static func value(of offByOne: OffByOne) -> JSONValue {
    [
      "copied": value(of: offByOne.copied, from: offByOne.copiedText),
      "misread": [
        "v1": .array(offByOne.copiedIndices.map { .number(JSONNumber($0)) }),
        "v1_pages": text(offByOne.difference.v1),
        "v2": text(offByOne.difference.v2),
        "only_in_v1": text(offByOne.difference.onlyInV1),
        "only_in_v2": text(offByOne.difference.onlyInV2),
        "hint": offByOne.difference.isOffByOne ? "offByOne" : .null,
        "documents": .array(
          offByOne.changes.map { change in
            [
              "name": .string(change.name),
              "before": value(of: change.before),
              "after": value(of: change.after),
              "changed": .bool(change.isChanged),
            ]
          }),
      ],
    ]
  }

  private static func value(
    of copied: Result<PageSet, PageError>, from text: String
  ) -> JSONValue {
    var error: JSONValue = nil
    var pages: PageSet?
    switch copied {
    case .success(let selected): pages = selected
    case .failure(let failure):
      let range = failure.location?.range
      error = [
        "code": .string(failure.code.rawValue),
        "start": range.map { .number(JSONNumber($0.lowerBound)) } ?? .null,
        "end": range.map { .number(JSONNumber($0.upperBound)) } ?? .null,
        "message": .string(failure.message),
      ]
    }
    return ["v2": .string(text), "pages": string(pages?.rangeString), "error": error]
  }

  private static func indices(_ pages: PageSet?) -> JSONValue {
    guard let indices = pages.flatMap({ try? $0.indices() }) else { return nil }
    return .array(indices.map { .number(JSONNumber($0)) })
  }

  private static func text(_ pages: PageSet?) -> JSONValue { string(pages?.rangeString) }

  private static func string(_ text: String?) -> JSONValue {
    text.map(JSONValue.string) ?? .null
  }
}
