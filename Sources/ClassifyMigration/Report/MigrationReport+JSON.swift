// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON
import ClassifyModel

extension MigrationReport: JSONWritable {
  /// Writes ``json``.
  public func write(to writer: inout JSONWriter) {
    json.write(to: &writer)
  }

  /// The report as JSON; unknown numbers are null.
  public var json: JSONValue {
    [
      "verdict": .string(verdict.rawValue),
      "reason": .string(reason),
      "nextStep": .string(nextStep),
      "origin": .text(origin, to: Self.maximumOriginLength),
      "documents": .count(documentCount),
      "distinct": .count(nameCount),
      "compared": .count(judgement.compared.trials),
      "agreed": .count(judgement.compared.successes),
      "agreement": .estimate(judgement.agreement),
      "threshold": .decimal(judgement.threshold),
      "margin": .decimal(judgement.margin),
      "moreDocuments": .count(judgement.moreDocuments),
      "noise": noiseJSON,
      "unanswered": .count(unansweredCount),
      "confusion": [
        "labels": .array(confusion.labels.map { .object($0.json) }),
        "counts": .array(confusion.matrix.map { .counts($0) }),
      ],
      "types": .array(types.map(\.json)),
      "confidence": confidence.json,
      "latency": latencyJSON,
      "errors": [
        "v1": .array(v1Errors.map(\.json)),
        "v2": .array(v2Errors.map(\.json)),
      ],
      "statuses": [
        "v1": .array(v1Statuses.map(\.json)),
        "v2": .array(v2Statuses.map(\.json)),
      ],
      "accuracy": accuracy?.json ?? .null,
      "ignored": .array(ignoreRules.map(\.json)),
      "drift": .array(drift.entries.map(\.json)), "driftOmitted": .count(drift.omittedCount),
      "credits": ["v1": .decimal(v1Credits), "v2": .decimal(v2Credits)],
      "disagreements": [
        "count": .count(disagreementCount),
        "shown": .array(disagreements.map(\.json)),
      ],
      "planned": .count(stop?.plannedCount),
      "stopped": .text(stop?.reason, to: Stop.maximumReasonLength),
      "unfinished": .count(unfinishedCount),
      "retried": retried?.json ?? .null,
    ]
  }

  private var noiseJSON: JSONValue {
    guard let noise, let repeated = judgement.repeated else { return .null }
    return .object([
      "documents": .count(repeated.trials),
      "agreed": .count(repeated.successes),
      "value": .decimal(judgement.noise?.value),
      "low": .decimal(judgement.noise?.low),
      "high": .decimal(judgement.noise?.high),
      "difference": .estimate(judgement.difference),
      "measures": .string(noise.description),
      "source": .string(noise.rawValue),
    ])
  }

  private var latencyJSON: JSONValue {
    [
      "v1": v1Latency.json,
      "v2": v2Latency.json,
      "histogram": [
        "bounds": .array(LatencyHistogram.bounds.map { .decimal($0) }),
        "v1": .counts(v1Latency.histogram.counts),
        "v2": .counts(v2Latency.histogram.counts),
      ],
    ]
  }
}

extension MigrationReport.RetriedCounts {
  fileprivate var json: JSONValue { ["v1": .count(v1), "v2": .count(v2)] }
}

extension ReportLabel {
  var json: JSONObject {
    switch self {
    case .type(let name): ["kind": "type", "name": .string(name)]
    case .unmatched: ["kind": "unmatched"]
    case .other: ["kind": "other"]
    case .noLabel: ["kind": "none"]
    }
  }
}

extension MigrationReport.TypeAgreement {
  fileprivate var json: JSONValue {
    var members = label.json
    members.append("documents", .count(agreement.trials))
    members.append("agreed", .count(agreement.successes))
    members.append("agreement", .estimate(agreement.wilson))
    return .object(members)
  }
}

extension MigrationReport.Confidence {
  fileprivate var json: JSONValue {
    [
      "documents": .count(documentCount),
      "shift": .estimate(shift),
      "points": .array(
        points.map { [.decimal($0.v1), .decimal($0.v2), .count($0.isAgreement ? 1 : 0)] }),
    ]
  }
}

extension MigrationReport.Latency {
  fileprivate var json: JSONValue {
    guard let percentiles else { return .null }
    return [
      "documents": .count(percentiles.count),
      "p50": .decimal(percentiles.p50),
      "p90": .decimal(percentiles.p90),
      "p99": .decimal(percentiles.p99),
    ]
  }
}

extension MigrationReport.ErrorCount {
  fileprivate var json: JSONValue {
    ["code": .string(code), "count": .count(count), "sample": .string(sample)]
  }
}

extension MigrationReport.StatusCount {
  fileprivate var json: JSONValue { ["name": .string(name), "count": .count(count)] }
}

extension MigrationReport.Accuracy {
  fileprivate var json: JSONValue {
    [
      "expected": .count(expectedCount),
      "documents": .count(v1.trials),
      "v1": Self.json(of: v1),
      "v2": Self.json(of: v2),
      "mcnemar": [
        "onlyV1": .count(test.onlyFirst),
        "onlyV2": .count(test.onlySecond),
        "p": .decimal(test.p),
      ],
    ]
  }

  private static func json(of side: Proportion) -> JSONValue {
    [
      "correct": .count(side.successes),
      "value": .decimal(side.wilson?.value),
      "low": .decimal(side.wilson?.low),
      "high": .decimal(side.wilson?.high),
    ]
  }
}

extension MigrationReport.IgnoreRuleUse {
  fileprivate var json: JSONValue {
    [
      "reason": .string(rule.reason),
      "v1": rule.v1?.json ?? .null,
      "v2": rule.v2?.json ?? .null,
      "document": .text(rule.document, to: IgnoreRule.maximumPatternLength),
      "expires": .string(rule.expires.description),
      "matched": .count(matched),
      "ignored": .count(ignored),
      "state": .string(state.rawValue),
    ]
  }
}

extension MigrationReport.Disagreement {
  fileprivate var json: JSONValue {
    [
      "document": .string(document.name),
      "v1": document.v1.json,
      "v2": document.v2.json,
      "ignored": ignoredReason.map { .string($0) } ?? .null,
    ]
  }
}

extension DriftLog.Entry {
  fileprivate var json: JSONValue {
    [
      "version": .string(finding.version.rawValue),
      "kind": .string(finding.kind.rawValue),
      "name": .string(finding.name),
      "count": .count(count),
      "sample": .string(finding.sample),
    ]
  }
}

extension JSONValue {
  fileprivate static func estimate(_ estimate: Estimate?) -> JSONValue {
    guard let estimate else { return .null }
    return [
      "value": .decimal(estimate.value), "low": .decimal(estimate.low),
      "high": .decimal(estimate.high),
    ]
  }

  fileprivate static func counts(_ counts: [Int]) -> JSONValue {
    .array(counts.map { .count($0) })
  }
}
