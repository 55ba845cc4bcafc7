// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct FilePathTests {
  @Test(arguments: [
    ("a/b.py", "a/b.py", "b.py", "a"), ("./a//b/", "a/b", "b", "a"), ("a/../b", "b", "b", ""),
    ("../x", "x", "x", ""), ("", "", "", ""),
  ])
  func normalizes(text: String, path: String, name: String, folder: String) {
    #expect(FilePath(text).description == path)
    #expect(FilePath(text).name == name)
    #expect(FilePath(text).folder.description == folder)
  }

  @Test(
    arguments: [
      ("a.py", .python), ("A.TSX", .tsx), ("a.mts", .typeScript), ("a.jsx", .javaScript),
      ("nb.ipynb", .notebook), ("package.json", .dependencies), ("rules.json", .json),
      ("requirements-dev.txt", .dependencies), ("notes.txt", nil), ("Makefile", .recipe),
      ("dev-requirements.txt", .dependencies), ("setup.py", .dependencies),
      ("tox.ini", .dependencies), ("constraints-ci.txt", .dependencies), ("Dockerfile", .recipe),
      ("Dockerfile.dev", .recipe), ("api.dockerfile", .recipe), ("rules.mk", .recipe),
      ("makefile_notes.txt", nil), (".gitlab-ci.yml", .yaml),
    ] as [(String, Language?)])
  func namesLanguage(fileName: String, language: Language?) {
    #expect(Language(fileName: fileName) == language)
  }

  @Test(
    arguments: [
      ("requirements/base.txt", .dependencies), ("requirements/dev.in", .dependencies),
      ("reqs/prod.txt", .dependencies), ("deps/all.in", .dependencies), ("docs/base.txt", nil),
      ("requirements/README.md", .markdown), ("base.txt", nil),
    ] as [(String, Language?)])
  func namesLanguageOfFolders(path: String, language: Language?) {
    #expect(Language(path: FilePath(path)) == language)
  }

  @Test(
    arguments: [
      ("#!/usr/bin/env bash\n", .shell), ("#!/usr/bin/python3.11 -u", .python),
      ("#! /usr/bin/env -S node", .javaScript), ("# bash", nil), ("#!/usr/bin/perl", nil),
    ] as [(String, Language?)])
  func readsInterpreter(line: String, language: Language?) {
    #expect(Language(firstLine: Array(line.utf8)) == language)
  }
}
