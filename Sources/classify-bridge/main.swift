// SPDX-License-Identifier: Apache-2.0

#if CLI
await ClassifyBridgeCommand.runToEnd()
#else
Console.writeMessage(
  """
  classify-bridge: built without the trait CLI, this program can't do anything.
  Turn it on:

    swift run --traits CLI classify-bridge \(CommandLine.arguments.dropFirst().joined(separator: " "))
  """)
System.exit(.impossible)
#endif
