"""Forms as data: what a definition says, which pages are on the path, and what is wrong with an answer. Pure.

`docs/rules/care.md`, "Forms" (C30 to C41).
"""
