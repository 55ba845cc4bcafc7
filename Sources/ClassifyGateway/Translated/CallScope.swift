// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyClient
import ClassifyJSON
import ClassifyValidation

/// The organization and project that a request names; `nil` values are the key's.
struct CallScope: Sendable, Hashable {
  var organizationID: String?
  var projectID: String?

  /// Reads the query parameters, adding an error for each that is no UUID, as v1 does.
  init(_ query: Query, validator: inout Validator) {
    organizationID = Self.value(of: "organization_id", in: query, validator: &validator)
    projectID = Self.value(of: "project_id", in: query, validator: &validator)
  }

  /// Creates a scope.
  init(organizationID: String? = nil, projectID: String? = nil) {
    self.organizationID = organizationID
    self.projectID = projectID
  }

  var projectScope: ProjectScope {
    ProjectScope(organizationID: organizationID, projectID: projectID)
  }

  /// Returns a parameter as it was sent; of a repeated one the last, as v1's framework does.
  private static func value(
    of name: String, in query: Query, validator: inout Validator
  ) -> String? {
    let field = query[name]
    guard field.ifPresent.flatMap({ validator.uuid($0) }) != nil else { return nil }
    return field.value?.string
  }
}

/// The page that a list request asks for.
struct PageQuery: Sendable, Hashable {
  /// The maximum number of jobs; `nil` for the service's default.
  ///
  /// v1 has no limits: a size below 1 means the default, and one above v2's maximum that maximum.
  let size: Int?
  /// The token of the page; `nil` for the first.
  let token: String?

  /// Reads the query parameters, adding an error for a size that is no integer.
  init(_ query: Query, validator: inout Validator) {
    size = query["page_size"].ifPresent
      .flatMap { validator.integer(inText: $0, range: Int.min...Int.max) }
    token = query["page_token"].value?.string.flatMap { $0.isEmpty ? nil : $0 }
  }
}
#endif
