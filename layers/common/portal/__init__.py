"""What every domain of the portal shares. The layer knows no domain: domains import it, never the other way round."""

import gc
import os

if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    gc.disable()  # until the first request (`portal.context.deployed_context`): nothing that is imported is garbage
