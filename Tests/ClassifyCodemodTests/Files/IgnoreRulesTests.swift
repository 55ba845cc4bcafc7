// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct IgnoreRulesTests {
  /// Expected values are those of gitignore(5).
  @Test(arguments: [
    ("*.log", "a.log", true), ("*.log", "x/y/a.log", true), ("*.log", "a.logs", false),
    ("build", "build", true), ("build", "x/build", true), ("build", "builds", false),
    ("/build", "build", true), ("/build", "x/build", false),
    ("doc/a", "doc/a", true), ("doc/a", "x/doc/a", false),
    ("**/foo", "foo", true), ("**/foo", "x/y/foo", true),
    ("a/**", "a", false), ("a/**", "a/b/c", true),
    ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("a/**/b", "a/xb", false),
    ("a**b", "axb", true), ("x/a**b", "x/a/b", false),
    ("foo/*", "foo/bar", true), ("foo/*", "foo/bar/baz", false),
    ("?.py", "a.py", true), ("?.py", "ab.py", false),
    ("[a-c].py", "b.py", true), ("[a-c].py", "d.py", false), ("[!a-c].py", "d.py", true),
    ("[^a-c].py", "b.py", false), ("[]x].py", "].py", true), ("[[:digit:]].py", "7.py", true),
    ("[a", "[a", false), ("a\\", "a\\", false),
    ("\\#x", "#x", true), ("#x", "#x", false), ("\\!x", "!x", true), ("\\*", "*", true),
    ("\\*", "a", false), ("a ", "a", true), ("a\\ ", "a ", true), ("a\\ ", "a", false),
    ("a\t", "a\t", true), ("a\r", "a", true), ("", "a", false), ("/", "a", false),
    ("x/[a/b]", "x/a", true), ("a?b", "a/b", false), ("ä*", "äx", true),
  ])
  func matchesAsGit(pattern: String, path: String, isIgnored: Bool) {
    let rules = IgnoreRules(Array("\(pattern)\n".utf8), in: FilePath(""))
    #expect((rules.isIgnored(Array(path.utf8), isFolder: false) ?? false) == isIgnored)
  }

  @Test func matchesFoldersOnlyWithTrailingSlash() {
    let rules = IgnoreRules(Array("build/".utf8), in: FilePath(""))
    #expect(rules.isIgnored(Array("x/build".utf8), isFolder: true) == true)
    #expect(rules.isIgnored(Array("x/build".utf8), isFolder: false) == nil)
  }

  @Test func decidesByTheLastMatch() {
    let rules = IgnoreRules(Array("*.py\n!keep.py\nx/keep.py\n".utf8), in: FilePath(""))
    #expect(rules.isIgnored(Array("a.py".utf8), isFolder: false) == true)
    #expect(rules.isIgnored(Array("keep.py".utf8), isFolder: false) == false)
    #expect(rules.isIgnored(Array("x/keep.py".utf8), isFolder: false) == true)
  }

  @Test func isRelativeToItsFolder() {
    let rules = IgnoreRules(Array("\u{FEFF}/a\nb/c\n".utf8), in: FilePath("x/y"))
    #expect(rules.isIgnored(Array("x/y/a".utf8), isFolder: false) == true)
    #expect(rules.isIgnored(Array("x/y/z/a".utf8), isFolder: false) == nil)
    #expect(rules.isIgnored(Array("x/y/b/c".utf8), isFolder: false) == true)
  }

  @Test func comparesHardPatternInLinearTime() {
    let rules = IgnoreRules(Array("\(String(repeating: "*a", count: 60))b".utf8), in: FilePath(""))
    let text = Array(String(repeating: "a", count: 10_000).utf8)
    #expect(rules.isIgnored(text, isFolder: false) == nil)
  }
}
