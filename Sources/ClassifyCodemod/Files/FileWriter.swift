// SPDX-License-Identifier: Apache-2.0

/// Writes the changes of a plan, each file in one step.
///
/// Shims come first, so that no file imports one that does not exist. A file that can't be
/// written doesn't stop the others: it gets a finding.
public struct FileWriter: Sendable {
  private let tree: any FileTree

  /// Creates a writer.
  ///
  /// - Parameter tree: The files that the plan was made for.
  public init(tree: any FileTree) { self.tree = tree }

  /// Writes all changes.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - progress: Called after each file with the number of files written and of all to write.
  /// - Returns: The plan; files that were not written have no edits and the finding
  ///   ``FindingCode/notWritable``.
  public func write(
    _ plan: MigrationPlan, progress: (_ writtenCount: Int, _ count: Int) -> Void = { _, _ in }
  ) -> MigrationPlan {
    var failed: Set<FilePath> = []
    var files: [FilePlan] = []
    let paths = Set(plan.files.flatMap(\.shims))
    let changed = plan.files.filter { $0.newContent != nil }
    let ordered =
      changed.filter { paths.contains($0.path) } + changed.filter { !paths.contains($0.path) }
    tree.removeLeftovers(in: Set(ordered.map(\.path.folder)))
    for (position, file) in ordered.enumerated() {
      do throws(FileFailure) {
        if let missing = file.shims.intersection(failed).min() {
          throw FileFailure(.other, "\(missing), which \(file.path) needs, was not written")
        }
        try write(file)
        files.append(file)
      } catch {
        failed.insert(file.path)
        files.append(file.failed(error))
      }
      progress(position + 1, ordered.count)
    }
    return MigrationPlan(
      files: files + plan.files.filter { $0.newContent == nil }, fileCount: plan.fileCount,
      foreignFiles: plan.foreignFiles)
  }

  private func write(_ file: FilePlan) throws(FileFailure) {
    guard let content = file.newContent else { return }
    try tree.replace(file.path, old: file.text?.bytes, with: content)
  }
}

extension FilePlan {
  /// The plan of a file that stays as it is because it could not be written.
  fileprivate func failed(_ failure: FileFailure) -> FilePlan {
    var plan = FilePlan(
      path: path, language: language, text: text,
      findings: [Finding(.notWritable, at: 0..<0, failure.message)]
        + findings.filter { $0.code.kind > .shim })
    plan.ignored = ignored
    plan.unwrittenPlaceCount = places.count { $0 <= .shim }
    return plan
  }
}
