// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct ScriptElementTests {
  @Test(arguments: [
    ("x = <a b={c} {...d} e='f' g>h {i} <j.K l={m} /> {/* n */}</a>", "x = <c, d, i, m>;"),
    ("x = <></>", "x = <>;"),
    ("x = <a>{b ? <c>{d}</c> : e => <f />}</a>", "x = <{b ? <d> : (e) => <>}>;"),
    ("x = <a-b c-d={e}>it's {f}</a-b>", "x = <e, f>;"),
    ("x = <a b=<c d={e}/> />", "x = <e>;"),
    ("f(<a />, b)", "f(<>, b);"),
    ("a < b", "{a < b};"),
    ("x = (<a>{b}</a>) / c / d", "x = {{(<b>) / c} / d};"),
    ("x = <a>// b `c` 'd</a>", "x = <>;"),
    ("x = <a b='\\' c={d}></a>", "x = <d>;"),
  ])
  func readsElements(source: String, outline: String) throws {
    for language in [Language.tsx, .javaScript] {
      let result = try ScriptOutline(source, language: language)
      #expect(result.outline == outline)
      #expect(result.tree.faults.isEmpty)
    }
  }

  @Test(arguments: [
    ("x = <T,>(a: T) => a", "x = (a: T) => a;"),
    ("x = <T extends A>(a: T) => a", "x = @<A> (a: T) => a;"),
    ("x = <const T,>(a: T) => a", "x = (a: T) => a;"),
    ("type X = <T>(a: T) => B", "alias X = (a: T): B;"),
    ("x = <A extends>b</A>", "x = <>;"),
    ("x = <A>(b)</A>", "x = <>;"),
    ("x = <A<B> c={d}>{e}</A>", "x = <d, e>;"),
    ("x = useState<A<B>>(c)", "x = useState[A[B]](c);"),
  ])
  func tellsElementsFromTypeParameters(source: String, outline: String) throws {
    let result = try ScriptOutline(source, language: .tsx)
    #expect(result.outline == outline)
    #expect(result.tree.faults.isEmpty)
  }

  @Test func keepsTextAndStringsAsTokens() throws {
    let text = SourceText("<a b=\"c\nd\">e &amp; f\n  {g}\n</a>")
    let tokens = try TypeScriptFrontEnd(language: .tsx).tokens(of: text)
    #expect(tokens.filter { $0.kind == .jsxText }.map { text[$0.range] } == ["e &amp; f\n  "])
    #expect(tokens.filter { $0.kind == .string }.map { text[$0.range] } == ["\"c\nd\""])
  }
}
