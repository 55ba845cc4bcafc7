// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP

/// Which files are listed, and how many at a time.
public struct FileListParams: Sendable, Hashable {
  /// `external_file_id`: only files with this name of the caller's own.
  public var externalFileID: String?
  /// `file_name`: only files of this name.
  public var fileName: String?
  /// `page_size`: the number of files on a page, 1 to 1,000; `nil` leaves it to the service.
  public var pageSize: Int?
  /// `page_token`: where to begin, the `nextToken` of a page of the same query; `nil` for the first
  /// page.
  public var pageToken: String?

  /// Makes a query; without anything it is all files.
  public init(
    externalFileID: String? = nil, fileName: String? = nil, pageSize: Int? = nil,
    pageToken: String? = nil
  ) {
    self.externalFileID = externalFileID
    self.fileName = fileName
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// The items of the URL's query, without the token.
  var items: QueryItems {
    var items = QueryItems()
    items.append("page_size", pageSize)
    items.append("file_name", fileName)
    items.append("external_file_id", externalFileID)
    return items
  }
}
