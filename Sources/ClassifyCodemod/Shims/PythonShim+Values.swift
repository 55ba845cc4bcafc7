// SPDX-License-Identifier: Apache-2.0

extension PythonShim {
  /// The conversion of parsing configurations.
  static let parsing = ###"""
    PAGE_LIMIT = 5  # v1's limit if neither max_pages nor target_pages is given


    class ClassifyParsingConfiguration(BaseModel):
        lang: Optional[str] = None
        max_pages: Optional[int] = None
        target_pages: Optional[List[int]] = None  # counted from 0


    class ClassifyParsingConfigurationParam(TypedDict, total=False):
        lang: str
        max_pages: Optional[int]
        target_pages: Optional[Iterable[int]]  # counted from 0


    def parsing_configuration(value: Any) -> ParsingConfiguration:
        """Returns v2's parsing configuration for one of v1."""
        old = _members(value) if value else {}
        new: Any = {name: member for name, member in old.items() if member is not None}
        if "target_pages" in new:
            new["target_pages"] = _page_ranges(new["target_pages"])
        elif "max_pages" not in old:
            new["max_pages"] = PAGE_LIMIT
        return cast(ParsingConfiguration, new)


    def _page_ranges(indices: Iterable[Any]) -> str:
        """Returns pages counted from 0 as v2 writes them: [0, 2, 4, 5, 6] is "1,3,5-7"."""
        pages = list(indices)
        if not pages or any(type(page) is not int or page < 0 for page in pages):
            raise ValueError(f"target_pages is {pages}: it must name pages, counted from 0")
        ranges: List[List[int]] = []
        for page in sorted(set(pages)):
            if ranges and ranges[-1][1] == page:
                ranges[-1][1] = page + 1
            else:
                ranges.append([page + 1, page + 1])
        return ",".join(f"{a}-{b}" if a < b else f"{a}" for a, b in ranges)


    def _members(value: Any) -> Dict[str, Any]:
        """Returns the members of a mapping, or those of a model that were set."""
        return value.model_dump(exclude_unset=True) if hasattr(value, "model_dump") else dict(value)
    """###

  /// The values that v1 returned.
  static let models = ###"""
    MAXIMUM_FILES = 500
    CONCURRENCY = 8  # requests at the same time
    FINISHED = {"COMPLETED", "FAILED", "CANCELLED"}
    POLLING = ("polling_interval", "max_interval", "timeout", "backoff", "verbose")


    class ClassifyJob(BaseModel):
        id: str
        project_id: str
        user_id: str
        status: str
        rules: List[ClassifierRule]
        mode: Optional[str] = None
        error_message: Optional[str] = None
        created_at: Optional[datetime] = None
        updated_at: Optional[datetime] = None


    class Item(BaseModel):
        id: str
        classify_job_id: str
        file_id: Optional[str] = None
        result: Optional[ClassifyResult] = None  # None if the file failed
        created_at: Optional[datetime] = None
        updated_at: Optional[datetime] = None


    class JobGetResultsResponse(BaseModel):
        items: List[Item]  # in the order of file_ids
        next_page_token: Optional[str] = None
        total_size: Optional[int] = None
    """###

  /// From v1 requests to v2 requests, and from v2 jobs to v1 values.
  static let conversions = ###"""
    def _requests(file_ids: Iterable[str], rules: Iterable[Any], mode: Any,
                  parsing: Any) -> List[Dict[str, Any]]:
        ids = list(file_ids)
        if not 1 <= len(ids) <= MAXIMUM_FILES:
            raise ValueError(f"file_ids has {len(ids)} elements: 1 to {MAXIMUM_FILES} are allowed")
        if mode and mode != "FAST":
            raise ValueError(f"v2 has no mode {mode}: use FAST, and check the results")
        configuration = {
            "rules": [_members(rule) for rule in rules],
            "parsing_configuration": parsing_configuration(parsing),
        }
        return [{"file_input": id, "configuration": configuration} for id in ids]


    def _job(jobs: List[Any]) -> ClassifyJob:
        """Returns v2 jobs as one job of v1."""
        words = {job.status for job in jobs}
        if not words <= FINISHED:
            status = "PENDING"
        elif "COMPLETED" in words:
            status = "SUCCESS" if words == {"COMPLETED"} else "PARTIAL_SUCCESS"
        else:
            status = "CANCELLED" if words == {"CANCELLED"} else "ERROR"
        errors = [f"{job.file_input}: {job.error_message}" for job in jobs if job.error_message]
        return ClassifyJob(
            id=",".join(job.id for job in jobs), project_id=jobs[0].project_id,
            user_id=jobs[0].user_id, status=status, rules=jobs[0].configuration.rules,
            mode=jobs[0].configuration.mode, error_message="; ".join(errors) or None,
            created_at=jobs[0].created_at, updated_at=jobs[-1].updated_at)


    def _results(job_id: str, jobs: Iterable[Any]) -> JobGetResultsResponse:
        items = [
            Item(id=job.id, classify_job_id=job_id, file_id=job.file_input, result=job.result,
                 created_at=job.created_at, updated_at=job.updated_at)
            for job in jobs
        ]
        return JobGetResultsResponse(items=items, total_size=len(items))
    """###
}
