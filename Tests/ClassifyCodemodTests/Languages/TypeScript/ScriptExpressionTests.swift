// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct ScriptExpressionTests {
  @Test(arguments: [
    ("a + b * c - d", "{{a + {b * c}} - d};"),
    ("a ** b ** c", "{a ** {b ** c}};"),
    ("a || b && c | d", "{a || {b && {c | d}}};"),
    ("a ?? b", "{a ?? b};"),
    ("a >>> b >= c > d", "{{{a >>> b} >= c} > d};"),
    ("a === b !== c", "{{a === b} !== c};"),
    ("'x' in a instanceof B", "{{'x' in a} instanceof B};"),
    ("!a && typeof -b", "{{! a} && {typeof {- b}}};"),
    ("i++ + ++i", "{{++ i} + {++ i}};"),
    ("a = b = c", "a = b = c;"),
    ("a >>= 1; b ??= c", "a >>= 1; b ??= c;"),
    ("f(a = b)", "f({a = b});"),
    ("a ? b : c ? d : e", "{a ? b : {c ? d : e}};"),
    ("a, b", "<a, b>;"),
    ("(a, b)", "(<a, b>);"),
    ("await a.b()", "{await a.b()};"),
    ("await is(of)", "{await is(of)};"),
    ("await as A", "{await as A};"),
    ("x as const", "{x as !};"),
    ("x as A | B", "{x as {A | B}};"),
    ("x satisfies A<B>", "{x as A[B]};"),
    ("<A>x", "{x as A};"),
    ("x!.y", "{x as !}.y;"),
    ("a !== b", "{a !== b};"),
  ])
  func readsOperators(source: String, outline: String) throws {
    #expect(try ScriptOutline(source).outline == outline)
  }

  @Test(arguments: [
    (
      "client.classifier.jobs.create({ file_ids: [id] })",
      "client.classifier.jobs.create({file_ids: [id]});"
    ),
    ("a?.b?.[0]?.(c)", "a?.b?.[0]?.(c);"),
    ("a?.5:1", "{a ? .5 : 1};"),
    ("f(...a, b,)", "f(...a, b);"),
    ("new A", "new A();"),
    ("new a.B(c).d", "new a.B(c).d;"),
    ("new (f())()", "new (f())();"),
    ("new Map<string, A<B>>()", "new Map[string, A[B]]();"),
    ("f<A>(b)", "f[A](b);"),
    ("f < a > (b)", "f[a](b);"),
    ("a < b || c > (d)", "{{a < b} || {c > (d)}};"),
    ("a<b>c", "{{a < b} > c};"),
    ("this.#a", "this.#a;"),
    ("import('m')", "import('m');"),
    ("import.meta.url", "import.meta.url;"),
    ("new.target", "new.target;"),
    ("super.a()", "super.a();"),
    ("a.return", "a.return;"),
    ("f`a${b}`", "<f, `a${b}`>;"),
  ])
  func readsMembersAndCalls(source: String, outline: String) throws {
    #expect(try ScriptOutline(source).outline == outline)
  }

  @Test(arguments: [
    ("x = { a, b: 1, 'c': 2, [d]: 3, ...e }", "x = {a, b: 1, ['c']: 2, [d]: 3, ...e};"),
    (
      "x = { f() {}, async *g() {}, get h() { return 1 } }",
      "x = {f: f() {}, g: async g() {}, h: h() {return 1;}};"
    ),
    ("x = { get, async: 1, set() {} }", "x = {get, async: 1, set: set() {}};"),
    ("x = [1, , ...a]", "x = [1, undefined, ...a];"),
    ("x = [,]", "x = [undefined];"),
    ("x = [true, null, undefined]", "x = [true, null, undefined];"),
    ("({ a, b = 1, c: [d] } = e)", "({{a, b: {b = 1}, c: [d]} = e});"),
    ("x = function* f(a) { yield* a; yield }", "x = f(a) {{yield a}; {yield -};};"),
    (
      "x = class A extends B { c = d; e() { f } static { g } }",
      "x = <B, c, d, e() {f;}, () {g;}>;"
    ),
  ])
  func readsLiterals(source: String, outline: String) throws {
    #expect(try ScriptOutline(source).outline == outline)
  }

  @Test(arguments: [
    ("x = a => b", "x = (a) => b;"),
    ("x = async a => { b }", "x = async (a) {b;};"),
    ("x = (a, b = 1, ...c) => d", "x = (a, b = 1, ...c) => d;"),
    ("x = ({ a }, [b]) => ({})", "x = ({a}, [b]) => ({});"),
    ("x = (a: A, b?: B): C => d", "x = (a: A, b: B): C => d;"),
    ("x = async <T,>(a: T): Promise<T> => a", "x = async (a: T): Promise[T] => a;"),
    ("x = <T extends A>(a: T) => a", "x = @<A> (a: T) => a;"),
    ("x = a ? (b) : c => d", "x = {a ? (b) : (c) => d};"),
    ("x = a ? (b): c => d : e", "x = {a ? (b): c => d : e};"),
    ("x = (): ((a: A) => B) => c", "x = (): ((a: A): B) => c;"),
    ("x = (a): a is B => c", "x = (a): {a is B} => c;"),
    ("async(a)", "async(a);"),
  ])
  func readsArrowFunctions(source: String, outline: String) throws {
    #expect(try ScriptOutline(source).outline == outline)
  }

  @Test(arguments: [
    (#"'a\n\x41\u0042\u{1F600}\'\0'"#, "a\nAB\u{1F600}'\0"),
    ("'a\\\nb\\\r\nc'", "abc"),
    (#"'\uD83D\uDE00\101\q'"#, "\u{1F600}Aq"),
    (#"`a\`\${b}`"#, "a`${b}"),
  ])
  func resolvesEscapes(source: String, value: String) throws {
    let outline = try ScriptOutline(source)
    guard case .expression(let expression) = outline.tree.statements.first?.kind,
      case .string(let literal) = expression.kind
    else {
      Issue.record("no string")
      return
    }
    #expect(literal.value == value)
  }

  @Test(arguments: [
    ("5", 5), ("0x1F", 31), ("0b11", 3), ("0o17", 15), ("017", 15), ("1_000", 1000), ("089", 89),
    ("1n", nil), ("1.5", nil), ("1e3", nil), ("99999999999999999999", nil),
  ])
  func readsIntegers(spelling: String, value: Int?) {
    #expect(ScriptNumber.literal(spelling).integer == value)
  }

  @Test func givesNoTwoExpressionsTheSameRange() throws {
    let outline = try ScriptOutline(
      "x = { a, f() {}, b: <T>c, d: (e), [`g`]: h`i`, j: [, k!, l<M>], n: new O, p: async q => r }")
    var ranges: Set<ByteRange> = []
    outline.tree.walk { node in
      if case .expression(let expression) = node {
        #expect(ranges.insert(expression.range).inserted)
      }
      return true
    }
    #expect(ranges.count > 20)
  }

  @Test func placesParenthesesAndNames() throws {
    let source = "r = await client.classify(a, b);"
    let outline = try ScriptOutline(source)
    guard case .assignments(let assignments) = outline.tree.statements[0].kind,
      case .await(let awaited) = assignments[0].value?.kind, case .call(let call) = awaited.kind,
      case .member(let member) = call.callee.kind
    else {
      Issue.record("no call")
      return
    }
    #expect(outline.text[outline.tree.statements[0].range] == source)
    #expect(outline.text[awaited.range] == "client.classify(a, b)")
    #expect(outline.text[call.parentheses] == "(a, b)")
    #expect(outline.text[member.name.range] == "classify")
    #expect(outline.text[call.arguments[1].range] == "b")
  }
}
