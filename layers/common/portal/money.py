"""Money in words."""


def pounds(pence: int) -> str:
    """The amount in words: `£55`, `£1,234.50`, `-£5`; pence are shown only if there are any."""
    whole, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}£{whole:,}" + (f".{rest:02d}" if rest else "")
