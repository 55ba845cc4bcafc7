// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyV1
import Foundation

/// Compares four decoders, validation and serialization on one page.
func runJSONBenchmark() throws {
  let bytes = SamplePage.bytes(jobs: 1_000)
  let data = Data(bytes)
  let decoder = JSONDecoder()

  guard
    try decoder.decode(FoundationPage.self, from: data).agrees(with: V1.JobPage(json: bytes))
  else { throw Disagreement() }

  var race = Race()
  race.add("typed: ClassifyJSON") { keep(try V1.JobPage(json: bytes)) }
  race.add("typed: JSONDecoder") { keep(try decoder.decode(FoundationPage.self, from: data)) }
  race.add("any value: JSONValue") { keep(try JSONValue(json: bytes)) }
  race.add("any value: JSONSerialization") { keep(try JSONSerialization.jsonObject(with: data)) }
  race.add("check only: skipValue") {
    var reader = try JSONReader(bytes)
    try reader.skipValue()
    try reader.finish()
  }
  let page = try JSONValue(json: bytes)
  race.add("write: JSONValue") { keep(page.jsonBytes()) }
  try race.run(rounds: 40)

  print("a page of 1,000 v1 jobs, \(bytes.count) bytes, best of 40 rounds")
  for runner in race.runners {
    let speed = Double(bytes.count) / runner.best.inSeconds / 1e6
    let name = runner.name.padding(toLength: 32, withPad: " ", startingAt: 0)
    print(name, String(format: "%7.3f ms %8.1f MB/s", runner.best.inSeconds * 1e3, speed))
  }
  for (ours, theirs) in [(0, 1), (2, 3)] {
    let ratio = race.runners[theirs].best / race.runners[ours].best
    print(
      race.runners[ours].name, "is", String(format: "%.1f", ratio), "times as fast as",
      race.runners[theirs].name)
  }
}

/// The two decoders read different values from the same page.
struct Disagreement: Error, CustomStringConvertible {
  let description = "the two decoders disagree about the page"
}
