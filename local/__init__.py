"""The local stack: the real templates on an AWS emulator, with a gateway, a mailbox, stand-ins and sample data."""
