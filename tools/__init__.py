"""What the people who run the portal call by hand, in AWS or on the local stack: addresses, officers, the audit trail.

Nothing here knows the local stack: `python -m local tool` calls these with the local stack's names.
"""
