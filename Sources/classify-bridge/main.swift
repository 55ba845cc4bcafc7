// SPDX-License-Identifier: Apache-2.0

#if CLI
await ClassifyBridgeCommand.runToEnd()
#else
Console.writeMessage(
  """
  classify-bridge: this program was built without the trait CLI and has no commands.
  Enable the trait:

    swift run --traits CLI classify-bridge
  """)
System.exit(.impossible)
#endif
