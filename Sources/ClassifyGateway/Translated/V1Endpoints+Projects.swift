// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyClient
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV2

extension V1Endpoints {
  /// The maximum number of projects in which a job is looked for, if the request names none.
  static let maximumProjects = 20
  /// The errors of a list of projects that the caller may not read, or that has another form.
  private static let listErrors: Set<ClassifyError.Code> = [
    .notFound, .permissionDenied, .malformedResponse,
  ]

  /// Returns the projects of a caller; none if the request names one, or the service does not list
  /// them.
  func otherProjects(_ call: V1Call, _ scope: CallScope) async throws -> [CallScope] {
    guard scope.projectID == nil else { return [] }
    let list = ServiceCall<[JSONValue]>(
      operation: "projects.list", method: .get, path: ["api", "v1", "projects"])
    let service = call.caller.client.groups(in: scope.projectScope, ServiceOptions()).client
    do {
      return try await service.send(list).value.prefix(Self.maximumProjects).compactMap { project in
        guard let id = project["id"]?.string else { return nil }
        return CallScope(
          organizationID: scope.organizationID ?? project["organization_id"]?.string, projectID: id)
      }
    } catch let error as ClassifyError where Self.listErrors.contains(error.code) {
      return []
    }
  }
}
#endif
