// SPDX-License-Identifier: Apache-2.0

extension PythonShim {
  /// `classifier(client)` for one sort of client.
  static let entry = ###"""
    def classifier(client: ‹Async›LlamaCloud) -> ‹Async›Classifier:
        """Returns what ``client.classifier`` was in v1."""
        return ‹Async›Classifier(client)
    """###

  /// `classifier(client)` for both sorts of clients.
  static let bothEntries = ###"""
    @overload
    def classifier(client: LlamaCloud) -> Classifier: ...
    @overload
    def classifier(client: AsyncLlamaCloud) -> AsyncClassifier: ...
    def classifier(client: Any) -> Any:
        """Returns what ``client.classifier`` was in v1."""
        return AsyncClassifier(client) if isinstance(client, AsyncLlamaCloud) else Classifier(client)
    """###

  /// The class behind `client.classifier`.
  static let classifierClass = ###"""
    class ‹Async›Classifier:
        def __init__(self, client: ‹Async›LlamaCloud) -> None:
            self.jobs = ‹Async›Jobs(client)

        ‹async ›def classify(self, *, file_ids: Iterable[str], rules: Iterable[Any], mode: Any = None,
                     ‹      ›parsing_configuration: Any = None, **options: Any) -> JobGetResultsResponse:
            polling = {name: options.pop(name) for name in POLLING if name in options}
            job = ‹await ›self.jobs.create(file_ids=file_ids, rules=rules, mode=mode,
                                    ‹      ›parsing_configuration=parsing_configuration, **options)
            ‹await ›self.wait_for_completion(job.id, **polling, **options)
            return ‹await ›self.jobs.get_results(job.id, **options)

        ‹async ›def wait_for_completion(self, classify_job_id: str, *, polling_interval: float = 1.0,
                                ‹      ›max_interval: float = 5.0, timeout: float = 7200.0,
                                ‹      ›backoff: str = "linear", verbose: bool = False,
                                ‹      ›**options: Any) -> ClassifyJob:
            members: Dict[str, Any] = dict.fromkeys(classify_job_id.split(","))
            end = time.monotonic() + timeout
            while True:
                ‹await asyncio¦time›.sleep(polling_interval)
                job = ‹await ›self.jobs.update(members, **options)
                if job.status in ("SUCCESS", "PARTIAL_SUCCESS"):
                    return job
                if job.status != "PENDING":
                    message = f"Job {job.id} failed with status: {job.status}"
                    message += f" | Error: {job.error_message}" if job.error_message else ""
                    ‹logging.getLogger(__name__).error(message)¦raise PollingError(message)›
    ‹                return job
    ›            if time.monotonic() > end:
                    message = f"Polling timed out (timeout: {timeout}s)"
                    ‹logging.getLogger(__name__).error(message)¦raise PollingTimeoutError(message)›
    ‹                return job
    ›            if backoff == "linear":
                    polling_interval = min(polling_interval + 1, max_interval)
                elif backoff == "exponential":
                    polling_interval = min(polling_interval * 2, max_interval)
    """###

  /// The class behind `client.classifier.jobs`.
  static let jobsClass = ###"""
    class ‹Async›Jobs:
        def __init__(self, client: ‹Async›LlamaCloud) -> None:
            self._classify = client.classify

        ‹async ›def create(self, *, file_ids: Iterable[str], rules: Iterable[Any], mode: Any = None,
                   ‹      ›parsing_configuration: Any = None, **options: Any) -> ClassifyJob:
            created: List[Any] = []
            requests = _requests(file_ids, rules, mode, parsing_configuration)
            try:
                ‹await _together¦_each›(lambda r: self._classify.create(**r, **options), requests, created)
            except Exception:
                for job in created:
                    with contextlib.suppress(APIError):
                        ‹await ›self._classify.cancel(job.id)
                raise
            return _job(created)

        ‹async ›def get(self, classify_job_id: str, **options: Any) -> ClassifyJob:
            return ‹await ›self.update(dict.fromkeys(classify_job_id.split(",")), **options)

        ‹async ›def get_results(self, classify_job_id: str, **options: Any) -> JobGetResultsResponse:
            members: Dict[str, Any] = dict.fromkeys(classify_job_id.split(","))
            ‹await ›self.update(members, **options)
            return _results(classify_job_id, members.values())

        ‹async ›def update(self, members: Dict[str, Any], **options: Any) -> ClassifyJob:
            """Reads the v2 jobs that are not finished, and returns all of them as a job of v1."""
            ids = [id for id, job in members.items() if job is None or job.status not in FINISHED]
            jobs: List[Any] = []
            ‹await _together¦_each›(lambda id: self._classify.get(id, **options), ids, jobs)
            members.update(zip(ids, jobs))
            return _job(list(members.values()))
    """###

  /// Several requests at a time with a synchronous client.
  static let each = ###"""
    def _each(call: Any, values: List[Any], results: List[Any]) -> None:
        """Appends the results of calls; stops after the first few of which one fails, and raises."""
        for start in range(0, len(values), CONCURRENCY):
            with ThreadPoolExecutor(CONCURRENCY) as pool:
                futures = [pool.submit(call, value) for value in values[start : start + CONCURRENCY]]
            results += [future.result() for future in futures if not future.exception()]
            for future in futures:
                future.result()  # raises if the call failed
    """###

  /// Several requests at a time with an asynchronous client.
  static let together = ###"""
    async def _together(call: Any, values: List[Any], results: List[Any]) -> None:
        """Appends the results of calls; stops after the first few of which one fails, and raises."""
        for start in range(0, len(values), CONCURRENCY):
            calls = [call(value) for value in values[start : start + CONCURRENCY]]
            outcomes = await asyncio.gather(*calls, return_exceptions=True)
            results += [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
            for outcome in outcomes:
                if isinstance(outcome, BaseException):
                    raise outcome
    """###
}
