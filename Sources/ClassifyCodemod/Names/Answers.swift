// SPDX-License-Identifier: Apache-2.0

/// What a resolver can be asked, in a form that shows when a question leads to itself.
enum Question: Sendable, Hashable {
  /// What an expression stands for.
  case value(Place)
  /// What an annotation in quotes stands for.
  case quoted(Place)
  /// What a module has under a name.
  case export(FilePath, String)
  /// What an attribute of a class, or of its values, is.
  case attribute(Place, String, isInstance: Bool)
  /// What is passed for a parameter, or a part of it.
  case parameter(Place, [Binding.Projection])
  /// What a function returns.
  case returned(Place)
  /// What a named type stands for.
  case alias(Place)
  /// The client that a class derives from.
  case client(Place)
}

/// The answers that a resolver has found, and the questions that it is answering.
///
/// A question that leads to itself adds nothing to its own answer: there, the answer is
/// ``Resolution/null``. Answers that were found with the help of such a guess hold until the
/// question is answered that was guessed; so each question is asked once in a cycle, however many
/// ways lead around it.
struct Answers: Sendable {
  /// The maximum number of questions that are looked at.
  private static let maximumCount = 100_000
  /// The maximum number of questions that lead to one another.
  private static let maximumDepth = 120

  /// A question that is being answered.
  struct Attempt: Sendable {
    fileprivate let question: Question
    /// The number of questions that led to it.
    fileprivate let depth: Int
    /// The number of provisional answers before it.
    fileprivate let provisionalCount: Int
    /// What ``Answers/guessed`` was before it.
    fileprivate let guessed: Int
  }

  enum Start: Sendable {
    case answered(Resolution)
    case begun(Attempt)
  }

  private struct Provisional: Sendable {
    var resolution: Resolution
    /// The depth of the outermost question whose answer was guessed.
    var guessed: Int
  }

  private var known: [Question: Resolution] = [:]
  private var provisional: [Question: Provisional] = [:]
  /// The questions of ``provisional`` in the order of their answers.
  private var order: [Question] = []
  /// The depths of the questions that are being answered.
  private var active: [Question: Int] = [:]
  /// The depth of the outermost question whose answer was guessed for the current one.
  private var guessed = Int.max
  private var count = 0

  /// Whether a question was not answered because there were too many.
  var hasGivenUp: Bool { count > Self.maximumCount }

  /// Begins to answer a question, or returns the answer that is known or has to do.
  mutating func begin(_ question: Question) -> Start {
    if let resolution = known[question] { return .answered(resolution) }
    if let answer = provisional[question] {
      guessed = min(guessed, answer.guessed)
      return .answered(answer.resolution)
    }
    if let depth = active[question] {
      guessed = min(guessed, depth)
      return .answered(.null)
    }
    count += 1
    guard count <= Self.maximumCount else { return .answered(.unknown) }
    guard active.count < Self.maximumDepth else {
      // A shorter way to the question may find more.
      guessed = 0
      return .answered(.unknown)
    }
    let attempt = Attempt(
      question: question, depth: active.count, provisionalCount: order.count, guessed: guessed)
    active[question] = attempt.depth
    guessed = .max
    return .begun(attempt)
  }

  /// Remembers the answer to a question.
  mutating func end(_ attempt: Attempt, with resolution: Resolution) {
    active[attempt.question] = nil
    if guessed < attempt.depth {
      for question in order[attempt.provisionalCount...] {
        guard let answer = provisional[question], answer.guessed > guessed else { continue }
        provisional[question]?.guessed = guessed
      }
      provisional[attempt.question] = Provisional(resolution: resolution, guessed: guessed)
      order.append(attempt.question)
    } else {
      for question in order[attempt.provisionalCount...] { provisional[question] = nil }
      order.removeSubrange(attempt.provisionalCount...)
      known[attempt.question] = resolution
      guessed = .max
    }
    guessed = min(guessed, attempt.guessed)
  }
}
