// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

extension MigratingBackend {
  /// The maximum number of pages in a row that a list skips because no job of them is listed.
  static let maximumSkippedPages = 100

  /// Lists the jobs of both versions that match a query, without those of the mirror.
  ///
  /// A query by a saved configuration lists only the versions that can express it; if the stage does
  /// not support saved configurations, it is refused.
  ///
  /// v2 accepts page sizes up to 100, so a larger one becomes 100 for v2's pages. v1 gets it as it is.
  ///
  /// A page without listed jobs is skipped, up to 100 of them for each page that is returned. An empty
  /// page with a token remains only after that many, if the service itself returned no record, or if a
  /// page of the service is repeated.
  ///
  /// - Parameter query: The filters, the page size, and the token of the first page.
  /// - Returns: The jobs of one version and then those of the other; errors are thrown when a page is
  ///   fetched.
  public func jobs(matching query: JobQuery) -> JobPages {
    let start = query.pageToken.map(ListPosition.init) ?? firstPosition(of: query)
    let lists = Lists(query: query, start: start, leading: capabilities.version) { backend($0) }
    return Paged(from: query.pageToken) { token in
      guard let position = token.map(ListPosition.init) ?? start else {
        throw ClassifyError(
          code: .invalidRequest,
          message: "the page token is not of a list of both versions; use one that a page of the "
            + "same query returned")
      }
      return try await page(at: position, of: lists, isFirst: token == nil)
    }
  }

  /// Returns the page at a position, or the next one with jobs.
  private func page(
    at start: ListPosition, of lists: Lists, isFirst: Bool
  ) async throws -> JobPages.Page {
    var position = start
    var serviceItemCount = 0
    var skippedPages = 0
    var skippedHash: Int?
    while true {
      let part = try await ownPage(at: position, of: lists)
      serviceItemCount += part.serviceItemCount
      let next = position.following(part.nextToken)
      if let next, skippedPages < Self.maximumSkippedPages, part.hasNothingToReport,
        // What the service itself returns empty or again can be endless, which `Paged` detects.
        part.nextToken == nil
          || part.serviceItemCount > 0 && part.contentHash.map({ $0 != skippedHash }) ?? true
      {
        position = next
        skippedPages += 1
        skippedHash = part.contentHash
        continue
      }
      return Paged.Page(
        items: part.items, nextToken: next?.description,
        totalSize: next == nil && isFirst && skippedPages == 0 ? part.totalSize : nil,
        unreadable: part.unreadable, unknownMembers: part.unknownMembers,
        serviceItemCount: serviceItemCount, contentHash: part.contentHash)
    }
  }

  /// Returns the page of the version's own list, without the jobs of the mirror; an empty last page
  /// if the version is switched off and does not lead.
  private func ownPage(at position: ListPosition, of lists: Lists) async throws -> JobPages.Page {
    guard let version = position.versions.first else {
      return Paged.Page(items: [], nextToken: nil)
    }
    do {
      let page = try await lists.page(position.token, of: version)
      guard !lists.namesJobs else { return page }
      return Paged.Page(
        items: page.items.filter { !Self.isMirrored($0) }, nextToken: page.nextToken,
        totalSize: page.totalSize, unreadable: page.unreadable,
        unknownMembers: page.unknownMembers, serviceItemCount: page.serviceItemCount,
        contentHash: page.contentHash)
    } catch let error as ClassifyError where version != lists.leading && Self.isGone(error) {
      control.count { $0.partialLists += 1 }
      return Paged.Page(items: [], nextToken: nil)
    }
  }

  /// Returns the position from which a query is listed: the leading version first.
  private func firstPosition(of query: JobQuery) -> ListPosition {
    let current = capabilities
    var versions = [current.version, current.version.other]
    if query.configurationID != nil {
      versions =
        current.supportsSavedConfigurations
        ? versions.filter { backend($0).capabilities.supportsSavedConfigurations }
        : [current.version]
    }
    if !query.jobIDs.isEmpty {
      let named = Set(query.jobIDs.map(\.version))
      // A query for jobs of one version must not list all jobs of the other.
      versions.removeAll { !named.contains($0) }
    }
    return ListPosition(versions: versions, token: nil)
  }

  /// Whether a job was created by a mirror; v1's records do not tell.
  private static func isMirrored(_ job: ClassifyJob) -> Bool {
    job.documents.first?.transactionID?.hasPrefix(MirrorKey.prefix) ?? false
  }

  /// Whether an error of a list proves that the version is switched off.
  private static func isGone(_ error: ClassifyError) -> Bool {
    error.code == .notFound || error.code == .unsupported || error.status == 404
      || error.status == 410
  }
}

extension Paged.Page {
  /// Whether the page has neither jobs nor anything else that a caller must see.
  fileprivate var hasNothingToReport: Bool {
    items.isEmpty && unreadable.isEmpty && unknownMembers.isEmpty
  }
}

/// The lists of the versions, which keep their state from page to page.
private struct Lists: Sendable {
  /// The version whose errors are always thrown.
  let leading: APIVersion
  /// Whether the query names the jobs to list.
  let namesJobs: Bool
  private var byVersion: [APIVersion: JobPages] = [:]

  init(
    query: JobQuery, start: ListPosition?, leading: APIVersion,
    backend: (APIVersion) -> any ClassifyBackend
  ) {
    self.leading = leading
    namesJobs = !query.jobIDs.isEmpty
    guard let start else { return }
    for version in start.versions {
      var query = query
      query.jobIDs.removeAll { $0.version != version }
      query.pageToken = version == start.versions.first ? start.token : nil
      if version == .v2 {
        query.pageSize = query.pageSize.map { min($0, JobQuery.maximumV2PageSize) }
      }
      byVersion[version] = backend(version).jobs(matching: query)
    }
  }

  func page(_ token: String?, of version: APIVersion) async throws -> JobPages.Page {
    guard let list = byVersion[version] else { return Paged.Page(items: [], nextToken: nil) }
    return try await list.page(token)
  }
}

/// A position in the list of both versions; its text is the page token.
///
/// The text has the versions that remain, and the token of the first of them: `v1+v2:<token>`.
private struct ListPosition: Sendable {
  /// The versions that remain, starting with that of the page.
  let versions: [APIVersion]
  /// The token of the page in the version's own list; `nil` for the first page.
  let token: String?

  init(versions: [APIVersion], token: String?) {
    self.versions = versions
    self.token = token
  }

  /// Parses a page token, or returns `nil` for any other text.
  init?(_ text: String) {
    let bytes = text.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let names = String(text[..<colon]).split(separator: "+", omittingEmptySubsequences: false)
    versions = names.compactMap { APIVersion(rawValue: String($0)) }
    guard versions.count == names.count, Set(versions).count == versions.count else { return nil }
    let rest = String(text[bytes.index(after: colon)...])
    token = rest.isEmpty ? nil : rest
  }

  /// Returns the next position, or `nil` at the end of the last version's list.
  func following(_ nextToken: String?) -> ListPosition? {
    if let nextToken { return ListPosition(versions: versions, token: nextToken) }
    let rest = Array(versions.dropFirst())
    return rest.isEmpty ? nil : ListPosition(versions: rest, token: nil)
  }
}

extension ListPosition: CustomStringConvertible {
  /// The page token.
  var description: String {
    "\(versions.map(\.rawValue).joined(separator: "+")):\(token ?? "")"
  }
}
