// SPDX-License-Identifier: Apache-2.0

extension Call {
  /// Returns the project that the query names; nil if it names none.
  ///
  /// The organization is checked for its form only: the sandbox has one.
  func project(_ validator: inout Validator) -> String? {
    _ = query["organization_id"].given.flatMap { validator.uuid($0) }
    return query["project_id"].given.flatMap { validator.uuid($0) }
  }

  /// Returns the project that the query names, when nothing else is to be checked.
  func project() throws(Refusal) -> String? {
    var validator = Validator()
    let project = project(&validator)
    try validator.finish()
    return project
  }
}

extension Optional where Wrapped == String {
  /// Tells whether something of a project can be seen by a request that names this one, or none.
  func includes(_ projectID: String) -> Bool {
    self == nil || self == projectID
  }
}
