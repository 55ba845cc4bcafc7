// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser

/// The files that the options of a comparison name.
struct CompareFiles {
  /// A file that an option names.
  struct Entry {
    let option: String
    /// The path; `nil` if the option is not given.
    let path: String?
  }

  /// Where a path leads, whatever folders and links it goes through.
  private enum Place: Hashable {
    /// A file that exists.
    case existing(System.FileIdentity)
    /// A file that can be created.
    case new(System.FilePlace)

    /// Returns `nil` for standard input, a pipe or a device, and if ``System/place(of:)`` finds no
    /// place.
    init?(_ path: String) {
      guard path != FileList.standardInput else { return nil }
      if let kind = System.kind(ofFileAt: path) {
        guard kind == .regular, let identity = System.identity(ofFileAt: path) else { return nil }
        self = .existing(identity)
        return
      }
      guard let place = System.place(of: path) else { return nil }
      self = .new(place)
    }
  }

  /// The files that are written.
  let outputs: [Entry]
  /// The files that are only read.
  let inputs: [Entry]

  /// Checks that no file is written for two options, or is written and read, and that none is the
  /// one to which stdout or stderr goes.
  ///
  /// - Throws: `ValidationError` with the options.
  func check() throws(ValidationError) {
    var options: [Place: String] = [:]
    let streams = Set(
      [FileDescriptor.standardOutput, .standardError].compactMap(System.identity(of:)))
    for input in inputs {
      if let place = input.path.flatMap(Place.init) { options[place] = input.option }
    }
    for output in outputs {
      guard let path = output.path, let place = Place(path) else { continue }
      if case .existing(let identity) = place, streams.contains(identity) {
        throw ValidationError(
          "\(output.option) names \(PlainText.printable(path)), to which other output goes, too; "
            + "choose another file.")
      }
      if let other = options[place] {
        throw ValidationError(
          "\(other) and \(output.option) name the same file, \(PlainText.printable(path)): give "
            + "each a file of its own.")
      }
      options[place] = output.option
    }
  }
}

extension CompareCommand {
  /// The files of the options, each of which has to be another one.
  var files: CompareFiles {
    CompareFiles(
      outputs: [
        CompareFiles.Entry(option: "--results", path: from == nil ? resultsPath : nil),
        CompareFiles.Entry(option: "--report", path: report),
        CompareFiles.Entry(option: "--notes", path: translation.notes.path),
      ],
      inputs: [
        CompareFiles.Entry(option: "--rules", path: rules),
        CompareFiles.Entry(option: "--from", path: from),
        CompareFiles.Entry(option: "--expected", path: judgement.expected),
        CompareFiles.Entry(option: "--ignore", path: judgement.ignore),
      ])
  }
}
#endif
