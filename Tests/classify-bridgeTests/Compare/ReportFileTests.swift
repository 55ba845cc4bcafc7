// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import Foundation
import Testing

@testable import classify_bridge

@Suite struct ReportFileTests {
  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func text(_ url: URL) throws -> String {
    String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }

  @Test func replacesEarlierReport() throws {
    try withFolder { folder in
      let url = folder.appending(path: "out.html")
      try ReportFile(path: url.path).write("{}", title: "first")
      try ReportFile(path: url.path).write("{}", title: "second")
      #expect(try text(url).contains("<h1>second</h1>"))
      #expect(try text(url).contains("<time datetime="))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.html"])
    }
  }

  @Test func keepsOtherFiles() throws {
    try withFolder { folder in
      let url = folder.appending(path: "out.html")
      let other = "<!DOCTYPE html>\n<title>another page</title>\n"
      try Data(other.utf8).write(to: url)
      let error = #expect(throws: CommandFailure.self) { try ReportFile(path: url.path) }
      #expect(error?.description.contains("something other than a report") == true)
      #expect(try text(url) == other)
    }
  }

  /// A long run lies between the first check and the report.
  @Test func keepsFileThatGotOtherContentsMeanwhile() throws {
    try withFolder { folder in
      let url = folder.appending(path: "out.html")
      let report = try ReportFile(path: url.path)
      try Data("results\n".utf8).write(to: url)
      #expect(throws: CommandFailure.self) { try report.write("{}", title: "a") }
      #expect(try text(url) == "results\n")
    }
  }

  @Test(arguments: [true, false])
  func writesFileBehindLink(exists: Bool) throws {
    try withFolder { folder in
      let (file, link) = (folder.appending(path: "file"), folder.appending(path: "link"))
      if exists { try Data().write(to: file) }
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
      try ReportFile(path: link.path).write("{}", title: "a")
      #expect(try text(file).contains("<h1>a</h1>"))
      let type = try FileManager.default.attributesOfItem(atPath: link.path)[.type]
      #expect(type as? FileAttributeType == .typeSymbolicLink)
    }
  }

  @Test func createsPrivateFileAndKeepsPermissions() throws {
    try withFolder { folder in
      let report = folder.appending(path: "a")
      try ReportFile(path: report.path).write("{}", title: "a")
      func permissions(_ url: URL) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
      }
      #expect(try permissions(report) == 0o600)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: report.path)
      try ReportFile(path: report.path).write("{}", title: "b")
      #expect(try permissions(report) == 0o640)
    }
  }

  @Test(arguments: [("none/out.html", "there is no folder none"), (".", "a folder")])
  func rejectsPaths(path: String, reason: String) {
    let error = #expect(throws: CommandFailure.self) { try ReportFile(path: path) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
#endif
