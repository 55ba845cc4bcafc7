STATUSES = ("PENDING", "SUCCESS", "PARTIAL_SUCCESS", "ERROR")


def is_done(status):
    return status in ("SUCCESS", "PARTIAL_SUCCESS", "ERROR")
