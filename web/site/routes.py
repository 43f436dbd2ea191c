"""Which page of this folder stands at which address."""

PAGES = {
    "/": "start",
    "/accessibility": "accessibility",
    "/contact": "contact",
    "/cookies": "cookies",
    "/feedback": "feedback",
    "/help": "help",
    "/privacy": "privacy",
}
