"""The local stack: the real template on an AWS emulator, with its web gateway, mailbox and sample data."""
