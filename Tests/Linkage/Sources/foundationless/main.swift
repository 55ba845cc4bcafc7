// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

// Uses both libraries, so that the linker keeps their dependencies.
let pages = try PageSet(rangeString: "1,3,5-7")
let time = Timestamp("2026-01-02T03:04:05Z")
print(try JSONValue(json: "[\(pages.count), \"\(pages)\", \"\(time)\"]"))
print(Catalogue.entries.count > 0, Confidence(0.5)?.text ?? "")
