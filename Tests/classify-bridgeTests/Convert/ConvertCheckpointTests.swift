// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyModel
import Testing

@testable import classify_bridge

@Suite struct ConvertCheckpointTests {
  private var checkpoint: ConvertCheckpoint {
    let settings = ConvertSettings(
      options: ArchiveOptions(target: .v2), files: ["a.jsonl", "b\u{10FEE9}.jsonl"])
    var checkpoint = ConvertCheckpoint(settings)
    checkpoint.inputs[0].state = System.FileState(
      device: 1, number: 2, size: 3, seconds: 4, nanoseconds: 5)
    checkpoint.file = 1
    checkpoint.position = RecordPosition(offset: 1_042, record: 17, form: .array)
    checkpoint.nextLine = 18
    checkpoint.outputSize = 9_000
    checkpoint.rejectsSize = 800
    checkpoint.notesSize = 70
    checkpoint.counts.converted = 12
    checkpoint.counts.unchanged = 3
    checkpoint.counts.rejected = 2
    checkpoint.counts.blank = 1
    checkpoint.counts.written = 30
    checkpoint.counts.codes = ["mode.multimodal": 2]
    return checkpoint
  }

  @Test func isStoredAsLineOfJSON() {
    let json = checkpoint.json
    #expect(ConvertCheckpoint(json: json) == checkpoint)
    #expect(json.last == UInt8(ascii: "\n") && json.count(where: { $0 == UInt8(ascii: "\n") }) == 1)
  }

  @Test(arguments: [
    ("", ""), ("{", ""), (#""version":1"#, #""version":2"#), (#""file":1"#, #""file":3"#),
    (#""file":1"#, #""file":-1"#), (#""outputSize":9000"#, #""outputSize":-1"#),
    (#""nextLine":18"#, #""nextLine":"18""#), (#""codes":{"#, #""other":{"#),
    (#""inputs":["#, #""inputs":[1,"#), (#""file":1"#, #""file":9223372036854775807"#),
    (#""offset":1042"#, #""offset":-1"#), (#""record":17"#, #""record":19"#),
    (#""nextLine":18"#, #""nextLine":0"#), (#""nextLine":18"#, #""nextLine":20"#),
    (#""converted":12"#, #""converted":9223372036854775807"#),
    (#""blank":1"#, #""blank":-1"#), (#""mode.multimodal":2"#, #""mode.multimodal":-2"#),
    (#""notesSize":70"#, #""notesSize":9223372036854775807"#),
  ])
  func refusesOtherText(text: String, replacement: String) {
    let json = String(decoding: checkpoint.json, as: UTF8.self)
    let damaged = text.isEmpty ? "" : json.replacing(text, with: replacement, maxReplacements: 1)
    #expect(damaged != json)
    #expect(ConvertCheckpoint(json: Array(damaged.utf8)) == nil)
  }
}
