// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

extension Sandbox {
  /// The project that requests without a `project_id` work in.
  public var projectID: String { withState { $0.store.projectID } }

  /// Puts a document in the sandbox, as if it had been uploaded.
  ///
  /// - Parameters:
  ///   - name: The file's name, with its extension.
  ///   - text: The document; form feeds (U+000C) part its pages.
  ///   - projectID: The UUID of the project that the file belongs to; nil takes ``projectID``.
  ///   - failure: What to say when the document is classified, instead of classifying it.
  /// - Returns: The file's id, `dfl-<uuid>`. Both versions find the file by this id and by the bare
  ///   UUID behind its prefix.
  @discardableResult
  public func addFile(
    name: String, text: String, projectID: String? = nil, failure: String? = nil
  ) -> String {
    let now = now
    let content = FileContent(name: name, text: text, failure: failure)
    let project = projectID.map { UUIDText.canonical($0) ?? $0 }
    return withState { $0.store.addFile(content, projectID: project, now: now).id }
  }

  /// Registers a parse job of a file, which v2 takes in the place of the file.
  ///
  /// - Parameter fileID: The file's id, with or without its prefix.
  /// - Returns: The job's id, `pjb-<uuid>`; nil if there is no such file.
  public func addParseJob(ofFile fileID: String) -> String? {
    withState { state in
      state.store.file(fileID).map { state.store.addParseJob(of: $0).id }
    }
  }

  /// Saves a v2 configuration, which a job can name in the place of its own.
  ///
  /// The configuration is validated when a job names it: if it is not one, the job is refused.
  ///
  /// - Parameter configuration: `rules`, and maybe `mode` and `parsing_configuration`.
  /// - Returns: The configuration's id, `cfg-<uuid>`.
  public func addConfiguration(_ configuration: JSONObject) -> String {
    withState { $0.store.addConfiguration(configuration).id }
  }
}
