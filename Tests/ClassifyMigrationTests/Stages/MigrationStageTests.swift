// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import Foundation
import Testing

@Suite struct MigrationStageTests {
  static let texts: [(String, MigrationStage)] = [
    ("v1Only", .v1Only), ("shadow", .shadow), ("rampDown", .rampDown), ("v2Only", .v2Only),
    ("canary:0", .canary(.none, mirrors: false)),
    ("canary:12.5", .canary(Share(percent: 12.5), mirrors: false)),
    ("canary:12.5+mirror", .canary(Share(percent: 12.5), mirrors: true)),
    ("canary:100+mirror", .canary(.all, mirrors: true)),
  ]

  @Test(arguments: texts)
  func hasOneText(text: String, stage: MigrationStage) throws {
    #expect(stage.description == text)
    #expect(MigrationStage(text) == stage)
    let data = try JSONEncoder().encode([stage])
    #expect(String(decoding: data, as: UTF8.self) == "[\"\(text)\"]")
    #expect(try JSONDecoder().decode([MigrationStage].self, from: data) == [stage])
  }

  @Test(arguments: [
    "", "v1", "V1Only", "canary", "canary:", "canary:+mirror", "canary:101", "canary:5%",
    "canary:5+mirrors", "canary:5 +mirror", "shadow ", "shadow+mirror", "Canary:5",
  ])
  func rejectsOtherTexts(text: String) {
    #expect(MigrationStage(text) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([MigrationStage].self, from: Data("[\"\(text)\"]".utf8))
    }
  }

  @Test func controlKeepsStageWhileKilled() {
    let control = MigrationControl(stage: .shadow, sampling: Share(percent: 10))
    control.kill()
    control.stage = .rampDown
    control.sampling = .all
    #expect(control.isKilled)
    #expect(control.stage == .rampDown)
    control.revive()
    #expect(!control.isKilled)
    #expect(control.stage == .rampDown)
    #expect(control.sampling == .all)
  }
}
