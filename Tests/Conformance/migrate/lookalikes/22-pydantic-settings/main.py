from pydantic import BaseModel


class PageSettings(BaseModel):
    target_pages: list[int] | None = None
    max_pages: int | None = 5
