// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Reads curl commands that send requests to v1.
struct CurlReading: Sendable {
  let outline: ShellOutline
  let file: SourceFile
  let context: MigrationContext

  /// Reads a curl command; nil if it has nothing to do with v1.
  func outcome(_ arguments: ArraySlice<ShellWord>, step index: Int) -> ShellOutcome? {
    let step = outline.steps[index]
    let curl = CurlCommand(arguments, in: outline)
    let urls = curl.urls.compactMap { ShellURL($0, in: outline) }
    guard let url = urls.first else { return nil }
    do {
      return try read(curl, url, count: urls.count, step, index)
    } catch {
      return .refused(step: index, error.finding())
    }
  }

  private func read(
    _ curl: CurlCommand, _ url: ShellURL, count: Int, _ step: ShellOutline.Step, _ index: Int
  ) throws(Refusal) -> ShellOutcome {
    let range = step.command.range
    guard url.match == .proved else {
      return .independent(
        step: index,
        Finding(
          .probable, at: range,
          "the path is that of Classify v1, but nothing says that the host is LlamaCloud's; migrate "
            + "it by hand if it is"))
    }
    guard count == 1, curl.urls.count == 1, !outline.script.hasFault(in: range) else {
      throw Refusal(.unclearSyntax, at: range, "the command is not understood")
    }
    var site = ShellSite(range: range, step: index, response: .job, variables: url.variables)
    switch (url.resource, try method(curl, range)) {
    case (.jobs, "POST"): return .site(try create(curl, url, site))
    case (.jobs, "GET"):
      return .independent(
        step: index,
        Finding(
          .jobListing, at: range,
          "v2 lists single jobs under /api/v2/classify: its statuses differ, and page_size is at "
            + "most 100"))
    case (.job, "GET"): site.response = .job
    case (.results, "GET"): site.response = .results
    case (_, let method):
      throw Refusal(.unclearSyntax, at: range, "v1 has no \(method) for this path")
    }
    site.response = try response(of: curl, site.response)
    site.isRead = true
    site.findings = [
      Finding(
        .commandRewritten, at: range,
        url.resource == .results
          ? "v2's job has its result: GET /api/v2/classify/ID" : "GET /api/v2/classify/ID",
        edits: url.edits)
    ]
    return .site(site)
  }

  private func method(_ curl: CurlCommand, _ range: ByteRange) throws(Refusal) -> String {
    guard let word = curl.method else {
      return curl.bodies.isEmpty && curl.unsupported == nil || curl.sendsDataInURL ? "GET" : "POST"
    }
    guard let method = outline.constant(word) else {
      throw Refusal(.unclearSyntax, at: word.range, "the method is known only at run time")
    }
    return method
  }

  /// What a script can read of the response.
  private func response(
    of curl: CurlCommand, _ response: ShellResponse?
  ) throws(Refusal) -> ShellResponse? {
    guard let file = curl.output else { return response }
    guard outline.constant(file) == "/dev/null" else {
      throw Refusal(
        .resultEscapes, at: file.range,
        "the response is written to a file; adapt what reads it to v2's job")
    }
    return nil
  }

  private func create(
    _ curl: CurlCommand, _ url: ShellURL, _ site: ShellSite
  ) throws(Refusal) -> ShellSite {
    var site = site
    guard curl.unsupported == nil, curl.bodies.count == 1 else {
      throw Refusal(
        .unsupportedArgument, at: curl.unsupported?.range ?? site.range,
        "the body is not given by one -d; write v2's body by hand")
    }
    site.response = try response(of: curl, .job)
    let reading = ShellBodyReading(outline: outline, file: file, context: context)
    let body = try reading.rewrite(curl.bodies[0], step: outline.steps[site.step])
    site.variables.formUnion(body.variables)
    site.inputs = body.inputs
    site.findings = [
      Finding(
        .commandRewritten, at: site.range,
        "POST /api/v2/classify takes one document and a configuration",
        edits: url.edits + body.edits)
    ]
    site.findings += body.findings
    return site
  }
}

extension ShellScript {
  /// Whether a range touches a part that is not understood.
  func hasFault(in range: ByteRange) -> Bool { faults.contains { $0.range.overlaps(range) } }
}
