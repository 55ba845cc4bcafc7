// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// A member of a record that looks like a selection, but is not read as one.
struct MisplacedSelection {
  /// The place of the member, such as `/configuration/target_pages`.
  private let place: String
  private let kind: JSONKind

  /// Finds the first such member beside the places of selections.
  ///
  /// - Parameter line: A line that was read without an error and has no selection.
  /// - Returns: The member; `nil` if there is none. Null selects all pages, as no member does.
  static func find(in line: UnsafeBufferPointer<UInt8>) -> MisplacedSelection? {
    var found: MisplacedSelection?
    do throws(JSONError) {
      let limits = JSONLimits(maximumBytes: line.count)
      var reader = try JSONReader(copying: UnsafeRawBufferPointer(line), limits: limits)
      try search(&reader, at: "", for: &found)
    } catch {
      return nil
    }
    return found
  }

  private static func search(
    _ reader: inout JSONReader, at path: String, for found: inout MisplacedSelection?
  ) throws(JSONError) {
    try reader.readObject { (name, reader) throws(JSONError) in
      guard found == nil else { return }
      let isParsing = name == "parsing_configuration" && ["", "/configuration"].contains(path)
      if isParsing || name == "configuration" && path.isEmpty {
        guard reader.nextKind == .object else { return }
        try search(&reader, at: "\(path)/\(name.text)", for: &found)
      } else if let kind = reader.nextKind, kind != .null, resemblesSelection(name.text) {
        found = MisplacedSelection(place: "\(path)/\(shortened(name.text))", kind: kind)
      }
    }
  }

  private static func resemblesSelection(_ name: String) -> Bool {
    let letters = name.lowercased().filter { $0 != "_" && $0 != "-" }
    return letters.hasPrefix("targetp")
      || ["v1", "v2", "pages", "pagerange", "pageranges"].contains(letters)
  }

  private static func shortened(_ name: String) -> String {
    name.utf8.count > 20 ? String(decoding: name.utf8.prefix(20), as: UTF8.self) + "…" : name
  }

  /// Returns the explanation for people.
  ///
  /// - Parameter isBody: Whether the record is a request body or a job.
  /// - Returns: What was found, and what to do.
  func message(isBody: Bool) -> String {
    let finding = "the record has no selection, but \"\(place)\": "
    if !isBody, place == "/target_pages", let option {
      return finding + "if it is a parsing configuration, use \(option) \(place)"
    }
    return finding + "write v1 or v2, or target_pages at "
      + "\"/parsing_configuration\" (v1) or \"/configuration/parsing_configuration\" (v2)"
  }

  /// The option that reads a selection of this kind.
  private var option: String? {
    switch kind {
    case .array: "--v1-path"
    case .string: "--v2-path"
    default: nil
    }
  }
}
