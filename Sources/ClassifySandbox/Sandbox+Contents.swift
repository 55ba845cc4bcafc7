// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON
import ClassifyValidation

extension Sandbox {
  /// The project of requests without a `project_id`.
  public var projectID: String { withState { $0.store.projectID } }

  /// Adds a file, as if it had been uploaded.
  ///
  /// - Parameters:
  ///   - name: The file name with its extension.
  ///   - text: The text of the document; form feeds (U+000C) separate its pages.
  ///   - projectID: The UUID of the file's project; `nil` uses ``projectID``.
  ///   - failure: The error message with which classification fails; `nil` lets it succeed.
  /// - Returns: The file ID, `dfl-<uuid>`. Both versions accept this ID and the UUID without its
  ///   prefix.
  @discardableResult
  public func addFile(
    name: String, text: String, projectID: String? = nil, failure: String? = nil
  ) -> String {
    let now = now
    let content = FileContent(name: name, text: text, failure: failure)
    let project = projectID.map { UUIDText.canonical($0) ?? $0 }
    return withState { $0.store.addFile(content, projectID: project, now: now).id }
  }

  /// Adds a parse job for a file; v2 accepts its ID in place of the file's.
  ///
  /// - Parameter fileID: The file ID, with or without its prefix.
  /// - Returns: The ID of the parse job, `pjb-<uuid>`; `nil` if the file doesn't exist.
  public func addParseJob(ofFile fileID: String) -> String? {
    withState { state in
      state.store.file(fileID).map { state.store.addParseJob(of: $0).id }
    }
  }

  /// Saves a v2 configuration, which jobs can name in `configuration_id`.
  ///
  /// The configuration is validated when a job uses it. If it is invalid, that job is rejected.
  ///
  /// - Parameter configuration: An object with `rules`, and optionally `mode` and
  ///   `parsing_configuration`.
  /// - Returns: The configuration ID, `cfg-<uuid>`.
  public func addConfiguration(_ configuration: JSONObject) -> String {
    withState { $0.store.addConfiguration(configuration).id }
  }

  /// The number of v1 jobs created so far.
  public var createdV1JobCount: Int { withState { $0.store.v1Jobs.addedCount } }
  /// The number of v2 jobs created so far; a request with a repeated idempotency key creates none.
  public var createdV2JobCount: Int { withState { $0.store.v2Jobs.addedCount } }
}
