// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON

/// The operations on files as calls.
enum FileCalls {
  private static let files = ["api", "v1", "beta", "files"]

  /// `POST /api/v1/beta/files`, which has no idempotency key.
  static func create(_ body: RequestBody) -> ServiceCall<CloudFile> {
    ServiceCall(
      operation: "files.create", method: .post, path: files, body: body,
      idempotency: .nonIdempotent)
  }

  /// `GET /api/v1/beta/files`.
  static func list(
    _ query: FileListParams, pageToken: String?
  ) -> ServiceCall<ListPage<CloudFile>> {
    var items = query.items
    items.append("page_token", pageToken)
    return ServiceCall(operation: "files.list", method: .get, path: files, query: items)
  }

  /// `GET /api/v1/beta/files/{file_id}`.
  static func get(_ id: String) -> ServiceCall<CloudFile> {
    ServiceCall(operation: "files.get", method: .get, path: files + [id])
  }

  /// `DELETE /api/v1/beta/files/{file_id}`.
  static func delete(_ id: String) -> ServiceCall<Void> {
    ServiceCall(operation: "files.delete", method: .delete, path: files + [id])
  }
}
