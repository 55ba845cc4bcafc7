// SPDX-License-Identifier: Apache-2.0

extension PythonParser {
  /// The magics whose arguments are Python.
  private static let pythonMagics: Set<String> = ["time", "timeit", "prun", "memit", "lprun"]

  /// The names that IPython looks up in the current line: `!echo {result.items} $name`.
  ///
  /// What is done with them is not modelled.
  var magicNames: [Expression] {
    let line = current.range
    let magic = text[line].drop { "%! ".contains($0) }.prefix { $0.isLetter }
    let isPython = Self.pythonMagics.contains(String(magic))
    var names: [Expression] = []
    var depth = 0
    var offset = line.lowerBound + (isPython ? magic.utf8.count + 1 : 0)
    while offset < line.upperBound {
      let byte = text.bytes[offset]
      let before = text.bytes[offset - (offset > line.lowerBound ? 1 : 0)]
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
      guard ShellReader.isNameByte(byte, isFirst: true) else {
        offset += 1
        continue
      }
      let start = offset
      while offset < line.upperBound, ShellReader.isNameByte(text.bytes[offset], isFirst: false) {
        offset += 1
      }
      let isMember = before == UInt8(ascii: ".") || ShellReader.isNameByte(before, isFirst: false)
      guard !isMember,
        isPython || depth > 0 || before == UInt8(ascii: "$"), start..<offset != line
      else { continue }
      names.append(Expression(.name(text[start..<offset]), start..<offset))
    }
    return names
  }
}
