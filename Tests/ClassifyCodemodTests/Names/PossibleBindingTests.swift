// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

/// Assignments that happen later than they are written, or perhaps not at all.
@Suite("Possible bindings")
struct PossibleBindingTests {
  private static let python = """
    from llama_cloud import LlamaCloud
    c = LlamaCloud()
    r = c.classifier.classify(file_ids=[i], rules=R)

    """
  private static let script = """
    import LlamaCloud from '@llamaindex/llama-cloud';
    const c = new LlamaCloud();
    let r = await c.classifier.classify({ file_ids: [i], rules: R });

    """

  /// The first use of the result in each program.
  @Test(arguments: [
    "for r in r.items:\n    f(r.file_id)\n", "f([r for r in r.items])\n",
  ])
  func readsIterablesBeforeTargets(_ body: String) throws {
    let call = try #require(TestProject(python: Self.python + body).calls().first)
    #expect(call.flow.escape?.reason != .reassigned)
    #expect(call.flow.uses.contains { $0.value == .results })
    #expect(call.flow.uses.contains { if case .iteration = $0.context { true } else { false } })
  }

  @Test(arguments: ["for (r of r.items) { f(r.file_id); }\n"])
  func readsIterablesOfECMAScriptBeforeTargets(_ body: String) throws {
    let call = try #require(TestProject(script: Self.script + body).calls("main.ts").first)
    #expect(call.flow.uses.contains { if case .iteration = $0.context { true } else { false } })
  }

  /// Programs after which `r` is the result, or something else.
  @Test(arguments: [
    "if a and (r := load()):\n    pass\n", "if a or (r := load()):\n    pass\n",
    "x = (r := load()) if a else None\n", "x = [i for i in a if (r := load())]\n",
    "x = [(r := load()) for i in a]\n", "if a:\n    pass\nelif (r := load()):\n    pass\n",
    "with suppress(E):\n    r = load()\n", "with suppress(E), load() as r:\n    pass\n",
    "try:\n    pass\nexcept E as r:\n    pass\n", "match a:\n    case r:\n        pass\n",
    "match a:\n    case {'k': r}:\n        pass\n", "match a:\n    case [_, *r]:\n        pass\n",
    "match a:\n    case P(x=r):\n        pass\n", "match a:\n    case P() as r:\n        pass\n",
    "for r in load():\n    pass\n", "for x in a:\n    pass\nelse:\n    if b:\n        r = load()\n",
  ])
  func keepsTheValueBeforePossibleAssignments(_ body: String) throws {
    let program = Self.python + body + "f(r.items[0].file_id)\n"
    let call = try #require(TestProject(python: program).calls().first)
    #expect(call.flow.escape?.reason == .reassigned)
  }

  @Test(arguments: [
    "a && (r = load());", "a || (r = load());", "a ?? (r = load());", "a ? (r = load()) : 0;",
    "r ??= load();", "r ||= load();", "a?.b(r = load());", "for (r of load()) {}",
    "for (r in load()) {}", "for (;; r = load()) {}", "for (; a; r = load()) {}",
    "switch (a) { case (r = load()): break; }", "try { r = load(); } catch {}",
  ])
  func keepsTheValueBeforePossibleAssignmentsOfECMAScript(_ body: String) throws {
    let program = Self.script + body + "\nf(r.items[0].file_id);\n"
    let call = try #require(TestProject(script: program).calls("main.ts").first)
    #expect(call.flow.escape?.reason == .reassigned)
  }

  /// What another scope binds is another name.
  @Test(arguments: ["try { g(); } catch (r) { h(r); }", "for (const r of load()) { h(r); }"])
  func separatesScopes(_ body: String) throws {
    let program = Self.script + body + "\nf(r.items[0].file_id);\n"
    let call = try #require(TestProject(script: program).calls("main.ts").first)
    #expect(call.flow.escape?.reason != .reassigned)
    #expect(call.flow.uses.contains { $0.value == .results })
  }

  @Test(arguments: [
    "r = load()\n", "if (r := load()):\n    pass\n", "with load() as r:\n    pass\n",
  ])
  func hidesTheValueBehindCertainAssignments(_ body: String) throws {
    let program = Self.python + body + "f(r.items[0].file_id)\n"
    let call = try #require(TestProject(python: program).calls().first)
    #expect(call.flow.uses.allSatisfy { if case .member = $0.context { false } else { true } })
    #expect(call.flow.escape == nil)
  }

  @Test(arguments: [
    "X = read()\nwith suppress(E):\n    g()\n    X = 'FAST'\nf(X)",
    "X = read()\nif a and (X := 'FAST'):\n    pass\nf(X)",
  ])
  func refusesConstantsThatMayNotBeAssigned(_ program: String) {
    #expect(TestProject(python: program).passedConstant() == nil)
  }
}

extension TestProject {
  /// The constant value of the first argument of the last call of `f`.
  func passedConstant(in path: String = "main.py") -> Constant.Value? {
    let file = file(path)
    var last: Expression?
    file.tree?.walk { node in
      if case .expression(let expression) = node, case .call(let call) = expression.kind,
        call.callee.lastName == "f"
      {
        last = call.arguments.first?.value
      }
      return true
    }
    return last.flatMap { names.constant($0, in: file)?.value }
  }
}
