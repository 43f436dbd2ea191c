"""The local stack: the real template on an AWS emulator, with its web front, mailbox and sample data."""
