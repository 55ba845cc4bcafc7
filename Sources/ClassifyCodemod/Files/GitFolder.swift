// SPDX-License-Identifier: Apache-2.0

/// The folder in which git keeps a repository.
enum GitFolder {
  /// The greatest size of a file that holds a path.
  private static let maximumPathSize = 8_192

  /// Returns the folder that all worktrees of a repository share.
  ///
  /// It is `.git`, unless that is a file: the one of a linked worktree or a submodule names a folder,
  /// and that of a worktree names the shared one in `commondir`.
  ///
  /// - Parameter folder: The absolute path of the folder that holds `.git`.
  /// - Returns: An absolute path; there need not be such a folder.
  static func shared(of folder: String) -> String {
    let usual = "\(folder)/.git"
    guard let line = text(of: usual), line.hasPrefix("gitdir:") else { return usual }
    let own = path(line.dropFirst("gitdir:".count), from: folder)
    return text(of: "\(own)/commondir").map { path($0[...], from: own) } ?? own
  }

  private static func path(_ text: Substring, from folder: String) -> String {
    let path = String(text.drop { $0 == " " })
    return path.hasPrefix("/") ? path : "\(folder)/\(path)"
  }

  /// The first line of a small file; nil for a folder.
  private static func text(of path: String) -> String? {
    guard let file = try? POSIX.File(reading: path), (try? file.status.kind) == .file,
      let bytes = try? file.read(at: 0, count: maximumPathSize)
    else { return nil }
    return String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }
}
