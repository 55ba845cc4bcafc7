// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import Foundation
import TestSupport
import Testing

@testable import ClassifyCodemod

/// Applies the diffs of random edits with other programs.
@Suite struct DiffFuzzTests {
  /// A file with random edits.
  private struct Sample {
    var path: FilePath
    var text: SourceText
    var edits = EditSet()

    var plan: FilePlan {
      FilePlan(path: path, language: nil, text: text, findings: [], edits: edits)
    }
  }

  private static let pieces = [
    "a", "b", "xyz", "\n", "\n", "\n", "\r\n", "\r", " ", "\t", "é", "\\", "\"", "@@", "-", "+",
    "---",
  ]
  private static let folders = ["", "a/", "b c/", "ü/", "\"q\"/"]

  private static func sample(_ number: Int, _ generator: inout SeededGenerator) -> Sample {
    func text(_ count: Int) -> String {
      (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }
    let folder = folders.randomElement(using: &generator) ?? ""
    let text0 = SourceText(text(Int.random(in: 0...120, using: &generator)))
    var sample = Sample(path: FilePath("\(folder)f\(number)"), text: text0)
    for _ in 0..<Int.random(in: 0...5, using: &generator) {
      let start = Int.random(in: 0...text0.count, using: &generator)
      let end = min(text0.count, start + Int.random(in: 0...6, using: &generator))
      let bounds = [start, end].map { offset in
        // Characters are not divided.
        var offset = offset
        while offset < text0.count, text0.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        return offset
      }
      let new = text(Int.random(in: 0...4, using: &generator))
      sample.edits.add(Edit(bounds[0]..<bounds[1], new))
    }
    return sample
  }

  /// The commands that apply the patch in the file `patch`.
  @Test(arguments: ["git apply", "patch -p1 --binary -s -i"])
  func appliesToTheEditedFile(command: String) throws {
    let program = String(command.prefix { $0 != " " })
    guard TemporaryFolder.has(program) else { return }
    let seed = FuzzRun.replayedSeed ?? UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let samples = (0..<FuzzRun.count(usual: 400)).map { Self.sample($0, &generator) }
    for sample in samples { try folder.write(sample.text[sample.text.range], to: "\(sample.path)") }
    let generated = FilePlan(
      path: FilePath("new folder/new.py"), language: .python, text: nil, findings: [],
      generated: "a\nb\n")
    let plan = MigrationPlan(files: samples.map(\.plan) + [generated], fileCount: samples.count)
    try folder.write(DiffReport(plan).render(), to: "patch")
    try folder.run("\(command) patch")
    for sample in samples {
      #expect(
        try folder.bytes(of: "\(sample.path)") == Array(sample.edits.applied(to: sample.text)),
        "seed \(seed), file \(sample.path)")
    }
    #expect(try folder.text(of: "new folder/new.py") == "a\nb\n")
  }

  /// Replacements are where the set says, and nothing between them changes.
  @Test func changesOnlyWhatEditsReplace() {
    let seed = FuzzRun.replayedSeed ?? UInt64.random(in: 0...UInt64.max)
    var generator = SeededGenerator(seed: seed)
    for number in 0..<FuzzRun.count(usual: 2_000) {
      let sample = Self.sample(number, &generator)
      let (old, new) = (sample.text.bytes, sample.edits.applied(to: sample.text))
      var (oldEnd, newEnd) = (0, 0)
      for (edit, range) in zip(sample.edits.edits, sample.edits.newRanges) {
        #expect(new[range].elementsEqual(edit.replacement.utf8), "seed \(seed)")
        #expect(
          new[newEnd..<range.lowerBound].elementsEqual(old[oldEnd..<edit.range.lowerBound]),
          "seed \(seed)")
        (oldEnd, newEnd) = (edit.range.upperBound, range.upperBound)
      }
      #expect(new[newEnd...].elementsEqual(old[oldEnd...]), "seed \(seed)")
    }
  }
}
#endif
