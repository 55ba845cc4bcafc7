// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct NotebookTests {
  @Test func joinsPythonCellsAndSeparatesOthers() throws {
    let json = """
      {"cells": [
        {"cell_type": "markdown", "source": ["# a"]},
        {"cell_type": "code", "source": ["a = 1\\n", "%time b"], "outputs": [{"text": ["x"]}]},
        {"cell_type": "code", "source": "%%bash\\nls"},
        {"cell_type": "code", "source": []},
        {"cell_type": "code", "source": ["print(a"]},
        {"cell_type": "code", "source": ["if a:\\n", "  c\\n"]}
      ], "metadata": {"language_info": {"name": "python"}}, "nbformat": 4}
      """
    let notebook = try #require(Notebook(SourceText(json)))
    #expect(
      notebook.parts.map { $0.code.text[$0.code.text.range] }
        == ["a = 1\n%time b\nif a:\n  c\n", "%%bash\nls"])
    #expect(notebook.parts.map(\.language) == [.python, .shell])
    #expect(notebook.unreadable.map(\.fault.reason) == ["the bracket is not closed"])
  }

  @Test func readsWorksheetsOfFormat3() throws {
    let json = #"{"worksheets": [{"cells": [{"cell_type": "code", "input": ["a"]}]}]}"#
    #expect(Notebook(SourceText(json))?.parts.map { $0.code.text[0..<1] } == ["a"])
  }

  @Test(arguments: [
    "[", #"{"cells": [], "metadata": {"kernelspec": {"language": "R"}}}"#,
    #"{"cells": [], "metadata": {"language_info": {"name": "typescript"}}}"#,
  ])
  func passesByOtherLanguages(json: String) {
    #expect(Notebook(SourceText(json)) == nil)
  }
}
