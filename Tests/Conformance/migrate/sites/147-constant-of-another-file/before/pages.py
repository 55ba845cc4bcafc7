COVER = [0, 1]
