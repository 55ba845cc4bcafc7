# SPDX-License-Identifier: Apache-2.0
"""Classify v1 with llama-cloud-services, the oldest client with the strictest decoding: the
sandbox's own v1, and a gateway's.

It raises on values outside v1's schema, requires one result per file in a single page, and compares
file IDs literally.
"""

import asyncio

import pytest
from conftest import INVOICE, RULES
from llama_cloud.core.api_error import ApiError
from llama_cloud.types import ClassifierRule, ClassifyParsingConfiguration
from llama_cloud_services.beta.classifier.client import ClassifyClient
from llama_cloud_services.utils import SourceText

UNKNOWN = "00000000-0000-4000-8000-000000000000"
RULES = [ClassifierRule(**rule) for rule in RULES]


def connect(server):
    """Creates a client, which supports only one synchronous call."""
    client = ClassifyClient.from_api_key("llx-conformance", base_url=server.url)
    client.polling_interval = 0.05
    return client


@pytest.fixture
def classify(serve_v1):
    """Creates a client of a server with the given options."""
    return lambda *options: connect(serve_v1(*options))


def texts(*names):
    return [SourceText(text_content=INVOICE, filename=name) for name in names]


@pytest.mark.parametrize("pages, label", [(None, "invoice"), ([1], "receipt")])
def test_uploads_and_classifies_documents(classify, pages, label):
    parsing = ClassifyParsingConfiguration(target_pages=pages) if pages else None
    results = classify().classify(RULES, texts("a.txt", "b.txt"), parsing)
    assert sorted(item.file.name for item in results.items) == ["a.txt", "b.txt"]
    assert {item.result.type for item in results.items} == {label}


def test_classifies_file_by_path(classify, tmp_path):
    path = tmp_path / "invoice.txt"
    path.write_text(INVOICE)
    results = classify("--job-duration", "200ms").classify_file_path(RULES, str(path))
    assert [item.result.type for item in results.items] == ["invoice"]


def test_returns_null_result_for_failed_file(classify):
    results = classify().classify(RULES, texts("a.txt", "scan.broken"))
    by_name = {item.file.name: item.result for item in results.items}
    assert by_name["a.txt"].type == "invoice"
    assert by_name["scan.broken"] is None


def test_raises_or_returns_failed_job(serve_v1):
    server = serve_v1()
    with pytest.raises(ValueError, match="Error classifying files"):
        connect(server).classify(RULES, texts("scan.broken"))
    results = connect(server).classify(RULES, texts("scan.broken"), raise_on_error=False)
    assert [item.result for item in results.items] == [None]


def test_returns_120_results_in_one_page(classify):
    results = classify().classify(RULES, texts(*(f"{number}.txt" for number in range(120))))
    assert len(results.items) == 120


@pytest.mark.parametrize("file_ids, status", [([], 422), ([UNKNOWN], 400)])
def test_returns_status_of_invalid_request(classify, file_ids, status):
    with pytest.raises(ApiError) as caught:
        asyncio.run(classify().acreate_classify_job(RULES, file_ids))
    assert caught.value.status_code == status
