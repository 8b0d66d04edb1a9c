"""``python -m fastapi_site 8712``."""

import sys

import uvicorn

uvicorn.run("fastapi_site.app:app", host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
