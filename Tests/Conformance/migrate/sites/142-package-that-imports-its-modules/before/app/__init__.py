from . import clients, label
