// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyBridge

/// The state from which an interrupted conversion goes on.
struct ConvertCheckpoint: Hashable {
  /// The version of the format.
  private static let version = 1

  /// The options of the run; see ``ConvertSettings/fixedOptions``.
  var options: [String: String]
  /// The paths of the inputs, and the properties of those that were opened.
  var inputs: [Input]
  /// The index of the input that is read.
  var file = 0
  /// A position at or before the next line.
  var position = RecordPosition.start
  /// The one-based number of the next line, or element.
  var nextLine = 1
  /// The number of bytes of the converted records, the rejected lines, and the notes.
  var outputSize = 0
  var rejectsSize = 0
  var notesSize = 0
  /// What became of the lines so far.
  var counts = ArchiveCounts()

  /// An input of the run.
  struct Input: Hashable {
    /// The path as it is displayed: each has its own text.
    var path: String
    var state: System.FileState?
  }
}

// MARK: - JSON

extension ConvertCheckpoint {
  /// The checkpoint as one line of JSON.
  var json: [UInt8] {
    var object = JSONObject()
    object.append("version", .number(JSONNumber(Self.version)))
    object.append("options", Self.object(options, JSONValue.string))
    object.append("inputs", .array(inputs.map(Self.value)))
    object.append("file", Self.number(file))
    object.append("offset", Self.number(position.offset))
    object.append("record", Self.number(position.record))
    object.append("form", position.form.map { .string($0.rawValue) } ?? .null)
    object.append("nextLine", Self.number(nextLine))
    object.append("outputSize", Self.number(outputSize))
    object.append("rejectsSize", Self.number(rejectsSize))
    object.append("notesSize", Self.number(notesSize))
    object.append("converted", Self.number(counts.converted))
    object.append("unchanged", Self.number(counts.unchanged))
    object.append("rejected", Self.number(counts.rejected))
    object.append("blank", Self.number(counts.blank))
    object.append("written", Self.number(counts.written))
    object.append("codes", Self.object(counts.codes, Self.number))
    return Array("\(JSONValue.object(object).jsonText())\n".utf8)
  }

  /// Reads a checkpoint; `nil` if the text is none.
  init?(json: [UInt8]) {
    guard let value = try? JSONValue(json: json), value["version"]?.integer == Self.version,
      let options = value["options"]?.object, let inputs = value["inputs"]?.array,
      let file = Self.count(value["file"]), file <= inputs.count,
      let offset = Self.count(value["offset"]), let record = Self.count(value["record"]),
      let nextLine = Self.count(value["nextLine"]), nextLine >= 1, record <= nextLine,
      let outputSize = Self.count(value["outputSize"]),
      let rejectsSize = Self.count(value["rejectsSize"]),
      let notesSize = Self.count(value["notesSize"]), let counts = Self.counts(value),
      // The lines before the next one have an outcome.
      nextLine - 1 <= counts.lines
    else { return nil }
    self.options = options.reduce(into: [:]) { $0[$1.name] = $1.value.string }
    self.inputs = inputs.compactMap(Self.input)
    guard self.inputs.count == inputs.count else { return nil }
    self.file = file
    position = RecordPosition(
      offset: offset, record: record,
      form: value["form"]?.string.flatMap { StreamForm(rawValue: $0) })
    self.nextLine = nextLine
    self.outputSize = outputSize
    self.rejectsSize = rejectsSize
    self.notesSize = notesSize
    self.counts = counts
  }

  private static func counts(_ value: JSONValue) -> ArchiveCounts? {
    guard let converted = count(value["converted"]), let unchanged = count(value["unchanged"]),
      let rejected = count(value["rejected"]), let blank = count(value["blank"]),
      let written = count(value["written"]), let codes = value["codes"]?.object
    else { return nil }
    var counts = ArchiveCounts()
    counts.converted = converted
    counts.unchanged = unchanged
    counts.rejected = rejected
    counts.blank = blank
    counts.written = written
    for (name, value) in codes {
      guard let number = count(value) else { return nil }
      counts.codes[name] = number
    }
    return counts
  }

  /// Returns a number that can be that of lines or bytes, so that sums of them have no overflow.
  private static func count(_ value: JSONValue?) -> Int? {
    value?.integer.flatMap { (0...1 << 56).contains($0) ? $0 : nil }
  }

  private static func value(_ input: Input) -> JSONValue {
    var object = JSONObject()
    object.append("path", .string(input.path))
    if let state = input.state {
      object.append("device", number(state.device))
      object.append("number", number(state.number))
      object.append("size", number(state.size))
      object.append("seconds", number(state.seconds))
      object.append("nanoseconds", number(state.nanoseconds))
    }
    return .object(object)
  }

  private static func input(_ value: JSONValue) -> Input? {
    guard let path = value["path"]?.string else { return nil }
    guard let device = value["device"]?.integer, let number = value["number"]?.integer,
      let size = value["size"]?.integer, let seconds = value["seconds"]?.integer,
      let nanoseconds = value["nanoseconds"]?.integer
    else { return Input(path: path) }
    return Input(
      path: path,
      state: System.FileState(
        device: device, number: number, size: size, seconds: seconds, nanoseconds: nanoseconds))
  }

  private static func object<Value>(
    _ members: [String: Value], _ json: (Value) -> JSONValue
  ) -> JSONValue {
    var object = JSONObject()
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      object.append(name, json(value))
    }
    return .object(object)
  }

  private static func number(_ number: Int) -> JSONValue { .number(JSONNumber(number)) }
}
