"""What a job does with one item after another."""

from collections.abc import Callable, Iterable

from portal.context import Context
from portal.table import VersionConflict


def each[T](items: Iterable[T], do: Callable[[T], int], context: Context, domain: str) -> int:
    """Call `do` with each item and return the sum of what it returns. An error keeps no other item waiting: it is
    logged, which rings the alarm of `domain`. An item that somebody changes at the same moment is left for the next
    run.

    Raises: the first error, after the last item, so that the run has failed and is tried again.
    """
    done, errors = 0, list[Exception]()
    for item in items:
        try:
            done += do(item)
        except VersionConflict:
            continue
        except Exception as error:  # noqa: BLE001 (it is raised at the end)
            context.log.unexpected("one failed", error, domain=domain)
            errors.append(error)
    if errors:
        raise errors[0]
    return done
