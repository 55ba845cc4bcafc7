// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP

extension Route {
  /// What every dialect answers.
  static let published = [
    Route(.uploadFile, .post, "/api/v1/beta/files", handler: FileRoutes.upload),
    Route(.listFiles, .get, "/api/v1/beta/files", handler: FileRoutes.list),
    Route(.getFile, .get, "/api/v1/beta/files/{file_id}", handler: FileRoutes.get),
    Route(.deleteFile, .delete, "/api/v1/beta/files/{file_id}", handler: FileRoutes.delete),
    Route(.uploadFileOld, .post, "/api/v1/files", handler: FileRoutes.uploadOld),

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

  /// What only the current dialect answers.
  static let later = [
    Route(.cancelV2Job, .post, "/api/v2/classify/{job_id}/cancel", handler: V2JobRoutes.cancel),
    Route(.deleteV2Job, .delete, "/api/v2/classify/{job_id}", handler: V2JobRoutes.delete),
  ]
}
