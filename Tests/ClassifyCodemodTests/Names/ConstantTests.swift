// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Constants")
struct ConstantTests {
  private static func list(_ values: Int...) -> Constant.Value {
    .list(values.map { .integer($0) })
  }

  /// Programs whose name `X` is read last.
  @Test(arguments: [
    ("X = [0, 2, 3]\nf(X)", list(0, 2, 3)),
    ("X = (1,)\nf(X)", list(1)),
    ("X = list(range(2, 5))\nf(X)", list(2, 3, 4)),
    ("X = range(3)\nf(X)", list(0, 1, 2)),
    ("P = [1, 3]\nX = [p - 1 for p in P]\nf(X)", list(0, 2)),
    ("P = [3, 1]\nX = sorted(p for p in P)\nf(X)", list(1, 3)),
    ("A = [1]\nX = [*A, 2] + [3]\nf(X)", list(1, 2, 3)),
    ("X = -1\nf(X)", .integer(-1)),
    ("N = 5\nX = N * 2 - 1\nf(X)", .integer(9)),
    ("X = 'FA' 'ST'\nf(X)", .text("FAST")),
    ("X = None\nf(X)", .null),
    (
      "X = {'max_pages': None, 'lang': 'en'}\nf(X)",
      .dictionary([
        Constant.Value.Entry(name: "max_pages", value: .null),
        Constant.Value.Entry(name: "lang", value: .text("en")),
      ])
    ),
    (
      "X = dict(max_pages=3)\nf(X)",
      .dictionary([Constant.Value.Entry(name: "max_pages", value: .integer(3))])
    ),
    (
      "B = {'a': 1}\nX = {**B, 'a': 2}\nf(X)",
      .dictionary([Constant.Value.Entry(name: "a", value: .integer(2))])
    ),
    ("class C:\n    X = 4\nX = C.X\nf(X)", .integer(4)),
    ("from llama_cloud import ParserLanguages\nX = ParserLanguages.CH_SIM\nf(X)", .text("ch_sim")),
    ("class Mode(Enum):\n    FAST = 'FAST'\nX = Mode.FAST.value\nf(X)", .text("FAST")),
    ("X = 1\nf(X)\ndef g():\n    X = 2\n", .integer(1)),
    ("X = 1\ndef g():\n    return f(X)\n", .integer(1)),
  ])
  func followsPython(_ program: String, _ value: Constant.Value) {
    let project = TestProject(python: program)
    #expect(constant("X", in: project)?.value == value)
  }

  @Test(arguments: [
    "X = [1]\nX.append(2)\nf(X)", "X = [1]\nX[0] = 2\nf(X)", "X = [1]\ng(X)\nf(X)",
    "X = 1\nX += 1\nf(X)", "if a:\n    X = 1\nelse:\n    X = 2\nf(X)", "for X in [1]:\n    f(X)",
    "def g(X=1):\n    f(X)", "X = 1\ndef g():\n    global X\n    X = 2\nf(X)", "X = read()\nf(X)",
    "X = [a, 1]\nf(X)", "X, Y = 1, 2\nf(X)", "if a:\n    X = 1\nf(X)",
    "X = list(range(0, 99999999))\nf(X)", "X = 9223372036854775807 + 1\nf(X)",
  ])
  func refusesWhatCanChange(_ program: String) {
    #expect(constant("X", in: TestProject(python: program)) == nil)
  }

  /// Names of the language's functions that stand for something else.
  @Test(arguments: [
    "def range(n): return [9]\nX = list(range(2))\nf(X)", "range = g\nX = range(2)\nf(X)",
    "from m import list\nX = list((1, 2))\nf(X)", "import m as tuple\nX = tuple([1])\nf(X)",
    "def h(sorted):\n    X = sorted([2, 1])\n    f(X)", "class dict: pass\nX = dict(a=1)\nf(X)",
    "X = range(2)\nf(X)\ndef range(n): return [9]", "for range in r:\n    X = range(2)\n    f(X)",
    "from m import *\nX = range(2)\nf(X)", "X = m.range(2)\nf(X)", "X = m.list([1])\nf(X)",
    "from m import len\nX = [1]\nlen(X)\nf(X)", "X = [1]\nm.range(X)\nf(X)",
  ])
  func knowsFunctionsOfTheLanguage(_ program: String) {
    #expect(constant("X", in: TestProject(python: program)) == nil)
  }

  @Test(arguments: [
    "const Array = mine;\nconst X = Array.from([1]);\nf(X);",
    "const X = _.range(2);\nf(X);", "const X = mine.from([1]);\nf(X);",
    "import { Object } from './m';\nconst X = Object.freeze([1]);\nf(X);",
  ])
  func knowsFunctionsOfECMAScript(_ program: String) {
    #expect(constant("X", in: TestProject(script: program), "main.ts") == nil)
  }

  @Test(arguments: [
    "class C:\n    X = [1]\n    def add(self):\n        self.X.append(2)\nX = C.X\nf(X)",
    "class C:\n    X = [1]\nC.X[0] = 3\nX = C.X\nf(X)",
    "class C:\n    X = 1\nclass D(C):\n    X = 2\ndef g(c: C):\n    X = c.X\n    f(X)",
    "class C(Base):\n    X: int = 1\nX = C().X\nf(X)",
    "@dataclass\nclass C:\n    X: int = 1\ndef g(c: C):\n    X = c.X\n    f(X)",
    "X = range(-9223372036854775807 - 1, 2)\nf(X)", "X = range(0, 5, 9223372036854775807)\nf(X)",
  ])
  func refusesAttributesThatCanChange(_ program: String) {
    #expect(constant("X", in: TestProject(python: program)) == nil)
  }

  @Test(arguments: [
    "import c\nc.X = args.mode\n", "import c\nc.X[0] = 3\n", "import c\nc.X.append(3)\n",
    "from c import X\nX.append(3)\n", "from c import X as Y\nY.append(3)\n",
  ])
  func refusesWhatAnotherFileChanges(_ other: String) {
    let files = ["c.py": "X = [1]\n", "main.py": "from c import X\nf(X)\n"]
    #expect(constant("X", in: TestProject(files))?.value == Self.list(1))
    let changed = files.merging(["other.py": other]) { first, _ in first }
    #expect(constant("X", in: TestProject(changed)) == nil)
  }

  @Test func refusesWhatASubclassReplaces() {
    let files = ["main.py": "class C:\n    X = 1\n    def go(self):\n        f(self.X)\n"]
    #expect(constant("X", in: TestProject(files))?.value == .integer(1))
    for other in [
      "from main import C\nclass D(C):\n    X = 2\n", "from main import C\nC.X = 2\n",
    ] {
      let changed = files.merging(["other.py": other]) { first, _ in first }
      #expect(constant("X", in: TestProject(changed)) == nil)
    }
  }

  /// A list that doubles with each name is given up before it is made.
  @Test func givesUpWhatGrows() {
    var program = "A0 = list(range(10000))\n"
    for index in 1...15 { program += "A\(index) = A\(index - 1) + A\(index - 1)\n" }
    #expect(constant("X", in: TestProject(python: program + "X = A15\nf(X)")) == nil)
  }

  @Test(arguments: [
    ("const X = [0, 2] as const;\nf(X);", list(0, 2)),
    ("const P = [1, 3];\nconst X = P.map((p) => p - 1);\nf(X);", list(0, 2)),
    ("const A = [1];\nconst X = [...A, 2];\nf(X);", list(1, 2)),
    ("const X = `FAST`;\nf(X);", .text("FAST")),
    ("const X = Object.freeze([1]);\nf(X);", list(1)),
  ])
  func followsScript(_ program: String, _ value: Constant.Value) {
    let project = TestProject(script: program)
    #expect(constant("X", in: project, "main.ts")?.value == value)
  }

  @Test func knowsWhetherAnythingElseReadsIt() {
    let one = TestProject(python: "X = [0]\nf(X)")
    #expect(constant("X", in: one)?.hasOneReader == true)
    let two = TestProject(python: "X = [0]\nprint(X)\nf(X)")
    #expect(constant("X", in: two)?.hasOneReader == false)
    let imported = TestProject(["main.py": "X = [0]\nf(X)", "b.py": "from main import X\n"])
    #expect(constant("X", in: imported)?.hasOneReader == false)
  }

  @Test func followsImportedConstants() {
    let project = TestProject(["main.py": "from app.c import X\nf(X)", "app/c.py": "X = [4]\n"])
    let constant = constant("X", in: project)
    #expect(constant?.value == .list([.integer(4)]))
    #expect(constant?.path == FilePath("app/c.py"))
    #expect(constant?.hasOneReader == false)
  }

  @Test func definesNamesThatAreNoConstants() {
    let project = TestProject(python: "def g(f):\n    ids = [f.id]\n    call(ids)\n")
    let name = project.expression("ids")
    let file = project.file("main.py")
    let definition = name.flatMap { project.names.definition(of: $0, in: file) }
    #expect(definition.map { file.text[$0.value.range] } == "[f.id]")
    #expect(definition?.hasOneReader == true)
  }

  /// The constant of the last occurrence of a name.
  private func constant(
    _ name: String, in project: TestProject, _ path: String = "main.py"
  ) -> Constant? {
    let file = project.file(path)
    var last: Expression?
    file.tree?.walk { node in
      if case .expression(let expression) = node, case .call(let call) = expression.kind,
        call.callee.lastName == "f", let argument = call.arguments.first?.value,
        argument.lastName == name
      {
        last = argument
      }
      return true
    }
    return last.flatMap { project.names.constant($0, in: file) }
  }
}
