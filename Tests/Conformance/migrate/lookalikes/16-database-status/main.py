class Row:
    status = "PENDING"


def classify_row(row: Row):
    if row.status == "PENDING":
        row.status = "COMPLETED"
