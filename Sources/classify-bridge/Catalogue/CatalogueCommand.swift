// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyModel

/// `classify-bridge catalogue`: prints what becomes of what between the versions.
struct CatalogueCommand: AsyncParsableCommand {
  /// The forms in which the catalogue is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case markdown
  }

  static let configuration = CommandConfiguration(
    commandName: "catalogue",
    abstract: "Prints what becomes of each v1 and v2 value, and how much it matters."
  )

  @Option(help: "text for people, json for programs, markdown for the reference page.")
  var format = Format.text

  func run() async throws {
    let entries = Catalogue.entries
    switch format {
    case .text:
      try Console.write(CatalogueText(terminal: .at(.standardOutput)).render(entries))
    case .json:
      try Console.write(CatalogueJSON.render(entries))
    case .markdown:
      try Console.write(CatalogueMarkdown.render(entries))
    }
  }
}
#endif
