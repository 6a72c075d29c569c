import logging
import os

logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"))


def health() -> dict[str, str]:
    return {"status": "ok"}
