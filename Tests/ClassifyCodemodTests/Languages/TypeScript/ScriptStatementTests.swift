// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct ScriptStatementTests {
  @Test(arguments: [
    ("const a = 1, { b, c: d = 2 } = e", "const a = 1, {b, c: {d = 2}} = e;"),
    ("let a: A[], b!: B;", "let a: A[], b: B;"),
    ("var [a, ...b] = c", "var [a, ...b] = c;"),
    ("await using a = b", "const a = b;"),
    ("let = 1", "let = 1;"),
    ("if (a) b; else if (c) { d } else e", "if a {b;} if c {d;} else {e;}"),
    ("while (a) { break }", "while a {simple;}"),
    ("do a(); while (b) c", "do while b {a();} c;"),
    ("for (const a of b) c", "for a of b {c;}"),
    ("for await (const { a } of b) {}", "for await {a} of b {}"),
    ("for (let i = 0, n; i < n; i++) {}", "for {let i = 0, n; {i < n}; {++ i};} {}"),
    ("for (;;) {}", "for {} {}"),
    ("for (const k in a) {}", "for {const k; a;} {}"),
    ("for (a.b of c) {}", "for a.b of c {}"),
    ("try { a } catch (e) { b } finally { c }", "try {a;} catch e {b;} finally {c;}"),
    ("try { a } catch { b }", "try {a;} catch - {b;}"),
    (
      "switch (a.status) { case 'b': case 'c': d; break; default: e }",
      "switch a.status {case 'b': {} case 'c': {d; simple;} case : {e;}}"
    ),
    ("throw new E()", "throw new E();"),
    ("function f() { return\na }", "function f() {return -; a;};"),
    ("a: for (;;) continue a", "<>{for {} {simple;}}"),
    ("a\nb", "a; b;"),
    ("a\n(b)", "a(b);"),
    ("a\n++b", "a; {++ b};"),
    ("'use strict'", "'use strict';"),
    (";", "simple;"),
    ("async function f(a = {}) {}", "function async f(a = {}) {};"),
  ])
  func readsStatements(source: String, outline: String) throws {
    #expect(try ScriptOutline(source).outline == outline)
  }

  @Test(arguments: [
    ("import a from 'm'", "import {default as a} 'm';"),
    ("import a, { b, c as d } from 'm'", "import {default as a, b, c as d} 'm';"),
    ("import * as a from 'm'", "import {* as a} 'm';"),
    ("import a, * as b from 'm'", "import {default as a, * as b} 'm';"),
    ("import 'm'", "import 'm';"),
    ("import type { A } from 'm'", "import type {A} 'm';"),
    ("import type from 'm'", "import {default as type} 'm';"),
    ("import type A from 'm'", "import type {default as A} 'm';"),
    ("import { type A, type as b, type } from 'm'", "import {type A, type as b, type} 'm';"),
    ("import a from 'm' with { type: 'json' }", "import {default as a} 'm';"),
    ("import a = require('m')", "import {* as a} 'm';"),
    ("import a = b.C", "const a = b.C;"),
    ("const a = require('m')", "import {* as a} 'm';"),
    ("const { a, b: c } = require('m')", "import {a, b as c} 'm';"),
    ("const a = require('m').b", "const a = require('m').b;"),
    ("export { a, b as c }", "export {a, b as c};"),
    ("export { a, type B } from 'm'", "export {a, type B} 'm';"),
    ("export type { A } from 'm'", "export type {A} 'm';"),
    ("export * from 'm'", "export {*} 'm';"),
    ("export * as a from 'm'", "export {* as a} 'm';"),
    ("export default a", "export a;"),
    ("export default () => a", "export () => a;"),
    ("export default class A {}", "export {A as default}; class A {}"),
    ("export default async function f() {}", "export {f as default}; function async f() {};"),
    ("export default function () {}", "function () {};"),
    ("export const a = 1", "const a = 1;"),
    ("export async function f() {}", "function async f() {};"),
    ("export = a", "export a;"),
    ("export as namespace A", "simple;"),
  ])
  func readsModules(source: String, outline: String) throws {
    #expect(try ScriptOutline(source).outline == outline)
  }

  @Test(arguments: [
    (
      "class A<T> extends B<T> implements C, D { e = 1; f: G; h?: I }",
      "class A : B[T], C, D {e = 1; f: G; h: I;}"
    ),
    (
      "class A { constructor(private readonly b: B, c = 1) { super() } }",
      "class A {function constructor(property b: B, c = 1) {super();};}"
    ),
    (
      "class A { static async *b() {} get c() {} set c(d) {} #e() {} }",
      "class A {function async b() {}; function @get c() {}; function @set c(d) {}; function #e() {};}"
    ),
    ("class A { static { b } }", "class A {{b;}}"),
    (
      "class A { get; static; async = 1; delete() {} default: B }",
      "class A {get; static; async = 1; function delete() {}; default: B;}"
    ),
    (
      "class A { b(): void; b(c?: C) {} abstract d(): E }",
      "class A {function b(): void; function b(c: C) {}; function d(): E;}"
    ),
    (
      "@a({ b }) class C { @d() e: F; @g h(@i j: K) {} }",
      "@a({b}) class C {d(); e: F; function @g @i h(j: K) {};}"
    ),
    ("abstract class A { protected abstract b: C }", "class A {b: C;}"),
    (
      "class A { [b: string]: C; ['d']() {} }",
      "class A {<string, C>{} function @'d' () {};}"
    ),
    ("export default class extends A {}", "class - : A {}"),
  ])
  func readsClasses(source: String, outline: String) throws {
    #expect(try ScriptOutline(source).outline == outline)
  }
}
