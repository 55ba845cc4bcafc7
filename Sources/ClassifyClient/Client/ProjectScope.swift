// SPDX-License-Identifier: Apache-2.0

/// Where a call works; what is `nil` is as the client's configuration says.
///
/// Every operation of the service takes these two in its query.
public struct ProjectScope: Sendable, Hashable {
  /// `organization_id`: the UUID of the organization.
  public var organizationID: String?
  /// `project_id`: the UUID of the project.
  public var projectID: String?

  /// Makes a scope; without anything it is the client's.
  public init(organizationID: String? = nil, projectID: String? = nil) {
    self.organizationID = organizationID
    self.projectID = projectID
  }
}
