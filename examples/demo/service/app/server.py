import logging

logging.basicConfig(level="INFO")


def health() -> dict[str, str]:
    return {"status": "ok"}
