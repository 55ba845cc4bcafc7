import sys

from app.label import label

print(label(sys.argv[1]))
