// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Testing

@Suite struct HTTPStatusTests {
  /// RFC 9110 §15.
  @Test func theFirstDigitIsTheKind() {
    let kinds: [Int: HTTPStatus.Kind] = [
      1: .informational, 2: .successful, 3: .redirection, 4: .clientError, 5: .serverError,
    ]
    for code in -1...1_000 {
      let expected = (100...599).contains(code) ? kinds[code / 100] : .invalid
      #expect(HTTPStatus(code: code).kind == expected, "\(code)")
    }
  }
}
