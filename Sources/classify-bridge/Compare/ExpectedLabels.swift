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
  /// The maximum number of faults, or types, that a message names.
  private static let maximumNames = 10
  /// The maximum length of a header that a message quotes, in characters.
  private static let maximumHeaderLength = 60
  private static let columns = ["file", "type"]

  private struct Entry {
    let label: Label
    let line: Int
  }

  /// The labels by the canonical name of the document (``CompareDocument/canonicalName(_:)``), or by
  /// its name in results.
  private let entries: [DocumentName: Entry]
  private let fileName: String

  /// Reads a file, or standard input if the path is `-`.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - types: The types of the rules; `nil` if they are not known, so that any type is accepted.
  /// - Throws: ``CommandFailure`` with the lines and the columns of the faults.
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

  private init(entries: [DocumentName: Entry], fileName: String) {
    self.entries = entries
    self.fileName = fileName
  }

  /// Parses CSV.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - name: The name of the file, for messages.
  ///   - types: The types of the rules; `nil` if they are not known.
  /// - Throws: ``CommandFailure`` with the lines and the columns of the faults.
  init(csv text: String, name: String, types: [String]?) throws(CommandFailure) {
    fileName = name
    var faults: [CSVReader.Failure] = []
    entries = Self.entries(in: text, types: types.map(Set.init), &faults)
    guard faults.isEmpty else { throw Self.failure(faults, in: name) }
  }

  private static func failure(_ faults: [CSVReader.Failure], in name: String) -> CommandFailure {
    let texts = faults.prefix(maximumNames).map { fault in
      "\(fault.place): \(PlainText.printable(fault.message))"
    }
    guard faults.count > 1 else { return CommandFailure("\(name), \(texts[0])") }
    let count = faults.count > texts.count ? "more than \(texts.count)" : "\(texts.count)"
    return CommandFailure(
      "\(name) has \(count) faults:" + texts.map { "\n  \($0)" }.joined())
  }

  /// The number of labels.
  var count: Int { entries.count }

  /// The labels by the name of the document.
  var byName: [DocumentName: Label] { entries.mapValues(\.label) }

  /// Returns the labels by the names that the documents have in results, such as file IDs with
  /// `dfl-`; labels without a document are kept.
  func named(as documents: some Collection<DocumentName>) -> ExpectedLabels {
    var named = entries
    for document in documents {
      named[DocumentName(CompareDocument.canonicalName(document.text))] = nil
    }
    for document in documents {
      named[document] = entries[DocumentName(CompareDocument.canonicalName(document.text))]
    }
    return ExpectedLabels(entries: named, fileName: fileName)
  }

  /// Checks the labels against the compared documents.
  ///
  /// - Parameter documents: The documents.
  /// - Returns: What to say of labels without a document; `nil` if there are none.
  /// - Throws: ``CommandFailure`` if no document has a label.
  func check(_ documents: some Collection<DocumentName>) throws(CommandFailure) -> String? {
    var rest = entries
    for document in documents { rest[document] = nil }
    guard let first = rest.min(by: { $0.value.line < $1.value.line }) else { return nil }
    let shown = PlainText.printable(first.key.text)
    guard rest.count < entries.count else {
      throw CommandFailure(
        "\(fileName) has no label of a compared document: \(shown) in line \(first.value.line) is "
          + "none; write the paths as on the command line")
    }
    return "\(fileName): \(Counted.text(rest.count, "label")) of documents that are not compared, "
      + "the first is \(shown) in line \(first.value.line)"
  }

  /// Returns what to say of types that no version has answered, such as misspelled ones; `nil` if
  /// there are none.
  ///
  /// - Parameters:
  ///   - answered: The types of the results.
  ///   - documents: The documents whose labels count.
  /// - Returns: A clause without a period.
  func unansweredTypes(_ answered: Set<String>, of documents: Set<DocumentName>) -> String? {
    let types = entries.compactMap { key, entry -> String? in
      guard case .type(let type) = entry.label, documents.contains(key) else { return nil }
      return answered.contains(type) ? nil : type
    }
    guard !types.isEmpty else { return nil }
    let has = types.count == 1 ? "has a type" : "have types"
    let meant = Set(types.compactMap { Self.suggestion(for: $0, among: answered) }).sorted()
    return "\(fileName): \(Counted.text(types.count, "label")) \(has) that no version answered, so "
      + "both count as wrong: \(Self.list(Set(types))); "
      + (meant.first.map { "\($0) " } ?? "")
      + "the types of the results are " + (answered.isEmpty ? "none" : Self.list(answered))
  }

  private static func list(_ names: Set<String>) -> String {
    let others = names.count - maximumNames
    return names.sorted().prefix(maximumNames).map { "\"\(PlainText.printable($0))\"" }
      .joined(separator: ", ") + (others > 0 ? " and \(others) more" : "")
  }

  // MARK: - Parsing

  /// Returns the labels of the lines without a fault; ends at a fault of the CSV, and at the first
  /// fault that is not named.
  private static func entries(
    in text: String, types: Set<String>?, _ faults: inout [CSVReader.Failure]
  ) -> [DocumentName: Entry] {
    var entries: [DocumentName: Entry] = [:]
    do throws(CSVReader.Failure) {
      try read(text, types, into: &entries, &faults)
    } catch {
      faults.append(error)
    }
    return entries
  }

  private static func read(
    _ text: String, _ types: Set<String>?, into entries: inout [DocumentName: Entry],
    _ faults: inout [CSVReader.Failure]
  ) throws(CSVReader.Failure) {
    var reader = CSVReader(text)
    guard let header = try reader.next() else {
      throw CSVReader.Failure(
        place: CSVReader.Place(), message: "expected the header file,type, found no text")
    }
    let positions = try columns.map { name throws(CSVReader.Failure) in
      try position(of: name, in: header)
    }
    while faults.count <= maximumNames, let fields = try reader.next() {
      do throws(CSVReader.Failure) {
        guard fields.count == header.count else {
          throw fieldCountFailure(fields, header)
        }
        try add(file: fields[positions[0]], type: fields[positions[1]], types, to: &entries)
      } catch {
        faults.append(error)
      }
    }
    guard !entries.isEmpty || !faults.isEmpty else {
      throw CSVReader.Failure(
        place: header[0].place, message: "there are no labels after the header")
    }
  }

  private static func fieldCountFailure(
    _ fields: [CSVReader.Field], _ header: [CSVReader.Field]
  ) -> CSVReader.Failure {
    let extra = fields.count > header.count ? fields[header.count] : fields[fields.count - 1]
    return CSVReader.Failure(
      place: extra.place,
      message: "the line has \(Counted.text(fields.count, "field")) and the header "
        + "\(header.count); put a field with a comma in quotes")
  }

  private static func add(
    file: CSVReader.Field, type: CSVReader.Field, _ types: Set<String>?,
    to entries: inout [DocumentName: Entry]
  ) throws(CSVReader.Failure) {
    let name = CompareDocument.canonicalName(plainText(of: file.text))
    guard !name.isEmpty else {
      throw CSVReader.Failure(place: file.place, message: "the name of the file is empty")
    }
    let key = DocumentName(name)
    if let earlier = entries[key] {
      throw CSVReader.Failure(
        place: file.place, message: "\(name) has a label already, in line \(earlier.line)")
    }
    entries[key] = Entry(label: try label(type, types), line: file.place.line)
  }

  private static func position(
    of name: String, in header: [CSVReader.Field]
  ) throws(CSVReader.Failure) -> Int {
    let found = header.indices.filter { header[$0].text == name }
    guard let position = found.first else {
      throw CSVReader.Failure(place: header[0].place, message: missingColumnText(header))
    }
    guard found.count == 1 else {
      throw CSVReader.Failure(
        place: header[found[1]].place, message: "the header has the column \(name) twice")
    }
    return position
  }

  private static func missingColumnText(_ header: [CSVReader.Field]) -> String {
    let found = header.map(\.text).joined(separator: ",")
    let end = found.count > maximumHeaderLength ? "…" : ""
    return "the header is \(found.prefix(maximumHeaderLength))\(end); it has to be "
      + columns.joined(separator: ",")
      + (header.contains { $0.text.contains(";") } ? ", separated by commas and not by ;" : "")
  }

  private static func label(
    _ field: CSVReader.Field, _ types: Set<String>?
  ) throws(CSVReader.Failure) -> Label {
    let type = plainText(of: field.text)
    guard !type.isEmpty else { return .unmatched }
    guard let types, !types.contains(type) else { return .type(type) }
    throw CSVReader.Failure(
      place: field.place,
      message: "no rule has the type \"\(type)\"; "
        + (suggestion(for: type, among: types)
          ?? "an empty type means that no rule matches"))
  }

  /// Returns the question whether a similar type is meant; `nil` if there is none.
  private static func suggestion(for type: String, among types: Set<String>) -> String? {
    let known = types.sorted()
    let nearest =
      known.first { folded($0) == folded(type) } ?? NearestName.nearest(to: type, among: known)
    return nearest.map { "did you mean \"\($0)\"?" }
  }

  /// Returns a type without the case of its letters, and with single spaces between its words.
  private static func folded(_ type: String) -> String {
    type.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
  }

  /// Returns the text of a cell, or of the JSON string in it.
  private static func plainText(of cell: String) -> String {
    guard cell.utf8.count >= 2, cell.hasPrefix("\""), cell.hasSuffix("\"") else { return cell }
    return (try? JSONValue(json: cell))?.string ?? cell
  }
}
