// SPDX-License-Identifier: Apache-2.0

/// Makes v1 sites use the shim, which keeps v1's shape over v2.
///
/// One edit replaces the classifier, `client.classifier` by `classifier(client)`; the calls, their
/// results and the names of the classifier stay as they are.
enum ShimRewrite {
  /// Returns the findings and edits that let a site use the shim.
  ///
  /// - Parameters:
  ///   - site: A proved site.
  ///   - file: The file of the site.
  ///   - context: The project and the options.
  ///   - spelling: The spelling of the file's language.
  /// - Returns: The draft, with the shim it needs; nil if the shim can't serve the site.
  static func draft(
    for site: Site, in file: SourceFile, context: MigrationContext, spelling: Spelling
  ) -> FileDraft? {
    guard let program = context.facts.program(for: file, context.finder) else { return nil }
    switch site.kind {
    case .call(let call) where call.sdk.isOfficial:
      // A function with a name of its own comes from a classifier that no edit replaces.
      guard case .member = call.call.callee.kind, ShimCall(program: program, call: call).isServed
      else { return nil }
      return draft(
        site, classifier: call.classifier, isAsync: call.isAsync, in: program, context)
    case .reference(let expression, .classifier(let sdk, let isAsync))
    where sdk.isOfficial:
      return draft(site, classifier: expression, isAsync: isAsync, in: program, context)
    case .reference(let expression, .jobs(let sdk, let isAsync))
    where sdk.isOfficial:
      guard case .member(let member) = expression.kind else { return nil }
      return draft(site, classifier: member.base, isAsync: isAsync, in: program, context)
    default:
      return ServicesRewrite(program: program, context: context).draft(for: site)
    }
  }

  private static func draft(
    _ site: Site, classifier: Expression?, isAsync: Bool, in program: ProgramFile,
    _ context: MigrationContext
  ) -> FileDraft? {
    let placement = context.facts.placement(for: program.file)
    let part: FileDraft.Shim.Part =
      isAsync && placement.kind == .python ? .asyncClassifier : .classifier
    guard placement.has(part, in: context.project) else {
      return taken(site, placement, lacks: part, in: context)
    }
    var edits: [Edit] = []
    if let classifier, case .member(let member) = classifier.kind, member.name.text == "classifier",
      !isName(classifier, in: program)
    {
      guard !member.isOptional, !program.tree.hasFault(in: classifier.range) else { return nil }
      do throws(Refusal) {
        guard
          let shim = try ShimImport.importing(placement, in: program, at: site.range.lowerBound),
          let wrapped = wrap(member, of: classifier, by: shim.callee, in: program)
        else { return nil }
        edits = wrapped + shim.edits
      } catch {
        return FileDraft(findings: [
          Finding(error.code, at: site.range, error.message, proof: site.proof)
        ])
      }
    }
    return FileDraft(
      findings: [
        Finding(
          .shimClassifier, at: site.range,
          edits.isEmpty
            ? "this stays as it is: its classifier comes from \(placement.path)"
            : "\(placement.path) serves this v1 call by v2 jobs, one for each file",
          proof: site.proof, edits: edits)
      ],
      shims: [FileDraft.Shim(kind: placement.kind, path: placement.path, part: part)])
  }

  /// The finding for a path that is in use.
  static func taken(
    _ site: Site, _ placement: ShimPlacement, lacks part: FileDraft.Shim.Part,
    in context: MigrationContext
  ) -> FileDraft {
    let path = placement.path
    guard context.project.file(at: path).map({ ShimFile.isGenerated($0.text) }) ?? false else {
      return FileDraft(findings: [
        Finding(
          .shimExists, at: site.range,
          "\(path) exists and is not a shim; rename it, and run again", proof: site.proof)
      ])
    }
    let client =
      switch part {
      case .classifier: "LlamaCloud"
      case .asyncClassifier: "AsyncLlamaCloud"
      case .services: "llama-cloud-services"
      }
    let user = ShimImporters(of: path, placement.kind, in: context).files.first?.path
    return FileDraft(findings: [
      Finding(
        .shimExists, at: site.range,
        "\(path) was generated and edited since, and lacks the part for \(client): keep your edits"
          + " aside, restore the file as it was generated, for example with git checkout, and run"
          + " again\(user.map { "; do not rename it: \($0) imports it" } ?? "")",
        proof: site.proof)
    ])
  }

  /// Whether `x.classifier` is a name of a classifier, such as `self.classifier`, and no access to
  /// the client's.
  private static func isName(_ expression: Expression, in program: ProgramFile) -> Bool {
    guard case .member(let member) = expression.kind,
      case .client = program.finder.origin(of: member.base, in: program.file)?.entity
    else { return true }
    return false
  }

  /// `client.classifier` becomes `classifier(client)`.
  private static func wrap(
    _ member: Member, of classifier: Expression, by callee: String, in program: ProgramFile
  ) -> [Edit]? {
    let client = member.base.range
    let access = client.upperBound..<classifier.range.upperBound
    guard !program.tree.hasComment(in: access) else { return nil }
    if case .parenthesized = member.base.kind {
      return [.insert(callee, at: client.lowerBound), .delete(access)]
    }
    return [.insert("\(callee)(", at: client.lowerBound), Edit(access, ")")]
  }
}
