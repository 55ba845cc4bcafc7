// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The known answers of `--expected`: CSV with the columns `file` and `type`, where an empty type
/// means that no rule matches.
///
/// Other columns are ignored. A cell in quotes of JSON stands for its text, as `run --format csv`
/// writes it, so that a corrected output of `run` can be used.
struct ExpectedLabels {
  /// The maximum size of a file: 64 MiB.
  private static let maximumBytes = 64 << 20
  private static let columns = ["file", "type"]

  private struct Entry {
    let label: Label
    let line: Int
  }

  /// The labels by the canonical name of the document; see ``CompareDocument/canonicalName(_:)``.
  private let entries: [String: Entry]
  private let fileName: String

  /// Reads a file, or standard input if the path is `-`.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - types: The types of the rules; `nil` if they are not known, so that any type is accepted.
  /// - Throws: ``CommandFailure`` with the line and the column of the fault.
  init(path: String, types: [String]?) throws {
    let name = path == FileList.standardInput ? "standard input" : PlainText.printable(path)
    var input = try ByteInput(path: path)
    guard let bytes = try input.all(upTo: Self.maximumBytes) else {
      throw CommandFailure("\(name) is larger than \(Self.maximumBytes >> 20) MiB")
    }
    let plain = try TextEncoding.utf8(bytes, name: name)
    guard let text = String(validating: plain, as: UTF8.self) else {
      throw CommandFailure("\(name) is not UTF-8; convert the file to UTF-8")
    }
    try self.init(csv: text, name: name, types: types)
  }

  /// Parses CSV.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - name: The name of the file, for messages.
  ///   - types: The types of the rules; `nil` if they are not known.
  /// - Throws: ``CommandFailure`` with the line and the column of the fault.
  init(csv text: String, name: String, types: [String]?) throws(CommandFailure) {
    fileName = name
    do throws(CSVReader.Failure) {
      entries = try Self.entries(in: text, types: types.map(Set.init))
    } catch {
      throw CommandFailure("\(name), \(error.place): \(PlainText.printable(error.message))")
    }
  }

  /// The number of labels.
  var count: Int { entries.count }

  /// The labels by the name of the document.
  var byName: [String: Label] { entries.mapValues(\.label) }

  /// Checks the labels against the compared documents.
  ///
  /// - Parameter documents: The names of the documents.
  /// - Returns: What to say of labels without a document; `nil` if there are none.
  /// - Throws: ``CommandFailure`` if no document has a label.
  func check(_ documents: some Collection<String>) throws(CommandFailure) -> String? {
    var rest = entries
    for document in documents { rest[document] = nil }
    guard let first = rest.min(by: { $0.value.line < $1.value.line }) else { return nil }
    let shown = PlainText.printable(first.key)
    guard rest.count < entries.count else {
      throw CommandFailure(
        "\(fileName) has no label of a compared document: \(shown) in line \(first.value.line) is "
          + "none; write the paths as on the command line")
    }
    return "\(fileName): \(Counted.text(rest.count, "label")) of documents that are not compared, "
      + "the first is \(shown) in line \(first.value.line)"
  }

  // MARK: - Parsing

  private static func entries(
    in text: String, types: Set<String>?
  ) throws(CSVReader.Failure) -> [String: Entry] {
    var reader = CSVReader(text)
    guard let header = try reader.next() else {
      throw CSVReader.Failure(
        place: CSVReader.Place(), message: "expected the header file,type, found no text")
    }
    let positions = try columns.map { name throws(CSVReader.Failure) in
      try position(of: name, in: header)
    }
    var entries: [String: Entry] = [:]
    while let fields = try reader.next() {
      guard fields.count == header.count else {
        let extra = fields.count > header.count ? fields[header.count] : fields[fields.count - 1]
        throw CSVReader.Failure(
          place: extra.place,
          message: "the line has \(Counted.text(fields.count, "field")) and the header "
            + "\(header.count); put a field with a comma in quotes")
      }
      let (file, type) = (fields[positions[0]], fields[positions[1]])
      let name = CompareDocument.canonicalName(plainText(of: file.text))
      guard !name.isEmpty else {
        throw CSVReader.Failure(place: file.place, message: "the name of the file is empty")
      }
      if let earlier = entries[name] {
        throw CSVReader.Failure(
          place: file.place, message: "\(name) has a label already, in line \(earlier.line)")
      }
      entries[name] = Entry(label: try label(type, types), line: file.place.line)
    }
    guard !entries.isEmpty else {
      throw CSVReader.Failure(
        place: header[0].place, message: "there are no labels after the header")
    }
    return entries
  }

  private static func position(
    of name: String, in header: [CSVReader.Field]
  ) throws(CSVReader.Failure) -> Int {
    let found = header.indices.filter { header[$0].text == name }
    guard let position = found.first else {
      let separator = header[0].text.contains(";") ? "; separate columns by commas" : ""
      throw CSVReader.Failure(
        place: header[0].place,
        message: "the header has no column \(name); the first line is file,type\(separator)")
    }
    guard found.count == 1 else {
      throw CSVReader.Failure(
        place: header[found[1]].place, message: "the header has the column \(name) twice")
    }
    return position
  }

  private static func label(
    _ field: CSVReader.Field, _ types: Set<String>?
  ) throws(CSVReader.Failure) -> Label {
    let type = plainText(of: field.text)
    guard !type.isEmpty else { return .unmatched }
    guard let types, !types.contains(type) else { return .type(type) }
    let nearest = NearestName.nearest(to: type, among: types.sorted())
    throw CSVReader.Failure(
      place: field.place,
      message: "no rule has the type \(type); "
        + (nearest.map { "did you mean \($0)?" } ?? "an empty type means that no rule matches"))
  }

  /// Returns the text of a cell, or of the JSON string in it.
  private static func plainText(of cell: String) -> String {
    guard cell.utf8.count >= 2, cell.hasPrefix("\""), cell.hasSuffix("\"") else { return cell }
    return (try? JSONValue(json: cell))?.string ?? cell
  }
}
