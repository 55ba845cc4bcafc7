// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct ScriptTypeTests {
  @Test(arguments: [
    ("A.B.C", "A.B.C"),
    ("Promise<A<B>>", "Promise[A[B]]"),
    ("A[][]", "A[][]"),
    ("A['b']", "A['b']"),
    ("A | B & C", "{A | {B & C}}"),
    ("| 'a'\n | 'b'", "{'a' | 'b'}"),
    ("number[] | null | undefined", "{{number[] | null} | undefined}"),
    ("readonly A[]", "{readonly A[]}"),
    ("keyof typeof a.b", "{keyof {typeof a.b}}"),
    ("(A | B)[]", "({A | B})[]"),
    ("(a: A, ...b: B[]) => C", "(a: A, ...b: B[]): C"),
    ("new <T>(a: T) => B", "(a: T): B"),
    ("(A) => B | C", "(A): {B | C}"),
    ("[a: A, b?: B, ...C[], D?]", "tuple[A, B, ...C[], {? D}]"),
    ("{ a: A; readonly b?: number[], c(): D }", "{a: A, b: number[], c: c(): D}"),
    ("{ [k: string]: A }", "<string, A>"),
    ("{ readonly [K in keyof A as B]-?: C }", "<{keyof A}, B, C>"),
    ("{ (a: A): B; new (): C }", "<(a: A): B, (): C>"),
    ("A extends B ? C : D", "{{A extends B} ? C : D}"),
    ("A extends (infer B extends C)[] ? B : never", "{{A extends (<B, C>)[]} ? B : never}"),
    ("`a${B}c`", "`a${B}c`"),
    ("-1 | true", "{{- 1} | true}"),
    ("import('m').A<B>", "import('m').A[B]"),
    ("typeof import('m')", "{typeof import('m')}"),
    ("unique symbol", "{unique symbol}"),
    ("asserts a is B", "{asserts {a is B}}"),
    ("this is A", "{this is A}"),
    ("abstract new () => A", "(): A"),
  ])
  func readsTypes(source: String, outline: String) throws {
    #expect(try ScriptOutline("type X = \(source)").outline == "alias X = \(outline);")
  }

  @Test(arguments: [
    (
      "interface A<T = B> extends C, D<E> { f: F; g?(h: H): I; default: J }",
      "@<B> interface A : C, D[E] {f: F; function g(h: H): I; default: J;}"
    ),
    ("declare function f(a: A): B", "function f(a: A): B;"),
    ("function f(a: A): B\nfunction f(a) {}", "function f(a: A): B; function f(a) {};"),
    ("const enum A { B = 1, 'C', D }", "enumeration A {B = 1; 'C'; D;}"),
    ("namespace A.B { export const c = 1 }", "module B {const c = 1;}"),
    ("declare module 'm' { export interface A {} }", "module - {interface A {}}"),
    ("declare global { var a: A }", "module - {var a: A;}"),
    ("type A = B\ntype = 1", "alias A = B; type = 1;"),
    ("function f(this: A, b = 1 as B) {}", "function f(this: A, b = {1 as B}) {};"),
    ("function f<const T extends A, in out U>() {}", "function @<A> f() {};"),
    ("export declare const a: A", "const a: A;"),
    ("let type = a as unknown as B[]", "let type = {{a as unknown} as B[]};"),
    ("let f = (a: A<B>>= c)", nil),
  ])
  func readsTypedDeclarations(source: String, outline: String?) throws {
    let result = try ScriptOutline(source)
    if let outline {
      #expect(result.outline == outline)
      #expect(result.tree.faults.isEmpty)
    } else {
      #expect(!result.tree.faults.isEmpty)
    }
  }

  @Test func readsAnnotationsInTypeScriptOnly() throws {
    #expect(try ScriptOutline("f(a as B)", language: .javaScript).tree.faults.count == 1)
    #expect(
      try ScriptOutline("x = a<b>(c)", language: .javaScript).outline == "x = {{a < b} > (c)};")
  }
}
