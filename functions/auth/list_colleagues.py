"""Who else is in an officer's team, so that they can give a case to somebody."""

from portal.api import Request, operation
from portal.colleagues import Colleagues
from portal.problems import Refusal, unwrap
from portal.shapes import Query, View

NOT_YOURS = Refusal("wrong_role", "You are not in this team.")


class TeamQuery(Query):
    team: str


class ColleagueView(View):
    """`officer`: their `sub`, which a case is given to."""

    officer: str
    email: str


class ColleagueList(View):
    items: list[ColleagueView]


@operation("GET", "/v1/officer/colleagues", access="officer:any", calls=1, problems=("wrong_role",))
def list_colleagues(request: Request[None], of: TeamQuery, colleagues: Colleagues) -> ColleagueList:
    officer = request.officer
    unwrap(of.team if of.team in officer.groups else NOT_YOURS)
    others = [one for one in colleagues.of_team(of.team) if one.sub != officer.sub]
    return ColleagueList(items=[ColleagueView(officer=one.sub, email=one.email) for one in others])


handler = list_colleagues.lambda_handler
