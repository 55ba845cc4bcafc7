// SPDX-License-Identifier: Apache-2.0

// The umbrella: one import for everything that talks to the service.
@_exported public import ClassifyArchive
@_exported public import ClassifyClient
@_exported public import ClassifyContract
@_exported public import ClassifyHTTP
@_exported public import ClassifyJSON
@_exported public import ClassifyMigration
@_exported public import ClassifyModel
@_exported public import ClassifyURLSession
@_exported public import ClassifyV1
@_exported public import ClassifyV2

#if os(Linux)
@_exported public import ClassifyCurl
#endif
