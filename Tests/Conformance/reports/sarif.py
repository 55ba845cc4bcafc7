# SPDX-License-Identifier: Apache-2.0
"""SARIF 2.1.0, as the classes of pysarif have it.

They are generated from the schema, which no package on PyPI ships itself. Pydantic checks against
them strictly: the names of members, which ones are required, types and enumerations. They leave out
the limits of numbers and the members of `originalUriBaseIds`, which are checked here.
"""

import json

import pysarif
from pydantic import ConfigDict, TypeAdapter
from pydantic.alias_generators import to_camel

MINIMUM = {
    "startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1, "byteOffset": -1,
    "byteLength": 0, "ruleIndex": -1,
}


def alias(name):
    return "$schema" if name == "schema" else to_camel(name)


def configure():
    for type_ in vars(pysarif).values():
        if isinstance(type_, type):
            is_open = type_ is pysarif.PropertyBag
            type_.__pydantic_config__ = ConfigDict(
                extra="allow" if is_open else "forbid", strict=True, alias_generator=alias)


configure()
LOG = TypeAdapter(pysarif.SarifLog)
LOCATION = TypeAdapter(pysarif.ArtifactLocation)


def parsed(text):
    """Returns a log; raises if it isn't valid."""
    LOG.validate_json(text)
    log = json.loads(text)
    for run in log["runs"]:
        for location in run.get("originalUriBaseIds", {}).values():
            LOCATION.validate_json(json.dumps(location))
    values = [log]
    while values:
        value = values.pop()
        if isinstance(value, dict):
            for key, minimum in MINIMUM.items():
                assert value.get(key, minimum) >= minimum, (key, value)
            values.extend(value.values())
        elif isinstance(value, list):
            values.extend(value)
    return log
