// SPDX-License-Identifier: Apache-2.0

/// An error of the command line that is found when its files are looked at.
struct ConvertUsageError: Error {
  /// What is wrong, and what to do.
  let message: String
}

/// The paths of a conversion: no file is read and written at once, or written twice.
struct ConvertPaths {
  /// The path of the converted records, behind links; `nil` for stdout.
  let output: String?
  /// The path of the records until they are complete; `nil` if the output is written in place, as
  /// stdout, a pipe and a device are.
  let partial: String?
  /// The path of the state from which an interrupted run goes on; as ``partial``.
  let checkpoint: String?

  /// Checks the files of a conversion.
  ///
  /// - Throws: ``CommandFailure`` if an input can't be read; ``ConvertUsageError`` if one file has
  ///   two roles.
  init(_ settings: ConvertSettings) throws {
    let inputs = try Self.inputs(of: settings)
    let isInPlace = settings.output.map {
      System.isFolder($0) || (System.kind(ofFileAt: $0) ?? .regular) != .regular
    }
    output = settings.output.map { System.isLink($0) ? System.finalPath(of: $0) : $0 }
    partial = isInPlace == false ? output.map { "\($0).partial" } : nil
    checkpoint = partial.map { "\($0).checkpoint" }
    if let output, System.isFolder(output) {
      throw ConvertUsageError(
        message: "--output names \(PlainText.printable(output)), which is a folder; name a file.")
    }
    for (option, path) in [("--rejects", settings.rejects), ("--notes", settings.notes)] {
      guard let path, System.isFolder(path) else { continue }
      throw ConvertUsageError(
        message: "\(option) names \(PlainText.printable(path)), which is a folder; name a file.")
    }
    var roles: [(role: String, path: String)] = []
    if let output, partial != nil { roles.append(("--output", output)) }
    if let partial { roles.append(("the unfinished output", partial)) }
    if let checkpoint {
      roles.append(("the checkpoint", checkpoint))
      roles.append(("the next checkpoint", Self.new(checkpoint)))
    }
    if let rejects = settings.rejects { roles.append(("--rejects", rejects)) }
    if let notes = settings.notes { roles.append(("--notes", notes)) }
    try Self.check(roles, inputs)
    if settings.output == nil { try Self.check(.standardOutput, "stdout", roles, inputs) }
    try Self.check(.standardError, "stderr", roles, inputs)
  }

  /// What an earlier run left.
  enum Former {
    /// The output, complete.
    case finished
    /// A part of the output.
    case unfinished
  }

  /// Returns what an earlier run left that this run replaces; `nil` if there is nothing to say.
  ///
  /// - Parameter resumes: Whether the run was to go on.
  /// - Returns: What there is.
  func former(resumes: Bool) -> Former? {
    func isThere(_ path: String?) -> Bool { path.flatMap { System.kind(ofFileAt: $0) } != nil }
    if isThere(checkpoint) || resumes && isThere(partial) { return .unfinished }
    return resumes && isThere(output) ? .finished : nil
  }

  /// Returns the path of a checkpoint that is being written.
  static func new(_ checkpoint: String) -> String { "\(checkpoint).new" }

  /// Returns the identities of the regular files that are read, and their names.
  private static func inputs(
    of settings: ConvertSettings
  ) throws -> [System.FileIdentity: String] {
    guard settings.files.count(where: { $0 == FileList.standardInput }) <= 1 else {
      throw ConvertUsageError(message: "Standard input (-) can be read once.")
    }
    var inputs: [System.FileIdentity: String] = [:]
    for path in settings.files {
      if path == FileList.standardInput {
        if System.kind(of: .standardInput) == .regular,
          let identity = System.identity(of: .standardInput)
        {
          inputs[identity] = "standard input"
        }
        continue
      }
      guard !path.isEmpty else {
        throw ConvertUsageError(message: "An input is \"\", which is not the path of a file.")
      }
      let name = PlainText.printable(path)
      guard !System.isFolder(path) else {
        throw CommandFailure("\(name) is a folder; give its files")
      }
      let kind = System.kind(ofFileAt: path)
      // A pipe loses what its writer wrote if it is opened and closed.
      guard kind == .regular || kind == nil else { continue }
      System.close(try System.open(path))
      if let identity = System.identity(ofFileAt: path) { inputs[identity] = name }
    }
    return inputs
  }

  /// Checks that each file has one role.
  private static func check(
    _ roles: [(role: String, path: String)], _ inputs: [System.FileIdentity: String]
  ) throws(ConvertUsageError) {
    var places: [System.FilePlace: String] = [:]
    var written: [System.FileIdentity: String] = [:]
    for (role, path) in roles {
      let name = PlainText.printable(path)
      let place = System.place(of: path)
      if let place, let other = places.updateValue(role, forKey: place) {
        throw ConvertUsageError(message: "\(name) is \(other) and \(role); choose another file.")
      }
      guard System.kind(ofFileAt: path) == .regular,
        let identity = System.identity(ofFileAt: path)
      else { continue }
      if let input = inputs[identity] {
        throw ConvertUsageError(
          message: "\(name) is \(role) and the same file as the input \(input); choose another "
            + "file.")
      }
      if let other = written.updateValue(role, forKey: identity) {
        throw ConvertUsageError(message: "\(name) is \(other) and \(role); choose another file.")
      }
    }
  }

  /// Checks that a standard stream goes to none of the files.
  private static func check(
    _ stream: FileDescriptor, _ name: String, _ roles: [(role: String, path: String)],
    _ inputs: [System.FileIdentity: String]
  ) throws(ConvertUsageError) {
    guard System.kind(of: stream) == .regular, let identity = System.identity(of: stream)
    else { return }
    if let input = inputs[identity] {
      throw ConvertUsageError(
        message: "\(name) goes to the same file as the input \(input); choose another file.")
    }
    if let (role, path) = roles.first(where: { System.identity(ofFileAt: $0.path) == identity }) {
      throw ConvertUsageError(
        message: "\(PlainText.printable(path)) is \(name) and \(role); choose another file.")
    }
  }
}
