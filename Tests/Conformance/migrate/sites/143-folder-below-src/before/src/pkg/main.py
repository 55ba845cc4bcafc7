import sys

from pkg.sub.a import label_all

print(label_all(sys.argv[1:]))
