// SPDX-License-Identifier: Apache-2.0

/// The languages of v1, in the order of its schema.
enum V1Languages {
  static let codes: [String] =
    """
    af az bs cs cy da de en es et fr ga hr hu id is it ku la lt lv mi ms mt nl no oc pi pl pt ro \
    rs_latin sk sl sq sv sw tl tr uz vi ar fa ug ur bn as mni ru rs_cyrillic be bg uk mn abq ady \
    kbd ava dar inh che lbe lez tab tjk hi mr ne bh mai ang bho mah sck new gom sa bgc th ch_sim \
    ch_tra ja ko ta te kn
    """.split(separator: " ").map(String.init)
}
