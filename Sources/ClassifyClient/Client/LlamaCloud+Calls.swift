// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

// How every call is made.
extension LlamaCloud {
  /// Returns the way to the service for calls with a scope and options of their own.
  func service(in scope: ProjectScope, _ options: ServiceOptions) -> ServiceClient {
    var service = service
    if let id = scope.organizationID { service.configuration.organizationID = id }
    if let id = scope.projectID { service.configuration.projectID = id }
    service.defaultOptions = options
    return service
  }

  func send<Answer>(
    _ call: ServiceCall<Answer>, in scope: ProjectScope, _ options: ServiceOptions
  ) async throws -> Answer {
    try await service(in: scope, options).send(call).value
  }

  /// Returns a list whose pages are fetched by the calls that `page` makes of their tokens.
  func list<Item>(
    from token: String?, in scope: ProjectScope, _ options: ServiceOptions,
    page: @escaping @Sendable (String?) -> ServiceCall<ListPage<Item>>
  ) -> Paged<Item> {
    let service = service(in: scope, options)
    return Paged(from: token) { try await service.send(page($0)).value.page }
  }
}
