"""`make demo`: an invented town on the running local stack, with permits and payments in every state."""
