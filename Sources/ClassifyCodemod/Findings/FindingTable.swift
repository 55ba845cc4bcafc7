// SPDX-License-Identifier: Apache-2.0

/// What a code means and what to do about it.
public struct FindingEntry: Sendable, Hashable {
  /// The code.
  public let code: FindingCode
  /// What it is about, in a few words.
  public let summary: String
  /// What a person does about it.
  public let advice: String

  /// ``summary`` as a sentence.
  public var meaning: String {
    // v1 and v2 are names.
    let first = summary.hasPrefix("v1 ") ? "v" : summary.prefix(1).uppercased()
    return "\(first)\(summary.dropFirst())."
  }
}

extension Finding {
  /// What a person does about it; nil where the message says so itself.
  package var advice: String? {
    switch code {
    case .storedJobID, .pagesInvalid, .pageLimitInvalid, .webhook: FindingTable[code].advice
    default: code.kind == .unreadable ? FindingTable[code].advice : nil
    }
  }
}

/// The explanations of all codes: reports and the documentation take them from here.
public enum FindingTable {
  /// Every code, from good to bad.
  public static let entries: [FindingEntry] = FindingCode.allCases.map { Self[$0] }

  /// Returns the explanation of a code.
  public static subscript(code: FindingCode) -> FindingEntry {
    func entry(_ summary: String, _ advice: String) -> FindingEntry {
      FindingEntry(code: code, summary: summary, advice: advice)
    }
    return switch code {
    // MARK: Rewritten
    case .callRewritten:
      entry("v1 call written as v2 call", "Review the edit.")
    case .resultRewritten:
      entry(
        "result read from the v2 job",
        "Review the edit: v2 has one result per job, and no list of items.")
    case .statusRewritten:
      entry(
        "status words of v1 written as those of v2",
        "Review the edit: v2 has both PENDING and RUNNING.")
    case .pagesRewritten:
      entry(
        "0-based page list written as 1-based ranges",
        "Review the pages: both select the same ones.")
    case .pageLimitWritten:
      entry(
        "page limit written as v2 understands it",
        "Keep the limit to read as many pages as v1, or raise it: each page costs a credit.")
    case .importRewritten:
      entry("import of a v1 name replaced", "Review the edit.")
    case .typeRewritten:
      entry("v1 type replaced by its v2 counterpart", "Review the edit.")
    case .bodyRewritten:
      entry("request body of v1 written as one of v2", "Review the edit.")
    case .commandRewritten:
      entry("v1 command written as v2 command", "Review the edit.")
    case .settingRewritten:
      entry("v1 setting written as v2 expects it", "Review the edit, and the code that reads it.")
    case .dependencyRewritten:
      entry(
        "SDK version raised to one that has v2",
        "Install the new version, update the lock file, and run the tests.")
    case .nameRewritten:
      entry("deprecated name replaced", "Review the edit.")

    // MARK: Served by a shim
    case .shimCall:
      entry(
        "value that the shim returns in v1's shape",
        "Nothing: the code that uses it stays as it is.")
    case .shimClassifier:
      entry(
        "v1 calls served by v2 through the shim",
        "Keep the shim with the code; write v2 calls where one file is classified.")
    case .shimServices:
      entry(
        "llama-cloud-services replaced by the shim",
        "Remove the package llama-cloud-services after the migration.")

    // MARK: Left for a person
    case .probable:
      entry(
        "looks like v1, but nothing proves it",
        "If it is a client of LlamaCloud, run again with --assume-client and its name.")
    case .multimodal:
      entry(
        "mode MULTIMODAL, which v2 lacks",
        "Use mode FAST and check the results, or parse the file first and classify the parse job.")
    case .partialSuccess:
      entry(
        "status PARTIAL_SUCCESS, which a job of one file never has",
        "Decide what the branch means if each file has a job of its own.")
    case .storedJobID:
      entry(
        "job ID that is stored or passed on",
        "Let stored jobs finish with v1, as v2 does not find them, and store v2 IDs from then on.")
    case .oldJobs:
      entry(
        "job IDs that v1 may have created",
        "Let stored jobs finish with v1 before you deploy, as v2 does not find them.")
    case .modeVariable:
      entry(
        "mode that is known only at run time", "Make sure that it is FAST: v2 has no other mode.")
    case .spread:
      entry(
        "arguments that are known only at run time",
        "Write the arguments out, and run again.")
    case .pagesInvalid:
      entry(
        "pages that v2 can't express: none, or negative ones",
        "Write the pages that are meant, counted from 1.")
    case .pagesVariable:
      entry(
        "pages that are known only at run time",
        "Convert the value: v2 takes a text of pages counted from 1, such as \"1,3,5-7\".")
    case .pageLimitInvalid:
      entry("page limit below 1", "Remove the limit, or write 1 or more.")
    case .pageLimitChoice:
      entry(
        "page limit beside pages, of which v2 may follow only one",
        "Classify a longer document with v2 and see which pages it reads, or remove the limit.")
    case .language:
      entry(
        "language code that v2 does not document",
        "Test it with v2, or write the code of ISO 639-1.")
    case .timeoutUnit:
      entry(
        "timeout of more than two hours, perhaps in milliseconds",
        "Write seconds, as the SDK expects.")
    case .fileCount:
      entry(
        "several files, or a number known only at run time",
        "Create one v2 job for each file, as the shim does for calls in programs.")
    case .resultEscapes:
      entry(
        "v1 result that is used out of sight",
        "Change the code that receives it as well; the shim keeps v1's form in programs.")
    case .webhook:
      entry(
        "webhook with events or headers that v2 does not take",
        "Write the webhook configuration of v2.")
    case .webhookEvent:
      entry(
        "webhook event that is renamed in the edit",
        "Make the receiver accept the new name, and the old one as long as jobs of v1 run.")
    case .typeWithoutCounterpart:
      entry(
        "v1 type that is not replaced",
        "Decide the calls that it serves, or write a type of your own.")
    case .unsupportedArgument:
      entry("argument without a counterpart", "Remove it, or write what v2 offers instead.")
    case .jobListing:
      entry(
        "list of v1 jobs",
        "Use classify.list: it lists v2 jobs, one per file, at most 100 on a page.")
    case .statusLogic:
      entry(
        "logic that depends on v1's status words",
        "Write the words of v2: PENDING, RUNNING, COMPLETED, FAILED, CANCELLED.")
    case .comment:
      entry(
        "comment that shows v1",
        "Update or delete it; if it has pages, find out whether they count from 0 or 1.")
    case .text:
      entry(
        "text in quotes that shows v1",
        "Update it by hand; if it has pages, find out whether they count from 0 or 1.")
    case .fake:
      entry("test double of v1", "Write one of v2: classify.run, create and get.")
    case .setting:
      entry(
        "v1 setting or body whose reader is not rewritten",
        "Change it and the code that reads it together.")
    case .documentation:
      entry("documentation of v1", "Update the example.")
    case .shimExists:
      entry(
        "file with the name of the shim",
        "Rename it if it is no shim; if it is an edited one, restore it as it was, and run again.")
    case .unclearSyntax:
      entry(
        "code that could not be read with certainty", "Write it more simply, and run again.")
    case .notVerified:
      entry(
        "edit that did not hold when the file was read again", "Edit the file by hand.")
    case .otherLanguage:
      entry(
        "v1 in a language that is not rewritten",
        "Edit it by hand: the message names the guide for it.")
    case .lockFile:
      entry(
        "lock file with an SDK without v2",
        "After the edits run what writes it: npm install, uv lock, poetry lock and the like.")
    case .dependency:
      entry(
        "SDK version without v2 at a place that is not edited",
        "Raise it to a version with v2 as the message says.")

    // MARK: Blocked
    case .servicesPin:
      entry(
        "llama-cloud-services, which pins an SDK without v2",
        "Replace llama-cloud-services by llama-cloud.")
    case .otherProducts:
      entry(
        "other products or calls of llama-cloud-services, such as LlamaParse",
        "Move them to llama-cloud first: it can't be 2.19 beside llama-cloud-services.")
    case .dependencyPin:
      entry(
        "pin of an SDK without v2 that v1 calls still need",
        "Decide the places that the message names, and run again.")
    case .oldSDK:
      entry(
        "call of an SDK that has no v2",
        "Move the call to llama-cloud 2.19, and run again.")

    // MARK: Unreadable
    case .notUTF8:
      entry("file that is not UTF-8", "Convert the file to UTF-8, and run again.")
    case .notReadable:
      entry("file that can't be read", "Check its permissions, and run again.")
    case .notWritable:
      entry("file that was not written", "Fix the cause, and run again: the file is unchanged.")
    case .syntax:
      entry("file with broken syntax", "Fix the syntax, and run again.")
    case .tooLarge:
      entry("file that is too large", "Run again with a greater --max-file-size.")
    }
  }
}

extension FindingKind {
  /// The heading in reports.
  package var title: String {
    switch self {
    case .rewrite: "Rewritten"
    case .shim: "Served by a shim"
    case .decision: "Left for a person"
    case .blocked: "Blocked"
    case .unreadable: "Not read or written"
    }
  }
}
