// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import ClassifyModel
import Testing

@Suite struct PageRecordValidatorTests {
  private func verdict(
    _ line: String, _ options: PageRecordOptions = PageRecordOptions()
  ) -> PageRecordVerdict {
    var validator = PageRecordValidator(options: options)
    let bytes = Array(line.utf8)[...]
    return validator.verdict(on: bytes.span, line: 7)
  }

  private func record(
    _ line: String, _ options: PageRecordOptions = PageRecordOptions()
  ) throws -> PageRecord {
    try verdict(line, options).outcome.get()
  }

  private func fault(
    _ line: String, _ options: PageRecordOptions = PageRecordOptions()
  ) throws -> PageRecordFault {
    let verdict = verdict(line, options)
    guard case .failure(let fault) = verdict.outcome else {
      throw Unexpected(what: "\(line) has no fault")
    }
    return fault
  }

  private struct Unexpected: Error {
    let what: String
  }

  // MARK: Valid records

  @Test(arguments: [
    (#"{"v1":[0,2,4,5,6]}"#, "1,3,5-7", 5),
    (#"{"v2":"1,3,5-7"}"#, "1,3,5-7", 5),
    (#" { "v2" : "1,3,5-7" , "v1" : [ 0 , 2 , 4 , 5 , 6 ] } "#, "1,3,5-7", 5),
    (#"{"v2":"\u0031\u002c3"}"#, "1,3", 2),
    (#"{"\u0076\u0032":"1"}"#, "1", 1),
    (#"{"v1":[-0]}"#, "1", 1),
    (#"{"v1":[9223372036854775806]}"#, "9223372036854775807", 1),
    (#"{"other":{"v1":[]},"v1":[1],"x":[[["v2"]]]}"#, "2", 1),
  ])
  func acceptsSelections(line: String, rangeString: String, count: Int) throws {
    let record = try record(line)
    #expect(record.selection.pages?.rangeString == rangeString)
    #expect(record.count == count)
    #expect(record.noteCodes == [])
  }

  @Test(arguments: [#"{"v1":null}"#, #"{"v2":null}"#, #"{"v1":null,"v2":null}"#])
  func acceptsNullAsAllPages(line: String) throws {
    #expect(try record(line).selection == .all)
    #expect(try record(line).count == nil)
    #expect(try record(line, PageRecordOptions(pageCount: 9)).count == 9)
  }

  @Test func listsNoteCodesOfBothMembersOnce() throws {
    let record = try record(#"{"v1":[2,0,2],"v2":"3,1,3, 1-1"}"#)
    #expect(
      record.noteCodes == [
        .pagesUnordered, .pagesDuplicate, .pagesSinglePageRange, .pagesWhitespace,
      ])
    #expect(record.v1Notes.map(\.code) == [.pagesUnordered, .pagesDuplicate])
  }

  @Test func locatesID() throws {
    let line = #"{"a":1,"id": {"x": [1, "é"]} ,"v1":[0]}"#
    let verdict = verdict(line)
    let id = try #require(verdict.id)
    #expect(String(decoding: Array(line.utf8)[id], as: UTF8.self) == #"{"x": [1, "é"]}"#)
    #expect(verdict.line == 7)
  }

  // MARK: Request bodies and jobs

  @Test(
    arguments: [
      (#"{"file_ids":["f"],"rules":[],"parsing_configuration":{"target_pages":[0,2]}}"#, "1,3"),
      (#"{"parsing_configuration":{"lang":"en","target_pages":[0,2],"max_pages":5}}"#, "1,3"),
      (#"{"id":"j","rules":[],"parsing_configuration":{"target_pages":null}}"#, nil),
      (#"{"configuration":{"rules":[],"parsing_configuration":{"target_pages":"1,3"}}}"#, "1,3"),
      (#"{"configuration":{"parsing_configuration":{"target_pages":null}}}"#, nil),
      // No selection selects all pages.
      (#"{"rules":[],"file_ids":["f"]}"#, nil),
      (#"{"rules":[],"parsing_configuration":{"max_pages":5}}"#, nil),
      (#"{"configuration":{"rules":[],"parsing_configuration":null}}"#, nil),
      (#"{"configuration":{"rules":[]},"file_input":"f"}"#, nil),
      // The members v1 and v2 are read first, wherever they are.
      (#"{"v1":[4],"parsing_configuration":{"target_pages":[0]}}"#, "5"),
      (#"{"parsing_configuration":{"target_pages":[0,7]},"v1":[4]}"#, "5"),
      (#"{"parsing_configuration":{"target_pages":[-1]},"v1":[4]}"#, "5"),
      (#"{"configuration":{"parsing_configuration":{"target_pages":"0"}},"v2":"5"}"#, "5"),
      (#"{"v2":"5","rules":[],"configuration":{"name":"x"}}"#, "5"),
    ] as [(String, String?)])
  func readsStoredBodies(line: String, rangeString: String?) throws {
    #expect(try record(line).selection.pages?.rangeString == rangeString)
  }

  @Test(
    arguments: [
      (#"{"parsing_configuration":{"target_pages":"1,3"}}"#, "line.wrongType", .v1),
      (
        #"{"configuration":{"parsing_configuration":{"target_pages":[0]}}}"#, "line.wrongType",
        .v2
      ),
      (#"{"parsing_configuration":{"target_pages":[]}}"#, "pages.emptySelection", .v1),
      (#"{"configuration_id":"cfg-1"}"#, "line.noSelection", nil),
      (#"{"configuration":null}"#, "line.noSelection", nil),
      (#"{"parsing_configuration":[{"target_pages":[0]}]}"#, "line.noSelection", nil),
      (
        #"{"v2":"1","parsing_configuration":{"target_pages":[1]}}"#, "pages.mismatch", nil
      ),
    ] as [(String, String, APIVersion?)])
  func reportsFaultsOfStoredBodies(line: String, code: String, field: APIVersion?) throws {
    let fault = try fault(line)
    #expect(fault.code == code)
    #expect(fault.field == field)
  }

  @Test(arguments: [
    (#"{"parsing_configuration":{"target_page":[0,2]}}"#, "/parsing_configuration/target_page"),
    (#"{"parsing_configuration":{"Target-Pages":[0]}}"#, "/parsing_configuration/Target-Pages"),
    (#"{"configuration":{"target_pages":"1-3"}}"#, "/configuration/target_pages"),
    (
      #"{"configuration":{"parsing_configuration":{"pages":"1"}}}"#,
      "/configuration/parsing_configuration/pages"
    ),
    (#"{"rules":[{"type":"a"}],"target_pages":"1,3"}"#, "/target_pages"),
    (#"{"rules":[],"V1":[0]}"#, "/V1"),
  ])
  func namesMisplacedSelectionOfBody(line: String, place: String) throws {
    let fault = try fault(line)
    #expect(fault.code == "line.noSelection")
    #expect(fault.field == nil)
    #expect(fault.message.contains("\"\(place)\""), "\(fault.message)")
  }

  @Test(
    arguments: [
      (#"{"target_pages":"1-3","lang":"en"}"#, PageRecordPaths(v2: "/target_pages"), "--v2-path"),
      (#"{"lang":"en","target_pages":[0,1,2]}"#, PageRecordPaths(v1: "/target_pages"), "--v1-path"),
    ])
  func namesPathOfBareParsingConfiguration(
    line: String, paths: PageRecordPaths, option: String
  ) throws {
    let fault = try fault(line)
    #expect(fault.code == "line.noSelection")
    #expect(
      fault.message == """
        the record has no selection, but "/target_pages": if it is a parsing configuration, use \
        \(option) /target_pages
        """)
    let record = try record(line, PageRecordOptions(paths: paths))
    #expect(record.selection.pages?.rangeString == "1-3")
  }

  @Test func namesPathOfBareV2Configuration() throws {
    let line = #"{"rules":[],"parsing_configuration":{"target_pages":"1-3"}}"#
    let fault = try fault(line)
    #expect(fault.code == "line.wrongType")
    #expect(fault.field == .v1)
    #expect(fault.message.hasSuffix(" use --v2-path /parsing_configuration/target_pages"))
    let paths = PageRecordPaths(v2: "/parsing_configuration/target_pages")
    let record = try record(line, PageRecordOptions(paths: paths))
    #expect(record.selection.pages?.rangeString == "1-3")
  }

  @Test(arguments: [
    (#"{"v1":"1"}"#, "v1 is an array of indices or null, and not a string"),
    (
      #"{"parsing_configuration":{"target_pages":3}}"#,
      "v1 is an array of indices or null, and not a number"
    ),
    (
      #"{"target_pages":3}"#,
      """
      the record has no selection, but "/target_pages": write v1 or v2, or target_pages at \
      "/parsing_configuration" (v1) or "/configuration/parsing_configuration" (v2)
      """
    ),
    (
      #"{"target_pages":null}"#,
      "the record has neither v1 nor v2; write one of them, or null for all pages"
    ),
  ])
  func namesNoPathOfOtherFaults(line: String, message: String) throws {
    #expect(try fault(line).message == message)
  }

  @Test(arguments: [
    #"{"rules":[],"target_pages":null}"#,
    #"{"rules":[{"v1":[0],"pages":"1"}],"page_count":9}"#,
    #"{"parsing_configuration":{"max_pages":5,"lang":"en"},"usage":{"pages":3}}"#,
  ])
  func readsOtherMembersOfBodyAsNoSelection(line: String) throws {
    #expect(try record(line).selection == .all)
  }

  @Test func locatesFaultySelection() throws {
    let line = #"{"configuration":{"parsing_configuration":{"target_pages": "1,5-3" }}}"#
    let selection = try #require(verdict(line).selection)
    #expect(String(decoding: Array(line.utf8)[selection], as: UTF8.self) == #""1,5-3""#)
    #expect(verdict(#"{"v1":[0],"v2":"2"}"#).selection == nil)
    #expect(verdict(#"{"v1":[0]}"#).selection == nil)
  }

  // MARK: Paths

  @Test(
    arguments: [
      (#"{"a":{"b":[0,2]}}"#, "/a/b", nil, "1,3"),
      (#"{"id":7,"x":[0,{"p":"1,3"}]}"#, nil, "/x/1/p", "1,3"),
      (#"{"a/b":{"~":[0,2]},"c":"1,3"}"#, "/a~1b/~0", "/c", "1,3"),
      (#"{"r":{"v1":[0],"v2":"1"},"v1":[5]}"#, "/r/v1", "/r/v2", "1"),
      ("[0,2]", "", nil, "1,3"),
      (#"{"":[4]}"#, "/", nil, "5"),
      (#"{"a":null}"#, "/a", nil, nil),
    ] as [(String, String?, String?, String?)])
  func readsSelectionsAtPaths(
    line: String, v1: String?, v2: String?, rangeString: String?
  ) throws {
    let paths = PageRecordPaths(
      v1: v1.flatMap { JSONPointer($0) }, v2: v2.flatMap { JSONPointer($0) })
    let record = try record(line, PageRecordOptions(paths: paths))
    #expect(record.selection.pages?.rangeString == rangeString)
  }

  @Test(arguments: [
    #"{"v1":[0],"v2":"1"}"#, #"{"a":[[0]]}"#, #"{"a":{"01":[0]}}"#, "7", "null",
  ])
  func readsNothingBesidePaths(line: String) throws {
    let options = PageRecordOptions(paths: PageRecordPaths(v1: "/a/b", v2: "/a/1"))
    let fault = try fault(line, options)
    #expect(fault.code == "line.noSelection")
    #expect(
      fault.message
        == #"the record has nothing at "/a/b" or "/a/1"; give the path of its selection"#)
  }

  @Test func copiesIDBesidePaths() throws {
    let options = PageRecordOptions(paths: PageRecordPaths(v1: "/a"))
    let line = #"{"a":[0],"id":"x","b":{"id":"y"}}"#
    let id = try #require(verdict(line, options).id)
    #expect(String(decoding: Array(line.utf8)[id], as: UTF8.self) == #""x""#)
  }

  // MARK: Faults

  @Test(
    arguments: [
      // Lines.
      ("", "line.notJSON", nil, nil),
      ("nope", "line.notJSON", nil, 0..<1),
      (#"{"v1":[0],}"#, "line.notJSON", nil, 10..<11),
      (#"{"v1":[01]}"#, "line.notJSON", nil, 7..<8),
      (#"{"v1":[NaN]}"#, "line.notJSON", nil, 7..<8),
      (#"{"v1":[0]} x"#, "line.notJSON", nil, 11..<12),
      (#"{"v1":[0]"#, "line.notJSON", nil, 9..<9),
      (#"{"v1":[0],"v1":[0]}"#, "line.duplicateMember", nil, 10..<11),
      ("[1]", "line.wrongType", nil, nil),
      ("null", "line.wrongType", nil, nil),
      ("{}", "line.noSelection", nil, nil),
      (#"{"V1":[0]}"#, "line.noSelection", nil, nil),
      (#"{"v1":"1,3"}"#, "line.wrongType", .v1, nil),
      (#"{"v1":{}}"#, "line.wrongType", .v1, nil),
      (#"{"v1":0}"#, "line.wrongType", .v1, nil),
      (#"{"v2":[0]}"#, "line.wrongType", .v2, nil),
      (#"{"v2":3}"#, "line.wrongType", .v2, nil),
      (#"{"v2":true}"#, "line.wrongType", .v2, nil),
      // v1.
      (#"{"v1":[]}"#, "pages.emptySelection", .v1, 0..<0),
      (#"{"v1":[0,-1]}"#, "pages.negativeIndex", .v1, 1..<2),
      (#"{"v1":[-99999999999999999999]}"#, "pages.negativeIndex", .v1, 0..<1),
      (#"{"v1":[9223372036854775807]}"#, "pages.overflow", .v1, 0..<1),
      (#"{"v1":[0,1,9223372036854775808]}"#, "pages.overflow", .v1, 2..<3),
      (#"{"v1":[1.0]}"#, "pages.notAnInteger", .v1, 0..<1),
      (#"{"v1":[0,1.5]}"#, "pages.notAnInteger", .v1, 1..<2),
      (#"{"v1":[1e2]}"#, "pages.notAnInteger", .v1, 0..<1),
      (#"{"v1":["1"]}"#, "pages.notAnInteger", .v1, 0..<1),
      (#"{"v1":[[1]]}"#, "pages.notAnInteger", .v1, 0..<1),
      (#"{"v1":[true]}"#, "pages.notAnInteger", .v1, 0..<1),
      (#"{"v1":[null]}"#, "pages.notAnInteger", .v1, 0..<1),
      // Several faults: the first one counts.
      (#"{"v1":[3,-1,"x"]}"#, "pages.negativeIndex", .v1, 1..<2),
      (#"{"v1":[3,"x",-1]}"#, "pages.notAnInteger", .v1, 1..<2),
      (#"{"v2":"5-3","v1":[-1]}"#, "pages.negativeIndex", .v1, 0..<1),
      (#"{"v2":"5-3","v1":[0]}"#, "pages.reversedRange", .v2, 0..<3),
      // v2.
      (#"{"v2":""}"#, "pages.emptySelection", .v2, 0..<0),
      (#"{"v2":"1,,2"}"#, "pages.emptyItem", .v2, 2..<2),
      (#"{"v2":"1;2"}"#, "pages.unexpectedCharacter", .v2, 1..<2),
      (#"{"v2":"1,é"}"#, "pages.unexpectedCharacter", .v2, 2..<4),
      (#"{"v2":"\u0031,\u00e9"}"#, "pages.unexpectedCharacter", .v2, 2..<4),
      (#"{"v2":"1,0"}"#, "pages.zeroPage", .v2, 2..<3),
      (#"{"v2":"2,5-3"}"#, "pages.reversedRange", .v2, 2..<5),
      (#"{"v2":"5-"}"#, "pages.openRange", .v2, 0..<2),
      (#"{"v2":"1-9223372036854775808"}"#, "pages.overflow", .v2, 2..<21),
    ] as [(String, String, APIVersion?, Range<Int>?)])
  func reportsCodeAndLocationOfFault(
    line: String, code: String, field: APIVersion?, location: Range<Int>?
  ) throws {
    let fault = try fault(line)
    #expect(fault.code == code)
    #expect(fault.field == field)
    if !line.isEmpty { #expect(fault.location == location) }
    #expect(!fault.message.isEmpty)
  }

  @Test(arguments: [
    (#"{"v1":[1,0]}"#, "pages.unordered", APIVersion.v1, 1..<2),
    (#"{"v1":[0,0]}"#, "pages.duplicate", .v1, 1..<2),
    (#"{"v2":"2,1"}"#, "pages.unordered", .v2, 2..<3),
    (#"{"v2":"1, 2"}"#, "pages.whitespace", .v2, 2..<3),
    (#"{"v2":"01"}"#, "pages.leadingZero", .v2, 0..<2),
    (#"{"v2":"1-3,2-5"}"#, "pages.overlap", .v2, 4..<7),
  ])
  func rejectsNotedFormsInStrictSyntax(
    line: String, code: String, field: APIVersion, location: Range<Int>
  ) throws {
    #expect(try record(line).noteCodes.map(\.rawValue).contains(code))
    let fault = try fault(line, PageRecordOptions(syntax: .strict))
    #expect(fault.code == code)
    #expect(fault.field == field)
    #expect(fault.location == location)
  }

  @Test(arguments: [
    (#"{"v1":[0,3,4]}"#, APIVersion.v1, 2..<3),
    (#"{"v1":[4,0]}"#, .v1, 0..<1),
    (#"{"v2":"1,2-5,9"}"#, .v2, 2..<5),
    (#"{"v2":"\u0031, 9"}"#, .v2, 3..<4),
    (#"{"v1":[0],"v2":"1,5"}"#, .v2, 2..<3),
  ])
  func rejectsPagesBeyondDocument(
    line: String, field: APIVersion, location: Range<Int>
  ) throws {
    let fault = try fault(line, PageRecordOptions(pageCount: 4))
    #expect(fault.code == "pages.beyondDocument")
    #expect(fault.field == field)
    #expect(fault.location == location)
  }

  @Test func rejectsSelectionAboveExpansionLimit() throws {
    let options = PageRecordOptions(expansionLimit: 3)
    #expect(try record(#"{"v2":"1-3"}"#, options).count == 3)
    #expect(try fault(#"{"v2":"1-4"}"#, options).code == "pages.tooManyPages")
    #expect(try fault(#"{"v2":"1-4"}"#, options).field == .v2)
    #expect(try fault(#"{"v1":[0,1,2,3],"v2":"1-4"}"#, options).field == .v1)
    #expect(try fault(#"{"v2":"1-9223372036854775807"}"#).code == "pages.tooManyPages")
  }

  @Test func rejectsLongLine() throws {
    let options = PageRecordOptions(maximumLineBytes: 10)
    #expect(try record(#"{"v1":[0]}"#, options).count == 1)
    #expect(try fault(#"{"v1":[0]} "#, options).code == "line.tooLong")
  }

  @Test func resetsStateBetweenLines() {
    var validator = PageRecordValidator()
    for (line, isValid) in [
      (#"{"id":1,"v1":[0,1],"v2":"1-2"}"#, true), ("{", false), (#"{"v2":"3"}"#, true),
      (#"{"v1":[5]}"#, true), ("{}", false), (#"{"v1":[0],"v2":"2"}"#, false),
    ] {
      let bytes = Array(line.utf8)[...]
      let verdict = validator.verdict(on: bytes.span, line: 1)
      #expect(verdict.isValid == isValid, "\(line)")
      #expect((verdict.id != nil) == line.contains("id"), "\(line)")
    }
  }

  // MARK: Selections without a record

  @Test func validatesSelectionsWithoutRecord() throws {
    var validator = PageRecordValidator()
    let indices = Array("[0, 1.5]".utf8)[...]
    guard
      case .failure(let fault) = validator.verdict(onIndices: indices.span, line: 1).outcome
    else { throw Unexpected(what: "1.5 is no index") }
    #expect(fault.code == "pages.notAnInteger")
    #expect(fault.location == 1..<2)
    let text = Array("1,3-4".utf8)[...]
    let record = try validator.verdict(onRangeString: text.span, line: 1).outcome.get()
    #expect(record.selection.description == "1,3-4")
  }
}
