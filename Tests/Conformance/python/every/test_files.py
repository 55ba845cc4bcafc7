# SPDX-License-Identifier: Apache-2.0
"""Files with every tested version of the SDK."""

import llama_cloud
import pytest


# The SDK escapes quotation marks in file names as %22, like browsers.
@pytest.mark.parametrize("name, kept", [
    ("plain.txt", "plain.txt"), ("märz 2026 + 1.txt", "märz 2026 + 1.txt"),
    ("a\"b;c.txt", "a%22b;c.txt"), ("請求書.pdf", "請求書.pdf"),
])
def test_uploads_file_from_tuple(speak, name, kept):
    file = (name, b"Invoice", "text/plain")
    created = speak(lambda c: c.files.create(
        file=file, purpose="classify", external_file_id="x/1"))
    assert created.id.startswith("dfl-")
    assert created.name == kept
    assert created.purpose == "classify"
    assert created.external_file_id == "x/1"


def test_uploads_file_from_disk(speak, tmp_path):
    path = tmp_path / "invoice.txt"
    path.write_text("Invoice")
    assert speak(lambda c: c.files.create(file=path, purpose="classify")).name == "invoice.txt"


def test_uploads_large_file(speak):
    created = speak(lambda c: c.files.create(
        file=("large.txt", b"x" * (20 << 20), "text/plain"), purpose="classify"))
    assert created.name == "large.txt"


def test_reads_and_deletes_file(speak, upload):
    file_id = upload()
    assert speak(lambda c: c.files.retrieve(file_id)).name == "invoice.txt"
    speak(lambda c: c.files.delete(file_id))
    with pytest.raises(llama_cloud.NotFoundError):
        speak(lambda c: c.files.retrieve(file_id))


def test_lists_files_across_pages(speak, upload):
    created = {upload(f"{number}.txt") for number in range(7)}
    listed = speak.items(lambda c: c.files.list(page_size=3))
    assert len(listed) == 7
    assert {file.id for file in listed} == created


def test_filters_files_by_name(speak, upload):
    upload("a.txt")
    file_id = upload("b.txt")
    assert [f.id for f in speak.items(lambda c: c.files.list(file_name="b.txt"))] == [file_id]
