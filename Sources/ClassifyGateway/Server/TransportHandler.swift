// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP

/// A request handler that sends each request to a transport, with its complete body.
struct TransportHandler: RequestHandler {
  let transport: any HTTPTransport

  func respond(to request: IncomingRequest) async throws(TransportError) -> OutgoingResponse {
    let body: [UInt8]?
    do {
      body = request.body.isPresent ? try await request.body.collect() : nil
    } catch {
      // The server answers with the reason.
      throw TransportError(kind: .cancelled, delivery: .notSent, message: "\(error)")
    }
    let sent = HTTPRequest(
      method: request.method, scheme: "http", authority: request.authority, path: request.target,
      headerFields: request.fields, body: body)
    let result = await withTaskExecutorPreference(globalConcurrentExecutor) {
      do throws(TransportError) {
        return Result<HTTPResponse, TransportError>.success(try await transport.send(sent))
      } catch {
        return .failure(error)
      }
    }
    return Self.decoded(try result.get())
  }

  /// The fields that describe the body as it was before the transport decoded it.
  private static let encodedFields: Set<String> = ["content-encoding", "content-length"]

  private static func decoded(_ response: HTTPResponse) -> OutgoingResponse {
    var outgoing = OutgoingResponse(response)
    if response.headerFields["Content-Encoding"] != nil {
      outgoing.fields = HTTPFields(
        response.headerFields.filter { !encodedFields.contains($0.name.canonicalName) })
    }
    return outgoing
  }
}
#endif
