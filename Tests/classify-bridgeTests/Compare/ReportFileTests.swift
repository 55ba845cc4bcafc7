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

  @Test func fillsEmptyFileBehindLink() throws {
    try withFolder { folder in
      let (file, link) = (folder.appending(path: "file"), folder.appending(path: "link"))
      try Data().write(to: file)
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
      try ReportFile(path: link.path).write("{}", title: "a")
      #expect(try text(file).contains("<h1>a</h1>"))
      let type = try FileManager.default.attributesOfItem(atPath: link.path)[.type]
      #expect(type as? FileAttributeType == .typeSymbolicLink)
    }
  }

  @Test func givesUsualPermissions() throws {
    try withFolder { folder in
      let (report, plain) = (folder.appending(path: "a"), folder.appending(path: "b"))
      try ReportFile(path: report.path).write("{}", title: "a")
      _ = FileManager.default.createFile(atPath: plain.path, contents: Data())
      func permissions(_ url: URL) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
      }
      #expect(try permissions(report).map { $0 & 0o777 } == permissions(plain).map { $0 & 0o777 })
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: report.path)
      try ReportFile(path: report.path).write("{}", title: "b")
      #expect(try permissions(report) == 0o600)
    }
  }

  @Test(arguments: [("none/out.html", "there is no folder none"), (".", "a folder")])
  func rejectsPaths(path: String, reason: String) {
    let error = #expect(throws: CommandFailure.self) { try ReportFile(path: path) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
#endif
