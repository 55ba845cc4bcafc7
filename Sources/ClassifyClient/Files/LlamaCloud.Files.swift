// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
public import ClassifyModel

extension LlamaCloud {
  /// `client.files`: uploaded files, `/api/v1/beta/files`.
  public var files: Files { Files(client: self) }

  /// The calls on files.
  public struct Files: Sendable {
    let client: LlamaCloud

    /// Uploads a file.
    ///
    /// Uploads have no idempotency key: a request that may have reached the service is not retried.
    /// The whole file is in memory while it is sent. The configuration's timeouts are extended by
    /// one second for each 256 kB; timeouts in `options` are used unchanged.
    ///
    /// - Parameters:
    ///   - file: The contents, name and media type.
    ///   - purpose: The purpose of the upload.
    ///   - externalFileID: The caller's own ID of the file.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults.
    ///   - onProgress: Called on any thread with the number of bytes sent.
    /// - Returns: The uploaded file.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/invalidRequest``, before
    ///   anything is sent, if the file can't be read, has no name, or is larger than
    ///   ``FileSource/maximumBytes``.
    public func create(
      file: FileSource, purpose: CloudFile.Purpose = .classify, externalFileID: String? = nil,
      in scope: ProjectScope = ProjectScope(), options: ServiceOptions = ServiceOptions(),
      onProgress: (@Sendable (UploadProgress) -> Void)? = nil
    ) async throws -> CloudFile {
      let contents = try await file.read()
      var generator = client.generator
      var form = MultipartForm(using: &generator)
      form.add("purpose", purpose.rawValue)
      if let externalFileID { form.add("external_file_id", externalFileID) }
      form.add(
        "file", contents: contents, fileName: file.name, contentType: file.contentType)
      let body = form.body()
      let totalBytes = body.bytes.count
      var observe: (@Sendable (Int) -> Void)?
      if let onProgress {
        observe = { onProgress(UploadProgress(sentBytes: $0, totalBytes: totalBytes)) }
      }
      return try await client.service(in: scope, extendingTimeouts(of: options, bytes: totalBytes))
        .send(FileCalls.create(body), onProgress: observe).value
    }

    /// Returns options in which default timeouts are extended by the size of the body.
    private func extendingTimeouts(of options: ServiceOptions, bytes: Int) -> ServiceOptions {
      let extra = Duration.seconds(bytes / 256_000)
      var options = options
      options.timeout =
        options.timeout ?? client.configuration.timeout.map { WaitTime.clamped($0) + extra }
      options.attemptTimeout =
        options.attemptTimeout
        ?? client.configuration.attemptTimeout.map { WaitTime.clamped($0) + extra }
      return options
    }

    /// Lists files, newest first, fetching pages as they are needed.
    ///
    /// - Parameters:
    ///   - query: The filters, the page size, and the token of the first page.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults, for every request.
    /// - Returns: The files; errors are thrown when a page is fetched.
    public func list(
      _ query: FileListParams = FileListParams(), in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) -> Paged<CloudFile> {
      client.list(from: query.pageToken, in: scope, options) { token in
        FileCalls.list(query, pageToken: token)
      }
    }

    /// Reads the metadata of a file, not its contents.
    ///
    /// - Parameters:
    ///   - fileID: The ID of the file.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults.
    /// - Returns: The file's metadata.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/notFound`` if it does not
    ///   exist.
    public func get(
      _ fileID: String, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws -> CloudFile {
      try await client.send(FileCalls.get(fileID), in: scope, options)
    }

    /// Deletes a file.
    ///
    /// - Parameters:
    ///   - fileID: The ID of the file.
    ///   - scope: The organization and project; `nil` values are the client's.
    ///   - options: Per-call overrides of the client's defaults.
    /// - Throws: ``ClassifyError``; with the code ``ClassifyError/Code/notFound`` if it does not
    ///   exist.
    public func delete(
      _ fileID: String, in scope: ProjectScope = ProjectScope(),
      options: ServiceOptions = ServiceOptions()
    ) async throws {
      do {
        try await client.send(FileCalls.delete(fileID), in: scope, options)
      } catch let error as ClassifyError where error.attempts > 1 && error.code == .notFound {
        // The response to an earlier attempt was lost: the file is deleted.
      }
    }
  }
}

/// The progress of an upload.
public struct UploadProgress: Sendable, Hashable {
  /// The number of bytes of the request body sent so far.
  ///
  /// It can decrease when the request is retried.
  public let sentBytes: Int
  /// The size of the request body in bytes: the file and its multipart framing.
  public let totalBytes: Int

  /// The fraction of bytes sent, from 0 to 1.
  public var fraction: Double {
    totalBytes == 0 ? 1 : Double(sentBytes) / Double(totalBytes)
  }
}
