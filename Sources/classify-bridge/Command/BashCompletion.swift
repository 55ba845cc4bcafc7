// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser

/// The completion script for bash, which splits words at the colon in `classifier:jobs`.
enum BashCompletion {
  private static let option = "--generate-completion-script"

  /// Returns the script if the arguments request completions for bash, by name or by default shell.
  static func script(for arguments: [String]) -> String? {
    guard let first = arguments.first, first.hasPrefix(option), arguments.count <= 2 else {
      return nil
    }
    let named = first.hasPrefix("\(option)=") ? String(first.dropFirst(option.count + 1)) : nil
    guard named != nil || first == option else { return nil }
    let shell = (named ?? arguments.dropFirst().first).map(CompletionShell.init(rawValue:))
    guard shell ?? CompletionShell.autodetected() == .bash else { return nil }
    return "\(ClassifyBridgeCommand.completionScript(for: .bash))\n\(wordJoiner)\n"
  }

  /// A function that rejoins the words that bash split at colons, then completes them.
  private static let wordJoiner = #"""
    # bash splits words at colons, and escapes the colons that it inserts itself.
    _classify-bridge_with_colons() {
        local -a joined=()
        local -i index last position=0
        local word
        for index in "${!COMP_WORDS[@]}"; do
            word="${COMP_WORDS[index]//\\:/:}"
            last=$((${#joined[@]} - 1))
            if ((last >= 1)) && [[ "${joined[last]}" = classifier && "${word}" = :* ||
                "${joined[last]}" = classifier: ]]; then
                joined[last]+="${word}"
            else
                joined+=("${word}")
            fi
            if ((index == COMP_CWORD)); then
                position=$((${#joined[@]} - 1))
            fi
        done
        local -r had_colon="${COMP_WORDS[COMP_CWORD]}"
        local -a COMP_WORDS=("${joined[@]}")
        local -i COMP_CWORD="${position}"
        local -r current="${COMP_WORDS[COMP_CWORD]}"
        _classify-bridge "${1}" "${current}" "${COMP_WORDS[COMP_CWORD - 1]}"
        # The part before the colon is already on the command line.
        if [[ "${current}" = classifier:* && "${had_colon}" != classifier* ]]; then
            COMPREPLY=("${COMPREPLY[@]#classifier:}")
        fi
    }

    complete -o filenames -F _classify-bridge_with_colons classify-bridge
    """#
}
#endif
