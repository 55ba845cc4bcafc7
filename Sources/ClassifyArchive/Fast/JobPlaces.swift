// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// The places of the members of a v1 job and its results in one line, if they are as usual: of their
/// types, with known members in rules, options and results, and none with a name of v2.
struct JobPlaces: ~Copyable {
  /// The members of the job, in the order of the line.
  private(set) var job: [MemberPlace] = []
  /// The members of all results, in the order of the line.
  private(set) var items: [MemberPlace] = []
  /// The end of each result's members in ``items``.
  private(set) var itemEnds: [Int] = []
  /// The job's object.
  private(set) var object = ObjectPlaces()
  private(set) var parsing = ParsingPlaces()
  private var isUsual = true

  /// Reads a line.
  ///
  /// - Returns: Whether the line is as usual.
  /// - Throws: `JSONError` if the line is not one well-formed value.
  mutating func read(_ reader: inout JSONReader) throws(JSONError) -> Bool {
    job.removeAll(keepingCapacity: true)
    items.removeAll(keepingCapacity: true)
    itemEnds.removeAll(keepingCapacity: true)
    object = ObjectPlaces()
    parsing.removeAll()
    isUsual = reader.nextKind == .object
    guard isUsual else { return false }
    // The line is the job itself, or has it in its member `job`.
    var outer = ObjectPlaces(start: reader.offset)
    try reader.readObject { (name, reader) throws(JSONError) in
      outer.add(nameStart: reader.memberNameOffset, valueStart: reader.offset)
      switch name {
      case "job" where reader.nextKind == .object && job.isEmpty:
        object.start = reader.offset
        try reader.readObject { (name, reader) throws(JSONError) in
          object.add(nameStart: reader.memberNameOffset, valueStart: reader.offset)
          if name == "results" { isUsual = false }
          try readMember(name, &reader)
        }
        object.end = reader.offset
      case "results": try readResults(&reader)
      case "event_type", "items", "job": isUsual = false
      default:
        isUsual = isUsual && object.end == 0
        try readMember(name, &reader)
      }
    }
    outer.end = reader.offset
    try reader.finish()
    if object.end == 0 { object = outer }
    return isUsual && object.end > 0 && !itemEnds.isEmpty && hasRequiredMembers
  }

  private var hasRequiredMembers: Bool {
    var found: UInt16 = 0
    for place in job { found |= 1 << UInt16(place.member.rawValue) }
    return found & Self.required == Self.required
  }

  private static let required = [JobMember.id, .projectID, .userID, .status, .rules]
    .reduce(0 as UInt16) { $0 | 1 << UInt16($1.rawValue) }

  /// The place of a member of the job; `nil` if it has none.
  subscript(member: JobMember) -> MemberPlace? {
    for place in job where place.member == member { return place }
    return nil
  }

  // MARK: - Parts

  private mutating func readResults(_ reader: inout JSONReader) throws(JSONError) {
    guard reader.nextKind == .object else {
      isUsual = false
      return
    }
    try reader.readObject { (name, reader) throws(JSONError) in
      guard name == "items", reader.nextKind == .array else { return }
      try reader.readArray { (reader) throws(JSONError) in
        try readItem(&reader)
        itemEnds.append(items.count)
      }
    }
  }

  @inline(__always)
  private mutating func readMember(
    _ name: JSONMemberName, _ reader: inout JSONReader
  ) throws(JSONError) {
    let nameStart = reader.memberNameOffset
    let start = reader.offset
    let member: JobMember
    switch name {
    case "id": member = .id
    case "project_id": member = .projectID
    case "user_id": member = .userID
    case "status": member = .status
    case "created_at": member = .createdAt
    case "updated_at": member = .updatedAt
    case "error_message": member = .errorMessage
    case "mode": member = .mode
    case "rules":
      try readRules(&reader)
      return append(.rules, .array, nameStart, start, reader.offset)
    case "parsing_configuration":
      let kind = reader.nextKind
      if kind == .object {
        isUsual = try parsing.read(&reader) && isUsual
      } else {
        isUsual = isUsual && kind == .null
        try reader.skipValue()
      }
      return append(.parsingConfiguration, kind ?? .null, nameStart, start, reader.offset)
    case "effective_at", "job_record_id":
      isUsual = isUsual && (reader.nextKind == .string || reader.isAtNull)
      return
    case "file_id", "file_input", "document_input_type", "document_input_value", "result",
      "transaction_id", "configuration", "classify_bridge":
      isUsual = false
      return
    default: return
    }
    let kind = reader.nextKind
    let isNullable = member.isNullable
    isUsual = isUsual && (kind == .string || isNullable && kind == .null)
    try reader.skipValue()
    append(member, kind ?? .null, nameStart, start, reader.offset)
  }

  private mutating func append(
    _ member: JobMember, _ kind: JSONKind, _ nameStart: Int, _ start: Int, _ end: Int
  ) {
    job.append(
      MemberPlace(member: member, kind: kind, nameStart: nameStart, start: start, end: end))
  }

  private mutating func readRules(_ reader: inout JSONReader) throws(JSONError) {
    guard reader.nextKind == .array else {
      isUsual = false
      return try reader.skipValue()
    }
    try reader.readArray { (reader) throws(JSONError) in
      guard reader.nextKind == .object else {
        isUsual = false
        return
      }
      var count = 0
      try reader.readObject { (name, reader) throws(JSONError) in
        guard name == "type" || name == "description", reader.nextKind == .string else {
          isUsual = false
          return
        }
        count += 1
      }
      isUsual = isUsual && count == 2
    }
  }

  private mutating func readItem(_ reader: inout JSONReader) throws(JSONError) {
    guard reader.nextKind == .object else {
      isUsual = false
      return
    }
    // An ID, and the ID of the job.
    var required = 0
    try reader.readObject { (name, reader) throws(JSONError) in
      let nameStart = reader.memberNameOffset
      let start = reader.offset
      let kind = reader.nextKind
      let member: JobMember
      switch name {
      case "id": member = .id
      case "classify_job_id":
        required += 1
        member = .jobID
      case "file_id": member = .fileID
      case "created_at": member = .createdAt
      case "updated_at": member = .updatedAt
      case "result":
        if kind == .object { try readResult(&reader) } else { try reader.skipValue() }
        isUsual = isUsual && (kind == .object || kind == .null)
        items.append(
          MemberPlace(
            member: .result, kind: kind ?? .null, nameStart: nameStart, start: start,
            end: reader.offset))
        return
      case "project_id", "user_id", "status", "rules", "mode", "parsing_configuration",
        "error_message", "configuration", "transaction_id", "document_input_type", "file_input",
        "document_input_value", "configuration_id", "parse_job_id", "usage":
        isUsual = false
        return
      default: return
      }
      if member == .id { required += 1 }
      let isNullable = member != .id && member != .jobID
      isUsual = isUsual && (kind == .string || isNullable && kind == .null)
      try reader.skipValue()
      items.append(
        MemberPlace(
          member: member, kind: kind ?? .null, nameStart: nameStart, start: start,
          end: reader.offset))
    }
    isUsual = isUsual && required == 2
  }

  private mutating func readResult(_ reader: inout JSONReader) throws(JSONError) {
    var count = 0
    try reader.readObject { (name, reader) throws(JSONError) in
      let kind = reader.nextKind
      switch name {
      case "confidence": isUsual = isUsual && kind == .number
      case "reasoning": isUsual = isUsual && kind == .string
      case "type": isUsual = isUsual && (kind == .string || kind == .null)
      default: isUsual = false
      }
      count += 1
    }
    isUsual = isUsual && count == 3
  }
}
