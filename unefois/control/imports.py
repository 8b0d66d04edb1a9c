"""Control of imports: files of people, all of them or none."""

from typing import Annotated, Any

from starlette.concurrency import run_in_threadpool

from rulebook.formats.control import ImportBody
from scenarios.datasets.reading import read
from unefois import imports
from unefois.composition import Bench
from unefois.control.body import body_schema, read_body
from unefois.control.under import UnderSpace


class ImportRoutes(UnderSpace):
    """Data sets and personas, from files."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.router.post("/imports", status_code=201, openapi_extra=body_schema(ImportBody))(self.load)

    async def load(self, space: str, body: Annotated[ImportBody, read_body(ImportBody)]) -> dict[str, Any]:
        """Let in everybody whom the files state, or nobody: 422 lists everything that is wrong, by file, line and column."""
        found = self.space(space)
        # Ten thousand lines take a second: the simulators answer meanwhile.
        dataset = await run_in_threadpool(read, [(file.name, file.text) for file in body.files])
        return imports.load(self.bench, found.name, dataset, body.today)
