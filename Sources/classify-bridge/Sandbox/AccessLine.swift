// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway

/// A request and what became of it, in a line for a person.
struct AccessLine {
  let text: String

  init(_ exchange: ServedExchange) {
    let ending =
      switch exchange.ending {
      case .answered(let status): String(status)
      case .broken: "broken"
      case .abandoned: "abandoned"
      }
    let components = exchange.duration.components
    let milliseconds =
      components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    let request = [exchange.method ?? "-", exchange.path ?? "-"].joined(separator: " ")
    text = PlainText.printable("\(request) \(ending) \(milliseconds) ms")
  }
}
#endif
