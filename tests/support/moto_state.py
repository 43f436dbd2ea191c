"""Saves and restores moto's state: a stack for the next test then costs 2 ms instead of the 100 calls that make it."""

import copyreg
import io
import pickle
from collections.abc import Iterator
from threading import RLock
from typing import Any

from moto.backends import get_backend
from moto.core.base_backend import BaseBackend
from moto.core.model_instances import reset_model_data
from moto.s3.models import s3_backends

from tests.support.template import ACCOUNT, REGION

SERVICES = ("dynamodb", "events", "s3", "secretsmanager", "ses", "sesv2", "sqs")

copyreg.pickle(type(RLock()), lambda _: (RLock, ()))  # a queue has a lock; a copy gets its own


def kept() -> bytes:
    """The present state of the services that the stack uses."""
    place = io.BytesIO()
    pickler = _Pickler(place)
    pickler.dump([vars(backend) for backend in _backends()])
    pickler.dump(dict(s3_backends.bucket_accounts))
    return place.getvalue()


def put_back(state: bytes) -> None:
    """Restore a state from `kept` in place of the present one."""
    place = io.BytesIO(state)
    unpickler = _Unpickler(place)
    reset_model_data()
    for backend, held in zip(_backends(), unpickler.load(), strict=True):
        vars(backend).clear()
        vars(backend).update(held)
    s3_backends.bucket_accounts.clear()
    s3_backends.bucket_accounts.update(unpickler.load())


def _backends() -> Iterator[BaseBackend]:
    """The services' backends, always in this order."""
    for service in SERVICES:
        places = get_backend(service)[ACCOUNT]  # type: ignore[call-overload]
        yield places["aws" if service == "s3" else REGION]


class _Pickler(pickle.Pickler):
    def persistent_id(self, obj: Any) -> int | None:
        """A reference to a backend is saved as its position in `_backends`, so that it stays the same object."""
        return list(_backends()).index(obj) if isinstance(obj, BaseBackend) else None


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, pid: int) -> Any:
        return list(_backends())[pid]
