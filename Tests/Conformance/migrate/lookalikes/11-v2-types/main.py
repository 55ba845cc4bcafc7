from llama_cloud.types import ClassifyGetResponse, ClassifyResult
from llama_cloud.types.classify_configuration_param import ParsingConfiguration, Rule

RULES = [Rule(type="a", description="has an a in it")]
PARSING = ParsingConfiguration(target_pages="1,3", max_pages=5)


def label(job: ClassifyGetResponse) -> ClassifyResult | None:
    return job.result
