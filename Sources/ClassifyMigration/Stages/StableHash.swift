// SPDX-License-Identifier: Apache-2.0

/// A hash of texts that is the same in every process and release.
enum StableHash {
  /// Returns the position of a key, 0 up to `count`, exclusive; keys are spread evenly.
  ///
  /// 64-bit FNV-1a, whose high bits hardly depend on the last bytes of a key, followed by the
  /// finalizer of MurmurHash3, which mixes all bits.
  static func position(of key: String, in count: Int) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    hash ^= hash >> 33
    return Int(truncatingIfNeeded: hash.multipliedFullWidth(by: UInt64(count)).high)
  }
}
