"""What moto holds, kept and put back: a stack for the next test costs 2 ms in place of the 100 calls that made it."""

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

copyreg.pickle(type(RLock()), lambda _: (RLock, ()))  # a queue has one; a copy gets its own


def kept() -> bytes:
    """What the services that the stack uses hold now."""
    place = io.BytesIO()
    pickler = _Pickler(place)
    pickler.dump([vars(backend) for backend in _backends()])
    pickler.dump(dict(s3_backends.bucket_accounts))
    return place.getvalue()


def put_back(state: bytes) -> None:
    """What `kept` found, in place of what they hold."""
    place = io.BytesIO(state)
    unpickler = _Unpickler(place)
    reset_model_data()
    for backend, held in zip(_backends(), unpickler.load(), strict=True):
        vars(backend).clear()
        vars(backend).update(held)
    s3_backends.bucket_accounts.clear()
    s3_backends.bucket_accounts.update(unpickler.load())


def _backends() -> Iterator[BaseBackend]:
    """In this order, on both sides."""
    for service in SERVICES:
        places = get_backend(service)[ACCOUNT]  # type: ignore[call-overload]
        yield places["aws" if service == "s3" else REGION]


class _Pickler(pickle.Pickler):
    def persistent_id(self, obj: Any) -> int | None:
        """A service that is referred to stays itself: its place among `_backends`."""
        return list(_backends()).index(obj) if isinstance(obj, BaseBackend) else None


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, pid: int) -> Any:
        return list(_backends())[pid]
