"""Compiles every template into `web/compiled/` of a built package: `python -m web.compile_templates`."""

from pathlib import Path

from web import templates


def compile_into(target: Path) -> None:
    """Compile each template, GOV.UK's macros included, into a Python module of its own."""
    templates.environment().compile_templates(target, extensions=["html"], zip=None, ignore_errors=False)


if __name__ == "__main__":
    compile_into(templates.COMPILED)
