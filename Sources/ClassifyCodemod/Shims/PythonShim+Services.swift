// SPDX-License-Identifier: Apache-2.0

extension PythonShim {
  /// `ClassifyClient` and the types of llama-cloud-services.
  static let services = ###"""
    class FileClassificationWithFile(Item):
        file: Any


    class ClassifyJobResultsWithFiles(JobGetResultsResponse):
        items: List[FileClassificationWithFile]  # type: ignore[assignment]


    class StatusEnum(str, Enum):
        PENDING = "PENDING"
        SUCCESS = "SUCCESS"
        ERROR = "ERROR"
        PARTIAL_SUCCESS = "PARTIAL_SUCCESS"
        CANCELLED = "CANCELLED"


    LANGUAGES = (
        "af az bs cs cy da de en es et fr ga hr hu id is it ku la lt lv mi ms mt nl no oc pi pl "
        "pt ro rs_latin sk sl sq sv sw tl tr uz vi ar fa ug ur bn as mni ru rs_cyrillic be bg "
        "uk mn abq ady kbd ava dar inh che lbe lez tab tjk hi mr ne bh mai ang bho mah sck new "
        "gom sa bgc th ch_sim ch_tra ja ko ta te kn"
    )
    _CODES = {code.upper(): code for code in LANGUAGES.split()}
    ParserLanguages: Any = Enum("ParserLanguages", _CODES, type=str)  # type: ignore[misc]


    class ClassifyMode(str, Enum):
        FAST = "FAST"
        MULTIMODAL = "MULTIMODAL"


    class SourceText:
        """A text, or a file with a name."""

        def __init__(self, *, file: Any = None, text_content: Optional[str] = None,
                     file_id: Optional[str] = None, filename: Optional[str] = None) -> None:
            if sum(value is not None for value in (file, text_content, file_id)) != 1:
                raise ValueError("SourceText needs one of file, text_content and file_id")
            self.file, self.text_content, self.file_id = file, text_content, file_id
            name = file if isinstance(file, (str, Path)) else getattr(file, "name", None)
            self.filename = filename or (os.path.basename(name) if name else None)

        def read(self) -> bytes:
            content = self.file if self.text_content is None else self.text_content
            if self.text_content is None and isinstance(content, (str, Path)):
                content = Path(content).read_bytes()
            elif hasattr(content, "read"):
                content = content.read()
            return content.encode() if isinstance(content, str) else content


    class LlamaClassify:
        """The classifier of llama-cloud-services."""

        def __init__(self, client: AsyncLlamaCloud, project_id: Optional[str] = None,
                     polling_interval: float = 1.0, polling_timeout: float = 300.0) -> None:
            self.client = client
            self.project_id = project_id
            self.polling_interval = polling_interval
            self.polling_timeout = polling_timeout
            self._jobs = AsyncJobs(client)
            self._request: Dict[str, Any] = {"project_id": project_id} if project_id else {}

        @classmethod
        def from_api_key(cls, api_key: str, project_id: Optional[str] = None,
                         base_url: Optional[str] = None) -> LlamaClassify:
            return cls(AsyncLlamaCloud(api_key=api_key, base_url=base_url), project_id)

        async def acreate_classify_job(self, rules: Iterable[Any], file_ids: Iterable[str],
                                       parsing_configuration: Any = None) -> ClassifyJob:
            return await self._jobs.create(
                file_ids=file_ids, rules=rules, parsing_configuration=parsing_configuration,
                **self._request)

        async def wait_for_job_completion(self, job_id: str) -> ClassifyJob:
            members: Dict[str, Any] = dict.fromkeys(job_id.split(","))
            end = time.monotonic() + self.polling_timeout
            job = await self._jobs.update(members, **self._request)
            while job.status == "PENDING":
                if time.monotonic() > end:
                    raise TimeoutError(f"Job {job_id} timed out after {self.polling_timeout} seconds")
                await asyncio.sleep(self.polling_interval)
                job = await self._jobs.update(members, **self._request)
            return job

        async def aclassify_file_ids(self, rules: Iterable[Any], file_ids: Iterable[str],
                                     parsing_configuration: Any = None,
                                     raise_on_error: bool = True) -> JobGetResultsResponse:
            job = await self.acreate_classify_job(rules, file_ids, parsing_configuration)
            job = await self.wait_for_job_completion(job.id)
            if raise_on_error and job.status == "ERROR":
                raise ValueError(f"Error classifying files under job ID {job.id}")
            return await self._jobs.get_results(job.id, **self._request)

        async def aclassify(self, rules: Iterable[Any], files: Any, parsing_configuration: Any = None,
                            raise_on_error: bool = True, workers: int = CONCURRENCY,
                            show_progress: bool = False) -> ClassifyJobResultsWithFiles:
            uploaded: List[Any] = []
            await _together(self._upload, files if isinstance(files, list) else [files], uploaded)
            results = await self.aclassify_file_ids(
                rules, [file.id for file in uploaded], parsing_configuration, raise_on_error)
            items = [
                FileClassificationWithFile(file=file, **item.model_dump())
                for item, file in zip(results.items, uploaded)
            ]
            return ClassifyJobResultsWithFiles(items=items, total_size=len(items))

        async def aclassify_file_path(self, rules: Iterable[Any], file_input_path: str,
                                      *more: Any, **options: Any) -> ClassifyJobResultsWithFiles:
            return await self.aclassify(rules, file_input_path, *more, **options)

        async def aclassify_file_paths(self, rules: Iterable[Any], file_input_paths: List[str],
                                       *more: Any, **options: Any) -> ClassifyJobResultsWithFiles:
            return await self.aclassify(rules, file_input_paths, *more, **options)

        def create_classify_job(self, *values: Any, **options: Any) -> ClassifyJob:
            return asyncio.run(self.acreate_classify_job(*values, **options))

        def classify_file_ids(self, *values: Any, **options: Any) -> JobGetResultsResponse:
            return asyncio.run(self.aclassify_file_ids(*values, **options))

        def classify(self, *values: Any, **options: Any) -> ClassifyJobResultsWithFiles:
            return asyncio.run(self.aclassify(*values, **options))

        def classify_file_path(self, *values: Any, **options: Any) -> ClassifyJobResultsWithFiles:
            return asyncio.run(self.aclassify_file_path(*values, **options))

        def classify_file_paths(self, *values: Any, **options: Any) -> ClassifyJobResultsWithFiles:
            return asyncio.run(self.aclassify_file_paths(*values, **options))

        async def _upload(self, source: Any) -> Any:
            """Uploads a path, an open file or a SourceText; returns an uploaded file as it is."""
            if not isinstance(source, (str, Path, SourceText)) and not hasattr(source, "read"):
                return source
            text = source if isinstance(source, SourceText) else SourceText(file=source)
            if text.file_id:
                return [file async for file in self.client.files.list(file_ids=[text.file_id])][0]
            name = text.filename or "file"
            return await self.client.files.create(
                file=(name, text.read()), purpose="classify",
                external_file_id=str(source) if isinstance(source, (str, Path)) else name,
                **self._request)


    ClassifyClient = LlamaClassify
    ClassifyJobResults = JobGetResultsResponse
    FileClassification = Item
    ClassificationResult = ClassifyResult
    FileInput = Any
    """###
}
