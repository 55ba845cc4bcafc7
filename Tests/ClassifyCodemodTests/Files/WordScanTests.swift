// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct WordScanTests {
  @Test(arguments: 0..<70)
  func findsAWordAtAnyPosition(position: Int) {
    let scan = WordScan(["lassif"])
    var bytes = ContiguousArray(repeating: UInt8(ascii: "l"), count: 70)
    #expect(!scan.matches(bytes))
    bytes.insert(contentsOf: "lassif".utf8, at: position)
    #expect(scan.matches(bytes))
    bytes[position + 3] = UInt8(ascii: "S")
    #expect(!scan.matches(bytes))
  }

  @Test(arguments: ["", "l", "lassi", "assif", "LASSIF"])
  func passesByOtherTexts(text: String) {
    #expect(!WordScan(["lassif"]).matches(ContiguousArray(text.utf8)))
  }

  @Test(arguments: [
    (Language.python, "client.classifier.jobs", true), (.python, "LlamaClassify()", true),
    (.typeScript, "status === 'PARTIAL_SUCCESS'", true),
    (.python, "jobs.create(file_ids=[x])", true), (.python, "svc.jobs.get_results(i)", true),
    (.javaScript, "jobs.getResults(id)", true), (.python, "jobs.get(i)", false),
    (.python, "target_pages", false),
    (.yaml, "target_pages: [0]", true), (.json, #"{"rules": []}"#, false),
    (.dependencies, "llama-cloud==2.15.0", true), (.dependencies, "requests", false),
    (.shell, "pip install 'llama-cloud<2'", true), (.yaml, "pip install llama_cloud", true),
    (.recipe, "\tpip install llama-cloud", true), (.recipe, "\tcurl /v1/classifier/jobs", true),
    (.recipe, "\tcurl /v2", false), (.json, "llama-cloud", false),
    (.markdown, "a classifier", true), (.shell, "/api/v1/classifier/jobs", true),
  ])
  func knowsTheWordsOfLanguages(language: Language, text: String, isCandidate: Bool) {
    #expect(WordScan.scan(for: language).matches(ContiguousArray(text.utf8)) == isCandidate)
  }
}
