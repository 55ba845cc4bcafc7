import sys

from app.labels import label_all

print(label_all(sys.argv[1:]))
