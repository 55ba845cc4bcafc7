// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import classify_bridge

@Suite struct LeadingOptionsTests {
  @Test(arguments: [
    (
      "--api-key k classifier:jobs list --page-size 0",
      "classifier:jobs list --api-key k --page-size 0"
    ),
    ("--format=yaml --debug classify get x", "classify get --format=yaml --debug x"),
    ("classify --base-url u list", "classify list --base-url u"),
    ("--sandbox run --rules r f", "run --sandbox --rules r f"),
    ("classify list --status FAILED", "classify list --status FAILED"),
    ("--format json classify --help", "classify --format json --help"),
    ("--version", "--version"), ("", ""), ("--api-key", "--api-key"),
    ("pages convert", "pages convert"),
    ("--api-key classify", "--api-key classify"),
  ])
  func optionsInFrontAreMovedBehindTheCommand(line: String, moved: String) {
    let arguments = line.split(separator: " ").map(String.init)
    #expect(LeadingOptions.moved(arguments).joined(separator: " ") == moved)
  }
}
