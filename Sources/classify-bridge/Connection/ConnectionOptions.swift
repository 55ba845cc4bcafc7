// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// Where the service is, and who asks: the same for every command that talks to it.
struct ConnectionOptions: ParsableArguments {
  @Option(
    name: .customLong("api-key"), parsing: .unconditional,
    help: ArgumentHelp(
      """
      The key of LlamaCloud. Without it LLAMA_CLOUD_API_KEY is taken, which others on this \
      machine can't see.
      """, valueName: "key"))
  var apiKey: String?

  @Option(
    name: .customLong("base-url"), parsing: .unconditional,
    help: ArgumentHelp(
      """
      The address of the service, such as https://api.cloud.eu.llamaindex.ai; \
      LLAMA_CLOUD_BASE_URL without it.
      """, valueName: "url"))
  var baseURL: String?

  @Option(
    name: .customLong("organization-id"), parsing: .unconditional,
    help: ArgumentHelp("The organization to work in; the key's own without it.", valueName: "uuid"))
  var organizationID: String?

  @Option(
    name: .customLong("project-id"), parsing: .unconditional,
    help: ArgumentHelp("The project to work in; the key's own without it.", valueName: "uuid"))
  var projectID: String?

  @Flag(
    help: "Work on a LlamaCloud in memory, new and the same for each command; needs no key."
  )
  var sandbox = false

  @Flag(help: "Show requests and answers on standard error, with secrets hidden.")
  var debug = false

  func validate() throws {
    if let baseURL {
      do {
        _ = try BaseURL(baseURL)
      } catch {
        throw ValidationError("--base-url: \(error)")
      }
    }
    if let apiKey {
      do {
        _ = try Secret(apiKey)
      } catch {
        throw ValidationError("--api-key: \(error)")
      }
    }
    if sandbox, baseURL != nil {
      throw ValidationError(
        "--sandbox works in memory and --base-url on a server: give one of them.")
    }
  }
}
#endif
