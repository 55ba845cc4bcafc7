// SPDX-License-Identifier: Apache-2.0

extension Sandbox {
  /// What can be asked of the sandbox.
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
