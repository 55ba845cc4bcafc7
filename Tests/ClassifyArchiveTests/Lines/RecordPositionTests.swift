// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import Foundation
import Testing

@Suite struct RecordPositionTests {
  @Test(arguments: StreamForm.allCases)
  func isStoredAsJSON(form: StreamForm) throws {
    let position = RecordPosition(offset: 1_042, record: 17, form: form)
    let data = try JSONEncoder().encode(position)
    #expect(try JSONDecoder().decode(RecordPosition.self, from: data) == position)
  }

  @Test func clampsNumbers() {
    let position = RecordPosition(offset: -1, record: 0, form: .lines)
    #expect(position.offset == 0 && position.record == 1)
    #expect(RecordPosition(offset: 5, record: 5, form: nil) == .start)
  }
}
