// swift-tools-version: 6.3

import PackageDescription

let package = Package(
  name: "classify-bridge",
  platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
  products: [
    .library(name: "ClassifyBridge", targets: ["ClassifyBridge"]),
    .library(name: "ClassifyModel", targets: ["ClassifyModel"]),
    .library(name: "ClassifyJSON", targets: ["ClassifyJSON"]),
    .library(name: "ClassifyCodemod", targets: ["ClassifyCodemod"]),
    .library(name: "ClassifySandbox", targets: ["ClassifySandbox"]),
    .library(name: "ClassifyConformance", targets: ["ClassifyConformance"]),
    .library(name: "ClassifyAsyncHTTP", targets: ["ClassifyAsyncHTTP"]),
    .executable(name: "classify-bridge", targets: ["classify-bridge"]),
  ],
  traits: [
    .trait(name: "CLI", description: "Builds the classify-bridge command-line tool."),
    .trait(name: "Webhooks", description: "Adds signing and verifying of webhook deliveries."),
    .trait(
      name: "AsyncHTTPClient",
      description: "Builds ClassifyAsyncHTTP, a transport on async-http-client."),
    .trait(
      name: "Gateway",
      description: "Adds the gateway and the sandbox server to the command-line tool.",
      enabledTraits: ["AsyncHTTPClient", "CLI", "Webhooks"]
    ),
    .default(enabledTraits: []),
  ],
  // Each dependency is resolved only with the trait that needs it: without traits there are none
  // (see docs/decisions/0001-no-packages.md).
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0", traits: []),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // The text and the domain model: the standard library only.
    .target(name: "ClassifyJSON"),
    .target(name: "ClassifyModel", dependencies: ["ClassifyJSON"]),

    // Requests, retries, errors, and a transport.
    .target(name: "ClassifyHTTP", dependencies: ["ClassifyJSON", "ClassifyModel"]),
    .target(name: "ClassifyURLSession", dependencies: ["ClassifyHTTP"]),

    // The transport on Linux: libcurl, which is opened at run time. Both are empty elsewhere.
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    .target(name: "ClassifyCurl", dependencies: ["CCurl", "ClassifyHTTP"]),
    // The same on async-http-client, for servers that have it already.
    .target(
      name: "ClassifyAsyncHTTP",
      dependencies: [
        "ClassifyHTTP",
        .product(
          name: "AsyncHTTPClient", package: "async-http-client",
          condition: .when(traits: ["AsyncHTTPClient"])),
        .product(
          name: "NIOCore", package: "swift-nio", condition: .when(traits: ["AsyncHTTPClient"])),
        .product(
          name: "NIOHTTP1", package: "swift-nio", condition: .when(traits: ["AsyncHTTPClient"])),
        .product(
          name: "NIOHTTPCompression", package: "swift-nio-extras",
          condition: .when(traits: ["AsyncHTTPClient"])),
        .product(
          name: "NIOSSL", package: "swift-nio-ssl", condition: .when(traits: ["AsyncHTTPClient"])),
      ]),

    // What both versions share on the wire.
    .target(name: "ClassifyContract", dependencies: ["ClassifyJSON", "ClassifyModel"]),

    // One room for each version. They never import each other.
    .target(
      name: "ClassifyV1",
      dependencies: ["ClassifyContract", "ClassifyHTTP", "ClassifyJSON", "ClassifyModel"]),
    .target(
      name: "ClassifyV2",
      dependencies: ["ClassifyContract", "ClassifyHTTP", "ClassifyJSON", "ClassifyModel"]),

    // The client, named as in the service's reference.
    .target(
      name: "ClassifyClient",
      dependencies: [
        "ClassifyContract", "ClassifyHTTP", "ClassifyJSON", "ClassifyModel", "ClassifyURLSession",
        "ClassifyV1", "ClassifyV2",
        .target(name: "ClassifyCurl", condition: .when(platforms: [.linux])),
        // Signs and verifies webhooks; Apple platforms have CryptoKit.
        .product(
          name: "Crypto", package: "swift-crypto",
          condition: .when(platforms: [.linux], traits: ["Webhooks"])),
      ]),

    // The service in memory, written from the contract: it imports neither version's room.
    .target(
      name: "ClassifySandbox",
      dependencies: ["ClassifyHTTP", "ClassifyJSON", "ClassifyModel", "ClassifyValidation"]),

    // What v1 and v2 refuse in a request, and how they say it.
    .target(name: "ClassifyValidation", dependencies: ["ClassifyJSON"]),

    // The checks that every backend must pass, for any test framework.
    .target(name: "ClassifyConformance", dependencies: ["ClassifyModel"]),

    // Stored records, from one version to the other.
    .target(
      name: "ClassifyArchive",
      dependencies: [
        "ClassifyContract", "ClassifyJSON", "ClassifyModel", "ClassifyV1", "ClassifyV2",
      ]),

    // v1 call sites in source code: found, rewritten, reported.
    .target(name: "ClassifyCodemod", dependencies: ["ClassifyJSON", "ClassifyModel"]),

    // Both versions at once: stages, shadowing, comparison, and the report.
    .target(name: "ClassifyMigration", dependencies: ["ClassifyJSON", "ClassifyModel"]),

    .target(
      name: "ClassifyBridge",
      dependencies: [
        "ClassifyArchive", "ClassifyClient", "ClassifyContract", "ClassifyHTTP", "ClassifyJSON",
        "ClassifyMigration", "ClassifyModel", "ClassifyURLSession", "ClassifyV1", "ClassifyV2",
        .target(name: "ClassifyCurl", condition: .when(platforms: [.linux])),
      ]),

    // A server for a transport, and the gateway: v1 answered by v2, and everything else forwarded.
    .target(
      name: "ClassifyGateway",
      dependencies: [
        "ClassifyAsyncHTTP", "ClassifyClient", "ClassifyContract", "ClassifyHTTP", "ClassifyJSON",
        "ClassifyMigration", "ClassifyModel", "ClassifyV1", "ClassifyV2", "ClassifyValidation",
        .product(
          name: "AsyncHTTPClient", package: "async-http-client",
          condition: .when(traits: ["Gateway"])),
        .product(name: "Crypto", package: "swift-crypto", condition: .when(traits: ["Gateway"])),
        .product(
          name: "HummingbirdCore", package: "hummingbird", condition: .when(traits: ["Gateway"])),
        .product(
          name: "ServiceLifecycle", package: "swift-service-lifecycle",
          condition: .when(traits: ["Gateway"])),
        .product(
          name: "UnixSignals", package: "swift-service-lifecycle",
          condition: .when(traits: ["Gateway"])),
        .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Gateway"])),
        .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Gateway"])),
        .product(name: "NIOHTTP1", package: "swift-nio", condition: .when(traits: ["Gateway"])),
        .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["Gateway"])),
        .product(name: "NIOSSL", package: "swift-nio-ssl", condition: .when(traits: ["Gateway"])),
      ]),

    // Tools.
    .executableTarget(
      name: "classify-bridge",
      dependencies: [
        "ClassifyArchive", "ClassifyBridge", "ClassifyCodemod", "ClassifyGateway", "ClassifyHTTP",
        "ClassifyJSON", "ClassifyModel", "ClassifySandbox",
        .product(
          name: "ArgumentParser", package: "swift-argument-parser",
          condition: .when(traits: ["CLI"])),
        .product(name: "Yams", package: "Yams", condition: .when(traits: ["CLI"])),
      ]),
    .executableTarget(
      name: "classify-benchmarks",
      dependencies: [
        "ClassifyArchive", "ClassifyAsyncHTTP", "ClassifyContract", "ClassifyHTTP", "ClassifyJSON",
        "ClassifyMigration", "ClassifyModel", "ClassifyURLSession", "ClassifyV1", "TestSupport",
        .target(name: "ClassifyCurl", condition: .when(platforms: [.linux])),
      ]),

    // Tests: one target for each of the above, and what they share.
    .target(
      name: "TestSupport", dependencies: ["ClassifyHTTP", "ClassifyJSON", "ClassifyModel"],
      path: "Tests/TestSupport"),
    .testTarget(
      name: "ClassifyModelTests", dependencies: ["ClassifyJSON", "ClassifyModel", "TestSupport"]),
    .testTarget(
      name: "ClassifyContractTests",
      dependencies: ["ClassifyContract", "ClassifyJSON", "ClassifyModel"]),
    .testTarget(name: "ClassifyJSONTests", dependencies: ["ClassifyJSON", "TestSupport"]),
    .testTarget(
      name: "ClassifyHTTPTests",
      dependencies: ["ClassifyHTTP", "ClassifyJSON", "ClassifyModel", "TestSupport"]),
    .testTarget(
      name: "ClassifyURLSessionTests",
      dependencies: ["ClassifyHTTP", "ClassifyURLSession", "TestSupport"]),
    .testTarget(
      name: "ClassifyCurlTests", dependencies: ["ClassifyCurl", "ClassifyHTTP", "TestSupport"]),
    .testTarget(
      name: "ClassifyAsyncHTTPTests",
      dependencies: [
        "ClassifyAsyncHTTP", "ClassifyClient", "ClassifyHTTP", "TestSupport",
        .product(
          name: "AsyncHTTPClient", package: "async-http-client",
          condition: .when(traits: ["AsyncHTTPClient"])),
        .product(
          name: "NIOCore", package: "swift-nio", condition: .when(traits: ["AsyncHTTPClient"])),
        .product(
          name: "NIOSSL", package: "swift-nio-ssl", condition: .when(traits: ["AsyncHTTPClient"])),
      ]),
    // What every transport must do; the targets above test what only one does.
    .testTarget(
      name: "ClassifyTransportTests",
      dependencies: [
        "ClassifyAsyncHTTP", "ClassifyCurl", "ClassifyHTTP", "ClassifyJSON", "ClassifyModel",
        "ClassifyURLSession", "TestSupport",
      ]),
    .testTarget(
      name: "ClassifyV1Tests",
      dependencies: ["ClassifyHTTP", "ClassifyJSON", "ClassifyV1", "TestSupport"]),
    .testTarget(
      name: "ClassifyV2Tests",
      dependencies: ["ClassifyHTTP", "ClassifyJSON", "ClassifyModel", "ClassifyV2", "TestSupport"]),
    .testTarget(
      name: "ClassifyClientTests",
      dependencies: [
        "ClassifyClient", "ClassifyContract", "ClassifyHTTP", "ClassifyJSON", "ClassifyModel",
        "ClassifySandbox", "ClassifyURLSession", "ClassifyV1", "ClassifyV2", "TestSupport",
      ]),
    .testTarget(
      name: "ClassifySandboxTests",
      dependencies: [
        "ClassifyHTTP", "ClassifyJSON", "ClassifySandbox", "ClassifyValidation", "TestSupport",
      ]),
    .testTarget(
      name: "ClassifyGatewayTests",
      dependencies: [
        "ClassifyClient", "ClassifyContract", "ClassifyGateway", "ClassifyHTTP", "ClassifyJSON",
        "ClassifyMigration", "ClassifyModel", "ClassifySandbox", "ClassifyURLSession", "ClassifyV1",
        "ClassifyV2", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Gateway"])),
        .product(
          name: "ServiceLifecycle", package: "swift-service-lifecycle",
          condition: .when(traits: ["Gateway"])),
        .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Gateway"])),
      ]),
    .testTarget(
      name: "ClassifyValidationTests", dependencies: ["ClassifyJSON", "ClassifyValidation"]),
    .testTarget(
      name: "ClassifyArchiveTests",
      dependencies: [
        "ClassifyArchive", "ClassifyJSON", "ClassifyModel", "ClassifyV1", "ClassifyV2",
        "TestSupport",
      ]),
    .testTarget(
      name: "ClassifyCodemodTests",
      dependencies: ["ClassifyCodemod", "ClassifyJSON", "ClassifyModel", "TestSupport"]),
    .testTarget(
      name: "ClassifyMigrationTests",
      dependencies: [
        "ClassifyClient", "ClassifyConformance", "ClassifyContract", "ClassifyHTTP", "ClassifyJSON",
        "ClassifyMigration", "ClassifyModel", "ClassifySandbox", "ClassifyV1", "ClassifyV2",
        "TestSupport",
      ]),
    .testTarget(
      name: "ClassifyConformanceTests",
      dependencies: [
        "ClassifyConformance", "ClassifyHTTP", "ClassifyJSON", "ClassifyModel", "ClassifySandbox",
        "ClassifyV1", "ClassifyV2", "TestSupport",
      ]),
    .testTarget(
      name: "ClassifyBridgeTests",
      dependencies: [
        "ClassifyBridge", "ClassifyContract", "ClassifyHTTP", "ClassifyJSON", "ClassifyModel",
        "ClassifySandbox", "ClassifyV1", "ClassifyV2", "TestSupport",
      ]),
    .testTarget(
      name: "classify-bridgeTests",
      dependencies: [
        "ClassifyArchive", "ClassifyBridge", "ClassifyCodemod", "ClassifyGateway", "ClassifyModel",
        "ClassifySandbox", "TestSupport", "classify-bridge",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
      .enableUpcomingFeature("ExistentialAny"),
      // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
      .enableUpcomingFeature("InternalImportsByDefault"),
      // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
      .enableUpcomingFeature("MemberImportVisibility"),
      // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0480-swiftpm-warning-control.md
      .treatAllWarnings(as: .error),
      .treatWarning("DeprecatedDeclaration", as: .warning),
    ]
}
