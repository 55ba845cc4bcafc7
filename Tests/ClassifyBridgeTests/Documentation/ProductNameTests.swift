// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The documentation tells users to import products only.
@Suite struct ProductNameTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL

  private static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// The files below a folder, relative to the package.
  private static func files(in folder: String) throws -> [String] {
    let names = try #require(
      FileManager.default.enumerator(atPath: root.appending(path: folder).path))
    return names.compactMap { ($0 as? String).map { "\(folder)/\($0)" } }
  }

  /// The documentation of the libraries: pages, and doc comments.
  private static func documentation() throws -> [(path: String, text: String)] {
    let pages = try ["README.md"] + files(in: "docs") + files(in: "Sources")
    return try pages.compactMap { path in
      if path.hasSuffix(".md") { return (path, try text(path)) }
      guard path.hasPrefix("Sources/Classify"), path.hasSuffix(".swift") else { return nil }
      let comments = try text(path).split(separator: "\n").filter { $0.contains("///") }
      return (path, comments.joined(separator: "\n"))
    }
  }

  @Test func documentationImportsOnlyProducts() throws {
    let manifest = try Self.text("Package.swift")
    let products = Set(
      manifest.matches(of: /\.library\(name: "(\w+)"/).map { String($0.output.1) })
    #expect(products.contains("ClassifyBridge"))
    for (path, text) in try Self.documentation() {
      let named = text.matches(
        of: /(?:import |librar(?:y|ies)\s+`|products?\s+`|name: ")(Classify\w+)/)
      for name in named.map({ String($0.output.1) }) {
        #expect(products.contains(name), "\(path) names \(name)")
      }
    }
  }
}
