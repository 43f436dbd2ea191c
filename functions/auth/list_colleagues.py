"""Lists the other officers of a team that the officer belongs to, so that a case can be given to one of them."""

from portal.api import Request, operation
from portal.colleagues import Colleagues
from portal.problems import Refusal, unwrap
from portal.shapes import Query, View

NOT_YOURS = Refusal("wrong_role", "You are not in this team.")


class TeamQuery(Query):
    team: str


class ColleagueView(View):
    """Another officer of the team. `officer`: the id (Cognito's `sub`) to assign a case to."""

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
