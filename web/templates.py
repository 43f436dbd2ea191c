"""The Jinja environment: reads template sources in a checkout, precompiled templates in the deployed package."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    ModuleLoader,
    PrefixLoader,
    UndefinedError,
)
from jinja2.utils import missing

from web.cookies import fingerprint
from web.security import ENHANCEMENT_SCRIPT
from web.whose import whose
from web.words import (
    HELD_FIRST,
    age,
    by,
    call_links,
    day,
    duration,
    email_to_break,
    formats_in_words,
    moment,
    phone,
    pounds,
    within_days,
)

PACKAGE = Path(__file__).parent
COMPILED = PACKAGE / "compiled"
"""Made by `web/compile_templates.py` during the build; absent in a checkout."""


class OptionalKey(ChainableUndefined):
    """A strict undefined value that tolerates only what GOV.UK's macros leave out.

    These are missing keys of a mapping, the macros' own variables (in camel case, unlike ours) and `caller`. Any other
    undefined name is a mistake in our templates and raises UndefinedError instead of leaving a gap in a page.
    """

    __slots__ = ()

    def _lenient(self) -> bool:
        if isinstance(self._undefined_obj, Mapping | OptionalKey):
            return True
        name = self._undefined_name
        return self._undefined_obj is missing and name is not None and (name == "caller" or name != name.lower())

    def _checked(self) -> None:
        if not self._lenient():
            raise UndefinedError(self._undefined_message)

    def __getattr__(self, name: str) -> "OptionalKey":
        if name.startswith("__"):
            raise AttributeError(name)
        self._checked()
        return type(self)(obj=self, name=name)

    def __getitem__(self, name: Any) -> "OptionalKey":  # type: ignore[override]  # as ChainableUndefined itself does
        self._checked()
        return type(self)(obj=self, name=name)

    def __str__(self) -> str:
        self._checked()
        return ""

    def __html__(self) -> str:
        return self.__str__()

    def __bool__(self) -> bool:
        self._checked()
        return False

    def __iter__(self) -> Any:
        self._checked()
        return iter(())

    def __len__(self) -> int:
        self._checked()
        return 0


def environment(compiled: Path | None = None) -> Environment:
    """The Jinja environment with our filters and functions. `compiled`: the folder that `compile_templates` wrote;
    None: read the sources.
    """
    env = Environment(
        loader=ModuleLoader(compiled) if compiled else _sources(),
        autoescape=True,
        undefined=OptionalKey,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals.update(
        # Names of Nunjucks that GOV.UK's macros use.
        undefined=OptionalKey(obj={}, name="undefined"),
        null=None,
        enhancement_script=ENHANCEMENT_SCRIPT,
        asset=asset,
        age=age,
        whose=whose,
        within_days=within_days,
        by=by,
        call_links=call_links,
        day=day,
        duration=duration,
        email_to_break=email_to_break,
        fingerprint=fingerprint,
        formats_in_words=formats_in_words,
        held_first=HELD_FIRST,
        moment=moment,
        phone=phone,
        pounds=pounds,
    )
    return env


def asset(name: str) -> str:
    """The address of one of our styles, scripts or images. `name`: its name in `web/assets`."""
    return f"/assets/{_asset_names()[name]}"


@cache
def _asset_names() -> dict[str, str]:
    names: dict[str, str] = json.loads((PACKAGE / "asset_names.json").read_text())
    return names


def _sources() -> BaseLoader:
    import govuk_frontend_jinja

    macros = Path(govuk_frontend_jinja.__file__).parent / "templates"
    return ChoiceLoader([PrefixLoader({"govuk_frontend_jinja": FileSystemLoader(macros)}), FileSystemLoader(PACKAGE)])
