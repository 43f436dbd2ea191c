"""The pages of this folder, by address."""

PAGES = {
    "/": "start",
    "/accessibility": "accessibility",
    "/contact": "contact",
    "/cookies": "cookies",
    "/feedback": "feedback",
    "/help": "help",
    "/privacy": "privacy",
}
