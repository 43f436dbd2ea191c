"""Compiles every template into `web/compiled/` of a built package: `python -m web.compile_templates`."""

from web import templates


def compile_into(target: str) -> list[str]:
    """One Python module per template, GOV.UK's macros included; the templates' names."""
    env = templates.environment(compiled=False)
    env.compile_templates(target, extensions=["html"], zip=None, ignore_errors=False)
    return env.list_templates(extensions=["html"])


if __name__ == "__main__":
    compile_into(str(templates.COMPILED))
