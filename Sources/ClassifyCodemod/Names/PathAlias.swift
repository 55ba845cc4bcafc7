// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// One mapping of `compilerOptions.paths` in a `tsconfig.json`.
struct PathAlias: Sendable, Hashable {
  /// What stands before and after `*`; the second is nil without `*`.
  private var prefix: String
  private var suffix: String?
  /// The folder that targets are relative to.
  private var base: FilePath
  private var replacements: [String]

  /// Returns the paths, without extensions, that a module may stand for.
  func targets(of module: String) -> [FilePath] {
    guard let suffix else {
      return module == prefix ? replacements.map(base.appending) : []
    }
    guard module.hasPrefix(prefix), module.hasSuffix(suffix),
      module.utf8.count >= prefix.utf8.count + suffix.utf8.count
    else { return [] }
    let middle = module.dropFirst(prefix.count).dropLast(suffix.count)
    return replacements.map { replacement in
      guard let star = replacement.firstIndex(of: "*") else { return base.appending(replacement) }
      let rest = replacement[replacement.index(after: star)...]
      return base.appending("\(replacement[..<star])\(middle)\(rest)")
    }
  }

  /// Reads the mappings of a `tsconfig.json`; what can't be read has none.
  static func aliases(in file: SourceFile) -> [PathAlias] {
    let text = withoutComments(file.text.bytes)
    guard let value = try? JSONValue(json: Array(text)), case .object(let root) = value,
      case .object(let options)? = root["compilerOptions"]
    else { return [] }
    var base = file.path.folder
    var aliases: [PathAlias] = []
    if case .string(let url)? = options["baseUrl"] {
      base = base.appending(url)
      aliases.append(PathAlias(prefix: "", suffix: "", base: base, replacements: ["*"]))
    }
    guard case .object(let paths)? = options["paths"] else { return aliases }
    let mappings = paths.compactMap { (pattern, value) -> PathAlias? in
      guard case .array(let values) = value else { return nil }
      let replacements = values.compactMap { value -> String? in
        if case .string(let text) = value { text } else { nil }
      }
      let star = pattern.firstIndex(of: "*")
      return PathAlias(
        prefix: star.map { String(pattern[..<$0]) } ?? pattern,
        suffix: star.map { String(pattern[pattern.index(after: $0)...]) }, base: base,
        replacements: replacements)
    }
    return mappings.sorted { $0.prefix.count > $1.prefix.count } + aliases
  }

  /// `tsconfig.json` may have comments and trailing commas.
  private static func withoutComments(_ bytes: ContiguousArray<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    var isString = false
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if isString {
        result.append(byte)
        if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
          result.append(next)
          index += 1
        } else if byte == UInt8(ascii: "\"") {
          isString = false
        }
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "/") {
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
        continue
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
        index += 2
        while index + 1 < bytes.count,
          !(bytes[index] == UInt8(ascii: "*") && bytes[index + 1] == UInt8(ascii: "/"))
        {
          index += 1
        }
        index += 2
        continue
      } else {
        isString = byte == UInt8(ascii: "\"")
        if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
          let last = result.lastIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
          if let last, result[last] == UInt8(ascii: ",") { result.remove(at: last) }
        }
        result.append(byte)
      }
      index += 1
    }
    return result
  }
}
