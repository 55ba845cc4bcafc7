// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

/// Lists and dictionaries are constants only where nothing can change them.
@Suite("Changes of constants")
struct ConstantChangeTests {
  @Test(arguments: [
    "del X[2]", "del (X[0]), a", "X[0], a = 4, 5", "[a, X[0]] = 4, 5", "for X[0] in a: pass",
    "[0 for X[0] in a]", "with a as X[0]: pass", "X.__setitem__(0, 3)", "X += [4]", "X *= 2",
    "Y = X\nY.append(4)", "Y = Z = X", "g(*[X])", "Y = a or X\nY.append(4)", "Y = [X]",
    "g(X.append)", "X.sort()", "def g(x=X): x.append(4)", "def g(): return X",
    "def g(): yield X", "X[:] = []", "(X)[0] = 3", "lambda: X", "match X:\n    case y: y.append(4)",
  ])
  func refusesWhatChangesLists(_ change: String) {
    #expect(TestProject(python: "X = [0, 1, 2]\n\(change)\nf(X)").passedConstant() == nil)
  }

  @Test(arguments: [
    "del X['max_pages']", "X.update(max_pages=3)", "X['max_pages'] = 3", "X |= {}",
    "X['pages'].append(3)", "X.get('pages').append(3)", "del X['pages'][0]",
    "for p in X.values(): p.append(3)", "Y = X.copy()\nY['pages'].append(3)",
    "for p in X.values():\n    for q in p.items(): g(q)", "P.append(3)", "Y = X['pages']",
  ])
  func refusesWhatChangesDictionaries(_ change: String) {
    let program = "P = [1]\nX = {'max_pages': 2, 'pages': P}\n\(change)\nf(X)"
    #expect(TestProject(python: program).passedConstant() == nil)
  }

  @Test(arguments: [
    "print(X, len(X), X[0])", "for x in X: g(x)", "assert X, X[0]", "a = [x + 1 for x in X]",
    "if X and 1 in X: pass", "g(f'{X}', X[0], *X)", "a = X + [4]", "a = [*X]", "a = sorted(X)",
    "g(X.index(1))", "while not X: pass", "a = {**{}, 'b': X[1]}",
    "def g():\n    X = []\n    X.append(1)",
  ])
  func keepsWhatIsOnlyRead(_ read: String) {
    let value = TestProject(python: "X = [0, 1]\n\(read)\nf(X)").passedConstant()
    #expect(value == .list([.integer(0), .integer(1)]))
  }

  @Test(arguments: [
    "for r in X: print(r['type'])", "print([r['type'] for r in X])", "print(X[0].get('type'))",
  ])
  func keepsWhatIsOnlyReadInside(_ read: String) {
    #expect(TestProject(python: "X = [{'type': 'a'}]\n\(read)\nf(X)").passedConstant() != nil)
  }

  @Test(arguments: [
    "X.length = 1", "X[0]++", "--X[0]", "[X[0], X[1]] = [1, 2]", "delete X[0]",
    "X.copyWithin(0, 1)", "({ a: X[0] } = b)", "(X as any)[0] = 3", "X[0] ??= 3",
    "for (X[0] of a) {}", "for (X[0] in a) {}", "X.map((p, i, all) => all.push(p))", "X.map(g)",
    "const Y = X; Y.push(4)", "X.push.apply(X, [4])", "g(X)", "Object.assign(X, [4])",
  ])
  func refusesWhatChangesListsOfECMAScript(_ change: String) {
    let project = TestProject(script: "const X = [0, 1, 2];\n\(change);\nf(X);")
    #expect(project.passedConstant(in: "main.ts") == nil)
  }

  @Test(arguments: [
    "delete X.max_pages", "({ max_pages: X.max_pages } = a)", "X.max_pages = 3", "X.max_pages++",
    "Object.assign(X, a)",
  ])
  func refusesWhatChangesObjects(_ change: String) {
    let project = TestProject(script: "const X: any = { max_pages: 2 };\n\(change);\nf(X);")
    #expect(project.passedConstant(in: "main.ts") == nil)
  }

  @Test(arguments: [
    "console.log(X.length, X[0])", "X.map((p) => p + 1)", "for (const p of X) g(p)",
    "g([...X], Object.assign({}, X))", "X.includes(1)", "type P = (typeof X)[number]",
  ])
  func keepsWhatIsOnlyReadInECMAScript(_ read: String) {
    let project = TestProject(script: "const X = [0, 1];\n\(read);\nf(X);")
    #expect(project.passedConstant(in: "main.ts") == .list([.integer(0), .integer(1)]))
  }

  /// A list that a third file changes under another name.
  @Test(arguments: [
    "from c import X as P\nP.append(7)\n", "from c import X as P\nP += [7]\n",
    "from c import X as P\ndel P[0]\n", "from c import *\nX[0] = 7\n",
    "import pkg\npkg.P.append(7)\n", "from pkg import P\nP.append(7)\n",
    "import pkg as q\nq.P[0] = 7\n",
  ])
  func refusesWhatAnotherFileChanges(_ other: String) {
    var files = [
      "c.py": "X = [1]\n", "main.py": "from c import X\nf(X)\n",
      "pkg/__init__.py": "from c import X as P\n", "other.py": "from c import X as P\nprint(P)\n",
    ]
    #expect(TestProject(files).passedConstant() == .list([.integer(1)]))
    files["other.py"] = other
    #expect(TestProject(files).passedConstant() == nil)
  }

  @Test func followsNamesThroughExports() {
    var files = [
      "c.ts": "const X = [1];\nexport { X as out };\n", "i.ts": "export { out as P } from './c';\n",
      "main.ts": "import { out } from './c';\nf(out);\n", "o.ts": "import { P } from './i';\n",
    ]
    files["o.ts"] = "import { P } from './i';\nP.push(2);\n"
    #expect(TestProject(files).passedConstant(in: "main.ts") == nil)
  }
}
