"""`make demo`: a made-up town on the running local stack, with permits and payments in every state."""
