// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser

/// The completions for bash, which takes the colon in `classifier:jobs` for the end of a word.
enum BashCompletion {
  private static let option = "--generate-completion-script"

  /// Returns the script if the arguments ask for it, by name or by the shell that runs them.
  static func script(for arguments: [String]) -> String? {
    guard let first = arguments.first, first.hasPrefix(option), arguments.count <= 2 else {
      return nil
    }
    let named = first.hasPrefix("\(option)=") ? String(first.dropFirst(option.count + 1)) : nil
    guard named != nil || first == option else { return nil }
    let shell = (named ?? arguments.dropFirst().first).map(CompletionShell.init(rawValue:))
    guard shell ?? CompletionShell.autodetected() == .bash else { return nil }
    return "\(ClassifyBridgeCommand.completionScript(for: .bash))\n\(joining)\n"
  }

  /// Puts the words together that bash took apart, and completes those.
  private static let joining = #"""
    # bash takes a colon for the end of a word, and escapes those that it writes itself.
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
        # What is before the colon stands there already.
        if [[ "${current}" = classifier:* && "${had_colon}" != classifier* ]]; then
            COMPREPLY=("${COMPREPLY[@]#classifier:}")
        fi
    }

    complete -o filenames -F _classify-bridge_with_colons classify-bridge
    """#
}
#endif
