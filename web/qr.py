"""A QR code as an SVG inside the page: nothing is fetched or stored."""

from markupsafe import Markup


def picture(text: str) -> Markup:
    """An `<svg>` without inline styles, which the Content-Security-Policy forbids. The page's container has to label
    it.
    """
    import segno  # imported here, because hardly any page needs it

    drawn = segno.make(text, error="m", micro=False)
    return Markup(drawn.svg_inline(border=4, light="#fff", omitsize=True, svgclass="portal-qr", lineclass=None))  # noqa: S704 (made of numbers)
