"""What an operation is given from outside: time, randomness, settings, AWS, other services, the log."""

import gc
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property

from portal.aws import Aws, may_pass
from portal.clock import Clock, utc_now
from portal.config import Settings
from portal.ids import Randomness
from portal.log import Log, powertools_log
from portal.outside import Http, over_https
from portal.table import Busy


@dataclass(frozen=True)
class Context:
    settings: Settings
    aws: Aws
    log: Log
    clock: Clock = utc_now
    randomness: Randomness = secrets.token_bytes
    pause: Callable[[float], None] = time.sleep
    http: Http = over_https
    _secrets: dict[str, bytes] = field(default_factory=dict)

    def secret(self, arn: str) -> bytes:
        """The text of a Secrets Manager secret, fetched once in the life of the process.

        Raises: Busy.
        """
        if arn not in self._secrets:
            self._secrets[arn] = self._fetched(arn)
        return self._secrets[arn]

    def _fetched(self, arn: str) -> bytes:
        try:
            return self.aws.secrets.get_secret_value(SecretId=arn)["SecretString"].encode()
        except Exception as error:
            if may_pass(error):
                raise Busy("get_secret_value") from error
            raise

    @cached_property
    def pepper(self) -> bytes:
        """The secret key of every HMAC that we store, and of the codes that we derive."""
        return self.secret(self.settings.pepper_arn)


@cache
def deployed_context() -> Context:
    """The context of a deployed function, made at its first request.

    From here on garbage is collected (`portal/__init__.py`), but objects made by imports are never searched for it.
    """
    gc.freeze()
    gc.enable()
    return Context(Settings.from_environment(os.environ), Aws(), powertools_log())
