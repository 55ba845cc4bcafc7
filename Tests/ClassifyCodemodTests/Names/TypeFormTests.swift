// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite("Names of types that are made of others")
struct TypeFormTests {
  private static let head =
    "import typing as t\nfrom typing import Annotated, Any, Optional, TypeAlias\n"
    + "from fastapi import Depends\nfrom llama_cloud import AsyncLlamaCloud, LlamaCloud\n"
    + "def get_client():\n    return AsyncLlamaCloud()\n"
  private static let use = "async def f(client: Client):\n    await client.classifier.jobs.get(i)\n"

  private static let definitions = [
    "Client = Annotated[AsyncLlamaCloud, Depends(get_client)]\n",
    "Client = t.Annotated[AsyncLlamaCloud, Depends(get_client)]\n",
    "Client: TypeAlias = Annotated[AsyncLlamaCloud, Depends(get_client)]\n",
    "Client = Annotated[Any, Depends(get_client)]\n",
    "Client = Optional[AsyncLlamaCloud]\n",
    "Client = AsyncLlamaCloud | None\n",
    "Client = LlamaCloud | AsyncLlamaCloud\n",
    "Other = Annotated[AsyncLlamaCloud, 1]\nClient = Optional[Other]\n",
  ]

  @Test(arguments: definitions)
  func namesClient(_ definition: String) {
    let project = TestProject(python: Self.head + definition + Self.use)
    #expect(project.sites() == ["python.get async client.classifier.jobs.get"])
  }

  @Test(arguments: definitions)
  func namesClientInOtherFile(_ definition: String) {
    let project = TestProject([
      "app/deps.py": Self.head + definition,
      "app/main.py": "from app.deps import Client\n" + Self.use,
    ])
    #expect(project.sites("app/main.py") == ["python.get async client.classifier.jobs.get"])
  }

  @Test(arguments: [
    "Client = Annotated[str, Depends(get_client)]\n".replacing("get_client", with: "print"),
    "class Own:\n    classifier = object()\nClient = Annotated[Own, 1]\n",
  ])
  func leavesOthers(_ definition: String) {
    let project = TestProject(python: Self.head + definition + Self.use)
    #expect(project.sites() == [])
  }
}
