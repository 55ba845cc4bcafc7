// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Testing

@testable import classify_bridge

@Suite struct RejectPrinterTests {
  @Test(arguments: [
    (
      #"{"line":3,"code":"line.notJSON","message":"no value","source":""}"#,
      "line 3: no value (line.notJSON)"
    ),
    (
      #"{"file":"a.jsonl","line":3,"code":"mode.multimodal","pointer":"/mode","message":"no"}"#,
      "a.jsonl, line 3, /mode: no (mode.multimodal)"
    ),
    (#"{"line":3,"code":"c","pointer":"","message":"no"}"#, "line 3: no (c)"),
  ])
  func rendersOneMessage(reject: String, message: String) throws {
    #expect(RejectPrinter.message(try JSONValue(json: reject), unit: "line") == message)
  }

  @Test func namesElementsOfArrays() throws {
    let reject = try JSONValue(json: #"{"line":3,"code":"c","message":"no"}"#)
    #expect(RejectPrinter.message(reject, unit: "element") == "element 3: no (c)")
  }
}
