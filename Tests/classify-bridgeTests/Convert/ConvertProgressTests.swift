// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import classify_bridge

@Suite struct ConvertProgressTests {
  @Test(arguments: [
    (500_000, 1_000_000, 0, "50% of 1.0 MB, 50 records/s, 2 s left"),
    (1_000_000, 1_000_000, 0, "100% of 1.0 MB, 50 records/s, 0 s left"),
    (600_000, 1_000_000, 500_000, "60% of 1.0 MB, 50 records/s, 8 s left"),
    (1_000_000, 3_141_592_653, 0, "0% of 3.1 GB, 50 records/s, 1 h 44 min left"),
    (100_000_000, 3_141_592_653, 0, "3% of 3.1 GB, 50 records/s, 1 min 1 s left"),
  ])
  func namesShareSpeedAndTime(bytes: Int, total: Int, earlier: Int, text: String) {
    #expect(
      ConvertProgress.text(
        bytes: bytes, of: total, earlierBytes: earlier, lines: 100, rejected: 0, seconds: 2)
        == text)
  }

  @Test(arguments: [
    (999, "999 B"), (1_000, "1.0 kB"), (99_949, "100 kB"), (999_499, "999 kB"),
    (999_500, "1.0 MB"), (12_345_678, "12 MB"), (5_000_000_000_000, "5.0 TB"),
  ])
  func namesBytesOfPipe(bytes: Int, text: String) {
    #expect(
      ConvertProgress.text(
        bytes: bytes, of: nil, earlierBytes: 0, lines: 3, rejected: 2, seconds: 0)
        == "\(text), 2 rejected")
  }
}
