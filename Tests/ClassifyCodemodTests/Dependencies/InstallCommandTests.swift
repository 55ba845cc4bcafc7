// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Commands that install packages")
struct InstallCommandTests {
  /// A text, and the packages with their versions in it.
  @Test(arguments: [
    ("pip install 'llama-cloud<2'", ["llama-cloud <2"]),
    ("python3 -m pip install -U llama_cloud==2.1 httpx", ["llama-cloud ==2.1"]),
    ("RUN pip install \"llama-cloud[x] >=1, <2\"; ls", ["llama-cloud >=1, <2"]),
    ("RUN [\"pip\", \"install\", \"llama-cloud<2\"]", ["llama-cloud <2"]),
    ("pip install httpx \\\n    llama-cloud~=1.0\n", ["llama-cloud ~=1.0"]),
    ("poetry add llama-cloud@^1.2", ["llama-cloud ^1.2"]),
    ("npm install @llamaindex/llama-cloud@1.4.1", ["@llamaindex/llama-cloud 1.4.1"]),
    ("yarn add @llamaindex/llama-cloud", ["@llamaindex/llama-cloud "]),
    ("pip install llama-cloud-services==0.6.94", ["llama-cloud-services ==0.6.94"]),
    ("(pip install llama-cloud==1.0)", ["llama-cloud ==1.0"]),
    (
      "uv add 'llama-cloud<2' && pip install 'llama-cloud==1'",
      [
        "llama-cloud <2", "llama-cloud ==1",
      ]
    ),
    ("pip install httpx && echo llama-cloud==1", []), ("echo pip install llama-cloud==1", []),
    ("# pip install llama-cloud==1", []), ("pip uninstall llama-cloud==1", []),
    ("pip install ./llama-cloud==1 my-llama-cloud==1", []), ("pip install; llama-cloud==1", []),
    ("npm install llama-cloud@1", []), ("apt install llama-cloud", []),
  ])
  func readsPackages(_ text: String, _ expected: [String]) {
    let found = InstallCommand.commands(in: SourceText(text))
      .map { "\($0.package.rawValue) \($0.versions)" }
    #expect(found == expected)
  }

  @Test func knowsPlace() {
    let text = SourceText("ls\npip install 'llama-cloud<2'\n")
    #expect(InstallCommand.commands(in: text).map { text[$0.range] } == ["llama-cloud<2"])
  }
}
