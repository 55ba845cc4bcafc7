// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import ClassifyMigration

@Suite struct ShareTests {
  @Test(arguments: [
    (0.0, 0), (100, 10_000), (12.5, 1_250), (0.01, 1), (0.004, 0), (0.005_1, 1), (99.999, 10_000),
    (-1, 0), (100.01, 10_000), (.infinity, 10_000), (-.infinity, 0), (.nan, 0),
  ])
  func roundsAndClampsPercentages(percent: Double, basisPoints: Int) {
    #expect(Share(percent: percent).basisPoints == basisPoints)
  }

  @Test(arguments: [
    ("0", 0), ("100", 10_000), ("12.5", 1_250), ("12.50", 1_250), ("0.01", 1), ("0.1", 10),
    ("7", 700), ("33.33", 3_333),
  ])
  func parsesPercentages(text: String, basisPoints: Int) {
    #expect(Share(text)?.basisPoints == basisPoints)
  }

  @Test(arguments: [
    "", ".", "1.", ".5", "1.234", "100.01", "101", "1000", "-1", "+1", " 1", "1 ", "1%", "1e1",
    "1.2.3", "nan", "١",
  ])
  func rejectsOtherTexts(text: String) {
    #expect(Share(text) == nil)
  }

  @Test func everyTextParsesBack() {
    let shares = (0...10_000).map { Share(basisPoints: $0) }
    #expect(shares.map { Share($0.description) } == shares)
    #expect(Share(basisPoints: 1_250).description == "12.5")
    #expect(Share(basisPoints: 5).description == "0.05")
    #expect(Share.all.description == "100")
  }

  /// The positions come from an implementation of 64-bit FNV-1a and MurmurHash3's fmix64 in Python.
  @Test(arguments: [
    ("", 9_367), ("a", 5_102), ("dfl-1", 2_984), ("customer-42", 8_975),
    ("dfl-8a1f0000-0000-4000-8000-000000000001", 8_144), ("Zoë", 2_482),
  ])
  func hashIsStable(key: String, position: Int) {
    #expect(StableHash.position(of: key, in: 10_000) == position)
    #expect(Share(basisPoints: position + 1).includes(key))
    #expect(!Share(basisPoints: position).includes(key))
  }

  @Test(arguments: (0..<100).map { "dfl-\($0)" })
  func raisingShareNeverRemovesKey(key: String) throws {
    let included = (0...10_000).map { Share(basisPoints: $0).includes(key) }
    let first = try #require(included.firstIndex(of: true))
    #expect(first > 0)
    #expect(included[first...].allSatisfy { $0 })
  }

  /// Pearson's chi-squared test with 100 cells: the expected value is 99, its standard deviation 14.
  @Test(arguments: ["", "dfl-8a1f0000-0000-4000-8000-", "customer/"])
  func spreadsKeysEvenly(prefix: String) {
    var cells = Array(repeating: 0, count: 100)
    for number in 0..<20_000 {
      cells[StableHash.position(of: "\(prefix)\(number)", in: 100)] += 1
    }
    let statistic = cells.reduce(0.0) { $0 + Double(($1 - 200) * ($1 - 200)) / 200 }
    #expect((50..<170).contains(statistic))
  }

  @Test func isEncodedAsText() throws {
    let data = try JSONEncoder().encode([Share(percent: 12.5)])
    #expect(String(decoding: data, as: UTF8.self) == #"["12.5"]"#)
    #expect(try JSONDecoder().decode([Share].self, from: data) == [Share(percent: 12.5)])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Share].self, from: Data(#"["200"]"#.utf8))
    }
  }
}
