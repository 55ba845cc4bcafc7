// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// Writes requests and answers to standard error, for `--debug`.
struct TrafficLog: ObservedTransport.Observer {
  let text: TrafficText

  func willSend(_ request: HTTPRequest) {
    Console.writeMessage(text.render(request))
  }

  func didReceive(_ outcome: Result<HTTPResponse, TransportError>) {
    switch outcome {
    case .success(let response): Console.writeMessage(text.render(response))
    case .failure(let error): Console.writeMessage("< \(PlainText.printable(error.description))")
    }
  }
}
