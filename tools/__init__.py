"""Tools that the portal's operators run by hand, in AWS or on the local stack: addresses, officers, the audit trail.

The tools know nothing of the local stack: `python -m local tool` calls them with the local stack's names.
"""
