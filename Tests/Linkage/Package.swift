// swift-tools-version: 6.3

// Links the products from another package, to check what they depend on; run by .ci/run.

import PackageDescription

let package = Package(
  name: "linkage",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "classify-bridge", path: "../..")],
  targets: [
    .executableTarget(
      name: "foundationless",
      dependencies: [
        .product(name: "ClassifyModel", package: "classify-bridge"),
        .product(name: "ClassifyJSON", package: "classify-bridge"),
      ]),
    .executableTarget(
      name: "everything",
      dependencies: [.product(name: "ClassifyBridge", package: "classify-bridge")]),
  ]
)
