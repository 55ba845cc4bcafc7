# SPDX-License-Identifier: Apache-2.0
"""Classify v1 as llama-cloud-services has it: the oldest client, and the strictest reader.

It raises on values that v1 does not have, needs one result for each file in a single page, and
compares the ids of files literally.
"""

import asyncio

import pytest
from conftest import INVOICE, RULES
from llama_cloud.core.api_error import ApiError
from llama_cloud.types import ClassifierRule, ClassifyParsingConfiguration
from llama_cloud_services.beta.classifier.client import ClassifyClient
from llama_cloud_services.utils import SourceText

NOBODY = "00000000-0000-4000-8000-000000000000"
RULES = [ClassifierRule(**rule) for rule in RULES]


def connect(server):
    """Makes a client as callers do; each is good for one call that is not awaited."""
    client = ClassifyClient.from_api_key("llx-conformance", base_url=server.url)
    client.polling_interval = 0.05
    return client


@pytest.fixture
def classify(serve):
    """Makes a client of a server with these options."""
    return lambda *options: connect(serve(*options))


def texts(*names):
    return [SourceText(text_content=INVOICE, filename=name) for name in names]


@pytest.mark.parametrize("pages, label", [(None, "invoice"), ([1], "receipt")])
def test_documents_are_uploaded_and_classified(classify, pages, label):
    parsing = ClassifyParsingConfiguration(target_pages=pages) if pages else None
    results = classify().classify(RULES, texts("a.txt", "b.txt"), parsing)
    assert sorted(item.file.name for item in results.items) == ["a.txt", "b.txt"]
    assert {item.result.type for item in results.items} == {label}


def test_a_file_is_classified_by_its_path(classify, tmp_path):
    path = tmp_path / "invoice.txt"
    path.write_text(INVOICE)
    results = classify("--job-duration", "200ms").classify_file_path(RULES, str(path))
    assert [item.result.type for item in results.items] == ["invoice"]


def test_failed_files_have_a_result_too(classify):
    results = classify().classify(RULES, texts("a.txt", "scan.broken"))
    by_name = {item.file.name: item.result for item in results.items}
    assert by_name["a.txt"].type == "invoice"
    assert by_name["scan.broken"] is None


def test_a_failed_job_is_raised_or_returned(server):
    with pytest.raises(ValueError, match="Error classifying files"):
        connect(server).classify(RULES, texts("scan.broken"))
    results = connect(server).classify(RULES, texts("scan.broken"), raise_on_error=False)
    assert [item.result for item in results.items] == [None]


def test_many_documents_have_their_results_in_one_page(classify):
    results = classify().classify(RULES, texts(*(f"{number}.txt" for number in range(120))))
    assert len(results.items) == 120


@pytest.mark.parametrize("file_ids, status", [([], 422), ([NOBODY], 400)])
def test_what_is_wrong_is_said(classify, file_ids, status):
    with pytest.raises(ApiError) as caught:
        asyncio.run(classify().acreate_classify_job(RULES, file_ids))
    assert caught.value.status_code == status
