"""The page where an officer starts: the first of their menu, which is the queue of their team."""

from web.officer.menu import menu
from web.routes import OFFICER_HOME


def first_page(token: str) -> str:
    """The page where the officer with this token starts. Whether they may see it is for the API to decide."""
    return next((one.path for one in menu(token)), OFFICER_HOME)
