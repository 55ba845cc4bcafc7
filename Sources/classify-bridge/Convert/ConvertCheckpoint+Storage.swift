// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyBridge

extension ConvertCheckpoint {
  /// The maximum size of a stored checkpoint in bytes.
  private static let maximumBytes = 64 << 20

  /// Creates the state of a conversion that has not begun.
  init(_ settings: ConvertSettings) {
    options = settings.fixedOptions
    inputs = settings.files.map { Input(path: SystemText.displayed($0)) }
  }

  /// Whether a run with these settings can go on from a checkpoint: its inputs are regular files, and
  /// the records of a group are next to each other.
  static func isPossible(for settings: ConvertSettings) -> Bool {
    guard case .adjacent = settings.options.gathering else { return false }
    return settings.files.allSatisfy { path in
      path == FileList.standardInput
        ? System.kind(of: .standardInput) == .regular : System.kind(ofFileAt: path) == .regular
    }
  }

  /// Returns the state of an interrupted run.
  ///
  /// - Parameters:
  ///   - paths: The paths of the run.
  ///   - settings: The settings of the run.
  /// - Returns: The state; `nil` if no run was interrupted.
  /// - Throws: ``ConvertUsageError`` if the run can't be resumed; ``CommandFailure`` if its options
  ///   or inputs are others than those of the interrupted run.
  static func stored(
    _ paths: ConvertPaths, _ settings: ConvertSettings
  ) throws -> ConvertCheckpoint? {
    guard let path = paths.checkpoint, let partial = paths.partial else {
      throw ConvertUsageError(message: "--resume needs an --output that is a regular file.")
    }
    guard isPossible(for: settings) else {
      throw ConvertUsageError(
        message: "--resume needs inputs that are regular files: a pipe has no middle to go on from."
      )
    }
    guard System.kind(ofFileAt: path) != nil else { return nil }
    let name = PlainText.printable(path)
    var input = try ByteInput(path: path)
    guard let bytes = try input.all(upTo: maximumBytes), let state = ConvertCheckpoint(json: bytes)
    else {
      throw CommandFailure("\(name) is not a checkpoint; start again without --resume")
    }
    try state.check(against: ConvertCheckpoint(settings), PlainText.printable(partial))
    try state.checkInputs(settings.files)
    return state
  }

  /// Checks that a run has the options and the inputs of the interrupted one.
  private func check(
    against begun: ConvertCheckpoint, _ partial: String
  ) throws(CommandFailure) {
    for (option, value) in begun.options.sorted(by: { $0.key < $1.key }) {
      let former = options[option] ?? ""
      guard former != value else { continue }
      throw CommandFailure(
        "\(partial) was written \(Self.text(option, former)), and not \(Self.text(option, value)); "
          + "give the same options, or start again without --resume")
    }
    guard inputs.map(\.path) == begun.inputs.map(\.path) else {
      let paths = inputs.map { PlainText.printable($0.path) }.joined(separator: " ")
      throw CommandFailure(
        "\(partial) was written from other files: \(paths); give the same files, or start again "
          + "without --resume")
    }
  }

  /// Checks that the inputs that were read are unchanged.
  ///
  /// - Parameter files: The paths of the inputs.
  /// - Throws: ``CommandFailure`` with the first input that changed.
  private func checkInputs(_ files: [String]) throws(CommandFailure) {
    for (path, input) in zip(files, inputs) {
      guard let former = input.state else { continue }
      let isStandardInput = path == FileList.standardInput
      let state =
        isStandardInput ? System.state(of: .standardInput) : System.state(ofFileAt: path)
      guard state != former else { continue }
      let name = isStandardInput ? "standard input" : PlainText.printable(path)
      throw CommandFailure(
        "\(name) changed since the interruption, or is another file; start again without --resume")
    }
  }

  /// Whether the inputs that were read are unchanged.
  func hasSameInputs(_ files: [String]) -> Bool {
    (try? checkInputs(files)) != nil
  }

  private static func text(_ option: String, _ value: String) -> String {
    switch value {
    case "": "without \(option)"
    case "given": "with \(option)"
    default: "with \(option) \(PlainText.printable(value))"
    }
  }
}
