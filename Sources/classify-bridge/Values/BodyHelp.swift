// SPDX-License-Identifier: Apache-2.0

#if CLI
/// What the help of a command says of bodies.
enum BodyHelp {
  static let text = """
    The body is what the flags say. A body in JSON or YAML on standard input is taken first, and \
    flags go before it; a dotted flag sets one member and leaves the others. Values are JSON or \
    YAML, such as '{lang: de}'. @file stands for the contents of a file, @file:// for its text and \
    @data:// for its bytes in base64; \\@ begins a text that is meant so.
    """
}
#endif
