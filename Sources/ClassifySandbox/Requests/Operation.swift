// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP

extension Sandbox {
  /// An endpoint of the sandbox.
  @nonexhaustive
  public enum Operation: String, Sendable, Hashable, CaseIterable {
    /// `POST /api/v1/beta/files`
    case uploadFile
    /// `POST /api/v1/files`
    case uploadFileOld
    /// `GET /api/v1/beta/files`
    case listFiles
    /// `GET /api/v1/beta/files/{file_id}`
    case getFile
    /// `DELETE /api/v1/beta/files/{file_id}`
    case deleteFile
    /// `POST /api/v1/classifier/jobs`
    case createV1Job
    /// `GET /api/v1/classifier/jobs`
    case listV1Jobs
    /// `GET /api/v1/classifier/jobs/{classify_job_id}`
    case getV1Job
    /// `GET /api/v1/classifier/jobs/{classify_job_id}/results`
    case getV1Results
    /// `POST /api/v2/classify`
    case createV2Job
    /// `GET /api/v2/classify`
    case listV2Jobs
    /// `GET /api/v2/classify/{job_id}`
    case getV2Job
    /// `POST /api/v2/classify/{job_id}/cancel`
    case cancelV2Job
    /// `DELETE /api/v2/classify/{job_id}`
    case deleteV2Job
  }
}

extension Route {
  /// The routes of both dialects.
  static let published = [
    Route(.uploadFile, .post, "/api/v1/beta/files", handler: FileRoutes.upload),
    Route(.listFiles, .get, "/api/v1/beta/files", handler: FileRoutes.list),
    Route(.getFile, .get, "/api/v1/beta/files/{file_id}", handler: FileRoutes.get),
    Route(.deleteFile, .delete, "/api/v1/beta/files/{file_id}", handler: FileRoutes.delete),
    Route(.uploadFileOld, .post, "/api/v1/files", handler: FileRoutes.uploadLegacy),

    Route(.createV1Job, .post, "/api/v1/classifier/jobs", handler: V1JobRoutes.create),
    Route(.listV1Jobs, .get, "/api/v1/classifier/jobs", handler: V1JobRoutes.list),
    Route(
      .getV1Job, .get, "/api/v1/classifier/jobs/{classify_job_id}", handler: V1JobRoutes.get),
    Route(
      .getV1Results, .get, "/api/v1/classifier/jobs/{classify_job_id}/results",
      handler: V1JobRoutes.results),

    Route(.createV2Job, .post, "/api/v2/classify", handler: V2JobRoutes.create),
    Route(.listV2Jobs, .get, "/api/v2/classify", handler: V2JobRoutes.list),
    Route(.getV2Job, .get, "/api/v2/classify/{job_id}", handler: V2JobRoutes.get),
  ]

  /// The routes that only the current dialect has.
  static let currentOnly = [
    Route(.cancelV2Job, .post, "/api/v2/classify/{job_id}/cancel", handler: V2JobRoutes.cancel),
    Route(.deleteV2Job, .delete, "/api/v2/classify/{job_id}", handler: V2JobRoutes.delete),
  ]
}
