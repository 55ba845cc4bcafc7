// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

extension DemoTraffic {
  /// Takes from the wire what was sent and answered.
  ///
  /// - Throws: ``JSONError`` if there is something other than JSON on it.
  init(_ exchanges: [RecordingTransport.Exchange]) throws(JSONError) {
    var endpoint = ""
    var bodies: [JSONValue] = []
    var jobs: [String] = []
    var statuses: [String: String] = [:]
    for exchange in exchanges {
      let answer = try JSONValue(json: exchange.response.body)
      if exchange.request.method == .post, let body = exchange.request.body {
        endpoint = "\(exchange.request.method) \(exchange.request.path)"
        bodies.append(try JSONValue(json: body))
        if let id = answer["id"]?.string { jobs.append(id) }
      }
      for job in [answer] + (answer["items"]?.array ?? []) {
        guard let id = job["id"]?.string, let status = job["status"]?.string else { continue }
        statuses[id] = status
      }
    }
    self.init(
      endpoint: endpoint, bodies: bodies, statuses: jobs.compactMap { statuses[$0] })
  }
}
