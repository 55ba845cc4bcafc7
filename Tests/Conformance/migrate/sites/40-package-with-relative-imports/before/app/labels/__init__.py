from .batch import label_all
