// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// The catalogue for a program: a JSON array with an object for each row.
enum CatalogueJSON {
  /// Returns the array, and a line feed.
  static func render(_ entries: [CatalogueEntry]) -> String {
    entries.map(Row.init).jsonText(pretty: true) + "\n"
  }

  private struct Row: JSONWritable {
    let entry: CatalogueEntry

    func write(to writer: inout JSONWriter) {
      writer.writeObject { object in
        object.member("code", entry.code.rawValue)
        object.member("area", entry.area.rawValue)
        object.member("direction", entry.direction.rawValue)
        object.member("effect", entry.effectWord)
        object.member("v1", entry.v1)
        object.member("v2", entry.v2)
        object.member("summary", entry.summary)
      }
    }
  }
}
