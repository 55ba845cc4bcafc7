// SPDX-License-Identifier: Apache-2.0

import Foundation

/// All benchmarks, run by the names given as arguments.
let benchmarks = [
  Benchmark(
    name: "archive", summary: "an archive converted, next to orjson, jq and a copy of its bytes",
    run: runArchiveBenchmark),
  Benchmark(
    name: "json", summary: "a page of 1,000 v1 jobs, next to Foundation's decoders",
    run: runJSONBenchmark),
  Benchmark(
    name: "migration", summary: "what MigratingBackend adds to a call; 100,000 documents compared",
    run: runMigrationBenchmark),
  Benchmark(
    name: "pages", summary: "range strings next to Regex, and validation next to Python",
    run: runPagesBenchmark),
  Benchmark(
    name: "transport", summary: "requests per second, and the CPU time of waiting requests",
    run: runTransportBenchmark),
]

let names = Array(CommandLine.arguments.dropFirst())
let chosen = names.compactMap { name in benchmarks.first { $0.name == name } }
guard !names.isEmpty, chosen.count == names.count else {
  let list = benchmarks.map { "  \($0.name)  \($0.summary)" }.joined(separator: "\n")
  let usage = "usage: swift run -c release classify-benchmarks <name>…\n\n\(list)\n"
  FileHandle.standardError.write(Data(usage.utf8))
  exit(64)
}
for benchmark in chosen { try await benchmark.run() }
