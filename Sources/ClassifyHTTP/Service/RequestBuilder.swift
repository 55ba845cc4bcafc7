// SPDX-License-Identifier: Apache-2.0

package import ClassifyModel

/// A builder of HTTP requests from calls.
struct RequestBuilder: Sendable {
  let configuration: ServiceConfiguration
  let options: ServiceOptions

  /// Names of framing, connection and cookie fields, which callers must not set.
  private static let reservedFieldNames: Set<String> = [
    "connection", "content-length", "cookie", "expect", "host", "keep-alive", "te", "trailer",
    "transfer-encoding", "upgrade",
  ]

  /// Returns the request of a call.
  ///
  /// - Throws: ``ClassifyError`` with the code `invalidRequest` if a path segment or a header field
  ///   is invalid.
  func request(_ call: ServiceCall<some Sendable>) throws(ClassifyError) -> HTTPRequest {
    HTTPRequest(
      method: call.method, scheme: configuration.baseURL.scheme.rawValue,
      authority: configuration.baseURL.authority, path: try path(call),
      headerFields: try headerFields(call.body), body: call.body?.bytes)
  }

  private func path(_ call: ServiceCall<some Sendable>) throws(ClassifyError) -> String {
    var path = configuration.baseURL.pathPrefix
    for segment in call.path { path += "/" + (try PercentEncoding.pathSegment(segment)) }
    let query = options.queryItems.merging(defaults: call.query)
      .merging(defaults: configuration.defaultQuery).encoded
    return query.isEmpty ? path : "\(path)?\(query)"
  }

  private func headerFields(_ body: RequestBody?) throws(ClassifyError) -> HTTPFields {
    do {
      var fields: HTTPFields = [
        .acceptJSON, try HTTPField(name: .userAgent, value: configuration.userAgent),
      ]
      if let key = configuration.key {
        fields.set(try HTTPField(name: .authorization, value: "Bearer \(key.revealed())"))
      }
      if let session = configuration.session {
        fields.set(try HTTPField(name: .cookie, value: "session=\(session.revealed())"))
      }
      if let body {
        fields.set(try HTTPField(name: .contentType, value: body.contentType))
      }
      for additional in [configuration.headerFields, options.headerFields] {
        if let field = additional.first(where: {
          Self.reservedFieldNames.contains($0.name.canonicalName)
        }) {
          throw ClassifyError(
            code: .invalidRequest,
            message: "The header \(field.name) can't be set: leave it to the client.")
        }
        fields.set(additional)
      }
      return fields
    } catch let error as ClassifyError {
      throw error
    } catch {
      throw ClassifyError(code: .invalidRequest, message: "\(error)")
    }
  }

  /// Returns a redactor of everything secret in a call: the API key, the session cookie, the values
  /// of additional header fields, and the secrets in the body.
  func redactor(of body: RequestBody?) -> Redactor {
    redactor(
      adding: Redactor(values: body?.secrets ?? [], possible: body?.possibleSecrets ?? []))
  }

  fileprivate func redactor(adding secrets: Redactor) -> Redactor {
    configuration.redactor.merging(Redactor(values: options.headerFields.secrets))
      .merging(secrets)
  }
}

extension ServiceClient {
  /// Returns the redactor of a call with a body and the client's default options, for what is said of
  /// its response.
  package func redactor(of body: some SecretBearing) -> Redactor {
    RequestBuilder(configuration: configuration, options: defaultOptions)
      .redactor(adding: Redactor(of: body))
  }
}
