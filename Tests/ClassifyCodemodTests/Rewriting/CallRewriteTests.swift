// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct CallRewriteTests {
  /// Rewrites all calls of a text.
  static func rewrite(
    _ text: String, _ language: Language = .python
  ) throws -> (text: String, codes: [FindingCode]) {
    let source = SourceText(text)
    let frontEnd = try #require(FrontEnds.frontEnd(for: language))
    let file = SourceFile(
      path: FilePath("a.py"), language: language, text: source,
      tree: try frontEnd.tree(of: source))
    let finder = LiteralFinder()
    let program = try #require(ProgramFile(file, finder: finder))
    var edits = EditSet()
    var codes: [FindingCode] = []
    for site in finder.sites(in: file) {
      guard case .call(let call) = site.kind else { continue }
      let rewrite = try CallRewrite(program: program, site: call).rewrite()
      edits.add(rewrite.edits)
      codes += rewrite.remarks.map(\.code)
    }
    return (String(decoding: edits.applied(to: source), as: UTF8.self), codes)
  }

  @Test(arguments: [
    // The implicit five pages are written out.
    (
      "r = client.classifier.classify(file_ids=[f.id], rules=RULES)",
      #"r = client.classify.run(file_input=f.id, configuration={"rules": RULES, "#
        + #""parsing_configuration": {"max_pages": 5}})"#
    ),
    (
      "client.classifier.classify(file_ids=(f.id,), rules=R, parsing_configuration={})",
      #"client.classify.run(file_input=f.id, configuration={"rules": R, "#
        + #""parsing_configuration": {"max_pages": 5}})"#
    ),
    (
      "client.classifier.classify(file_ids=[f], rules=R, parsing_configuration={'lang': 'en'})",
      "client.classify.run(file_input=f, configuration={'rules': R, "
        + "'parsing_configuration': {'lang': 'en', 'max_pages': 5}})"
    ),
    // No limit is written as none.
    (
      "client.classifier.classify(file_ids=[f], rules=R, parsing_configuration={'max_pages': None})",
      "client.classify.run(file_input=f, configuration={'rules': R})"
    ),
    (
      "c.classifier.jobs.create(file_ids=[f], rules=R, "
        + "parsing_configuration={'max_pages': None, 'lang': 'en'})",
      "c.classify.create(file_input=f, configuration={'rules': R, "
        + "'parsing_configuration': {'lang': 'en'}})"
    ),
    // Pages count from 1.
    (
      #"c.classifier.jobs.create(file_ids=[f], rules=R, "#
        + #"parsing_configuration={"target_pages": [0, 2, 4, 5, 6]})"#,
      #"c.classify.create(file_input=f, configuration={"rules": R, "#
        + #""parsing_configuration": {"target_pages": "1,3,5-7"}})"#
    ),
    // Nothing is v1's default.
    (
      "c.classifier.classify(file_ids=[f], rules=R, mode=None, parsing_configuration=None)",
      #"c.classify.run(file_input=f, configuration={"rules": R, "mode": None, "#
        + #""parsing_configuration": {"max_pages": 5}})"#
    ),
    // Other arguments follow in their old order; the polling timeout has a name of its own.
    (
      "c.classifier.classify(project_id=p, mode='FAST', file_ids=[f], timeout=3, rules=R)",
      "c.classify.run(file_input=f, configuration={'mode': 'FAST', 'rules': R, "
        + "'parsing_configuration': {'max_pages': 5}}, project_id=p, polling_timeout=3)"
    ),
    (
      "c.classifier.jobs.create(rules=R, timeout=3, file_ids=[f], parsing_configuration=P)\n"
        + "P = {'max_pages': 3}\n",
      "c.classify.create(file_input=f, configuration={'rules': R, "
        + "'parsing_configuration': P}, timeout=3)\nP = {'max_pages': 3}\n"
    ),
    ("c.classifier.jobs.get(job.id, timeout=3)", "c.classify.get(job.id, timeout=3)"),
    ("c.classifier.jobs.get_results(classify_job_id=i)", "c.classify.get(job_id=i)"),
    (
      "c.classifier.wait_for_completion(i, timeout=9)",
      "c.classify.wait_for_completion(i, timeout=9)"
    ),
  ])
  func rewritesPython(before: String, after: String) throws {
    #expect(try Self.rewrite(before).text == after)
  }

  @Test func keepsLinesCommentsAndTrailingComma() throws {
    let before = """
      r = await client.classifier.classify(
          file_ids=[file_obj.id],
          rules=[
              {"type": "a", "description": "…"},  # main
          ],
          parsing_configuration={"lang": "en", "max_pages": None},
          mode="FAST",
          timeout=300,
      )
      """
    let after = """
      r = await client.classify.run(
          file_input=file_obj.id,
          configuration={
              "rules": [
                  {"type": "a", "description": "…"},  # main
              ],
              "parsing_configuration": {"lang": "en"},
              "mode": "FAST",
          },
          polling_timeout=300,
      )
      """
    #expect(try Self.rewrite(before).text == after)
  }

  @Test func movesArgumentsWithTheirComments() throws {
    let before = """
      r = client.classifier.classify(
          rules=RULES,
          # the file
          file_ids=[
              f.id,
          ],  # one
          project_id=p,
          mode='FAST',
          parsing_configuration={
              'lang': 'en',  # english
              'max_pages': None
          }
      )
      """
    let after = """
      r = client.classify.run(
          # the file
          file_input=f.id,  # one
          configuration={
              'rules': RULES,
              'mode': 'FAST',
              'parsing_configuration': {
                  'lang': 'en'  # english
              }
          },
          project_id=p
      )
      """
    #expect(try Self.rewrite(before).text == after)
  }

  @Test func keepsLinesInsideStringsAndLineEndings() throws {
    let before =
      "x = c.classifier.classify(\r\n\tfile_ids=[f],\r\n\trules=[R(\"\"\"a\r\n b\"\"\")],\r\n)\r\n"
    let after =
      "x = c.classify.run(\r\n\tfile_input=f,\r\n\tconfiguration={\r\n\t\t\"rules\": [R(\"\"\"a\r\n"
      + " b\"\"\")],\r\n\t\t\"parsing_configuration\": {\"max_pages\": 5},\r\n\t},\r\n)\r\n"
    #expect(try Self.rewrite(before).text == after)
  }

  @Test(arguments: [
    (
      """
      x = c.classifier.classify(
          file_ids=[f],
          rules=R)
      """,
      """
      x = c.classify.run(
          file_input=f,
          configuration={
              "rules": R,
              "parsing_configuration": {"max_pages": 5}
          })
      """
    ),
    (
      """
      x = c.classifier.classify(
          project_id=p,
          file_ids=[f],
          rules=[
              1],
          parsing_configuration={"max_pages": 1},
          timeout=3)
      """,
      """
      x = c.classify.run(
          file_input=f,
          configuration={
              "rules": [
                  1],
              "parsing_configuration": {"max_pages": 1},
          },
          project_id=p,
          polling_timeout=3)
      """
    ),
  ])
  func closesWhereTheCallCloses(before: String, after: String) throws {
    #expect(try Self.rewrite(before).text == after)
  }

  @Test func keepsArgumentsThatShareALine() throws {
    let before = """
      x = client.classifier.classify(file_ids=[f.id], rules=[
          {"type": "a"},
      ])
      """
    let after = """
      x = client.classify.run(file_input=f.id, configuration={"rules": [
          {"type": "a"},
      ], "parsing_configuration": {"max_pages": 5}})
      """
    #expect(try Self.rewrite(before).text == after)
  }

  @Test func editsConstantsInPlace() throws {
    let before = """
      PAGES = [2, 1]
      ids = [f.id]
      CONFIG = {"target_pages": PAGES}
      client.classifier.jobs.create(file_ids=ids, rules=R, parsing_configuration=CONFIG)
      """
    let after = """
      PAGES = "2-3"
      ids = [f.id]
      CONFIG = {"target_pages": PAGES}
      client.classify.create(file_input=ids[0], configuration={"rules": R, \
      "parsing_configuration": CONFIG})
      """
    #expect(try Self.rewrite(before).text == after)
  }

  @Test func joinsPagesThatAreDecremented() throws {
    let before = """
      pages = [1, 3, 5]
      c.classifier.jobs.create(
          file_ids=[f], rules=R, parsing_configuration={"target_pages": [p - 1 for p in pages]})
      """
    let after = """
      pages = [1, 3, 5]
      c.classify.create(
          file_input=f, configuration={"rules": R, "parsing_configuration": \
      {"target_pages": ",".join(str(p) for p in pages)}})
      """
    #expect(try Self.rewrite(before).text == after)
  }

  @Test(arguments: [
    (
      "await client.classifier.classify({ file_ids: [f.id], rules, mode: 'FAST' }, { timeout: 6 });",
      "await client.classify.run({ file_input: f.id, configuration: { rules, mode: 'FAST', "
        + "parsing_configuration: { max_pages: 5 } } }, { timeout: 6 });"
    ),
    (
      "client.classifier.jobs.create({ rules, file_ids: [id], organization_id: o })",
      "client.classify.create({ file_input: id, configuration: { rules, "
        + "parsing_configuration: { max_pages: 5 } }, organization_id: o })"
    ),
    (
      "client.classifier.jobs.create({ file_ids: [id], rules, webhook_configurations: "
        + "[{ webhook_events: ['parse.success'], webhook_url: u }], "
        + "parsing_configuration: { max_pages: null } })",
      "client.classify.create({ file_input: id, configuration: { rules }, webhook_configurations: "
        + "[{ webhook_events: ['classify.success'], webhook_url: u }] })"
    ),
    ("await client.v1.classifier.jobs.getResults(job.id)", "await client.classify.get(job.id)"),
    (
      "client\n  .classifier\n  .jobs\n  .waitForCompletion(job.id)",
      "client\n  .classify\n  .waitForCompletion(job.id)"
    ),
    (
      """
      const r = await client.classifier.classify({
        file_ids: [file.id],
        rules: [
          { type: 'a', description: `x
      y` },
        ],
        mode: 'FAST',
      });
      """,
      """
      const r = await client.classify.run({
        file_input: file.id,
        configuration: {
          rules: [
            { type: 'a', description: `x
      y` },
          ],
          mode: 'FAST',
          parsing_configuration: { max_pages: 5 },
        },
      });
      """
    ),
  ])
  func rewritesTypeScript(before: String, after: String) throws {
    #expect(try Self.rewrite(before, .typeScript).text == after)
  }

  @Test(
    arguments: [
      ("file_ids=[a, b], rules=R", .fileCount), ("file_ids=ids, rules=R", .fileCount),
      ("file_ids=[], rules=R", .fileCount), ("file_ids=[*ids], rules=R", .fileCount),
      ("file_ids=[f], rules=R, mode='MULTIMODAL'", .multimodal),
      // What v2 can't do comes before what the shim can help with.
      ("file_ids=ids, rules=R, mode='MULTIMODAL'", .multimodal),
      ("file_ids=[f], rules=R, mode=mode", .modeVariable), ("**arguments", .spread),
      ("file_ids=[f], rules=R, **more", .spread),
      ("file_ids=[f], rules=R, extra_body={}", .unsupportedArgument),
      ("[f], R", .unsupportedArgument), ("rules=R", .unsupportedArgument),
      ("file_ids=[f], rules=R, parsing_configuration=config", .pagesVariable),
      ("file_ids=[f], rules=R, parsing_configuration={**base}", .pagesVariable),
      ("file_ids=[f], rules=R, parsing_configuration={'target_pages': pages}", .pagesVariable),
      ("file_ids=[f], rules=R, parsing_configuration={'max_pages': limit}", .pagesVariable),
      ("file_ids=[f], rules=R, parsing_configuration={'target_pages': []}", .pagesInvalid),
      ("file_ids=[f], rules=R, parsing_configuration={'target_pages': [-1]}", .pagesInvalid),
      ("file_ids=[f], rules=R, parsing_configuration={'max_pages': 0}", .pageLimitInvalid),
      ("file_ids=[f], rules=R, parsing_configuration={'target_page': 1}", .unsupportedArgument),
    ] as [(String, FindingCode)])
  func refuses(arguments: String, code: FindingCode) {
    let error = #expect(throws: Refusal.self) {
      try Self.rewrite("client.classifier.classify(\(arguments))")
    }
    #expect(error?.code == code)
  }

  @Test func asksAboutTimeoutsOfWaiting() throws {
    let codes = try Self.rewrite(
      "client.classifier.jobs.waitForCompletion(id, { timeout: 300_000 })", .typeScript
    ).codes
    #expect(codes == [.timeoutUnit])
  }

  @Test func asksAboutTimeoutsThatMayBeMilliseconds() throws {
    let codes = try Self.rewrite(
      "client.classifier.classify({ file_ids: [id], rules }, { timeout: 300_000 })", .typeScript
    ).codes
    #expect(codes == [.pageLimitWritten, .timeoutUnit])
  }
}
