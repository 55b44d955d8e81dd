"""Buy answers by the token, or run the model on one's own machines: monthly cost and break-even.

    API:  requests · (tokens in · price in + tokens out · price out)
    own:  whole nodes · rent + staff,      nodes = ⌈requests / what one node serves⌉

The API's cost is a straight line through 0; one's own is a staircase that starts high. All prices and speeds are
inputs: they change by the month, so the learner fills in today's. Money is in one currency throughout (元).
"""

from dataclasses import dataclass
from math import ceil, inf

SECONDS_PER_MONTH = 30 * 24 * 3600
"""A month of 30 days."""


@dataclass(frozen=True)
class Request:
    """Tokens that one request takes in and gives out, on average."""

    tokens_in: float
    tokens_out: float


@dataclass(frozen=True)
class ApiPrice:
    """Price in 元 for a million tokens, in and out."""

    per_million_in: float
    per_million_out: float

    def per_request(self, request: Request) -> float:
        """Price of one request, in 元."""
        money = request.tokens_in * self.per_million_in + request.tokens_out * self.per_million_out
        return money / 1e6


@dataclass(frozen=True)
class OwnDeployment:
    """Machines of one's own. Money in 元 for each month."""

    node_rent: float
    """rent, or price spread over its life, with power and room, for one node"""
    tokens_per_second: float
    """output tokens that one node writes under full load"""
    utilisation: float
    """share of the month's capacity that is really used: nights are quiet, peaks need reserve"""
    staff: float
    """people who run it, whatever the load"""
    minimum_nodes: int = 1
    """nodes that must stand there even without a request (the weights must fit; a spare may be wanted)"""
    reading_speedup: float = 5.0
    """how many times faster input is read (all at once) than output is written (one by one): an assumption"""

    def __post_init__(self) -> None:
        if not 0 < self.utilisation <= 1:
            raise ValueError("utilisation must be above 0 and at most 1")
        if self.tokens_per_second <= 0 or self.reading_speedup <= 0 or self.minimum_nodes < 1:
            raise ValueError("speeds must be positive and minimum_nodes at least 1")

    def requests_per_node(self, request: Request) -> float:
        """Requests that one node serves in a month; reading the input takes its time too."""
        work = request.tokens_out + request.tokens_in / self.reading_speedup
        return self.tokens_per_second * self.utilisation * SECONDS_PER_MONTH / work

    def nodes(self, requests: float, request: Request) -> int:
        """Whole nodes needed for ``requests`` in a month."""
        return max(self.minimum_nodes, ceil(requests / self.requests_per_node(request)))

    def monthly_cost(self, requests: float, request: Request) -> float:
        """元 a month."""
        return self.nodes(requests, request) * self.node_rent + self.staff


def api_cost(requests: float, request: Request, price: ApiPrice) -> float:
    """元 a month for ``requests`` requests through the API."""
    return requests * price.per_request(request)


@dataclass(frozen=True)
class BreakEven:
    """Requests a month at which own machines begin to pay; ``inf`` where they never do."""

    first: float
    """from here on they are no dearer than the API, perhaps only until the next node is due"""
    lasting: float
    """from here on they stay no dearer, whatever node is added"""


def break_even(request: Request, price: ApiPrice, own: OwnDeployment) -> BreakEven:
    """Where the staircase of own cost meets the line of the API, exactly.

    With n nodes own cost is constant up to n·capacity requests, so the line reaches it within that step or not
    at all. Unless a full node is cheaper than the same requests through the API, no volume ever pays.
    ValueError if the API is free.
    """
    per_request = price.per_request(request)
    if per_request <= 0:
        raise ValueError("the API must have a price")
    capacity = own.requests_per_node(request)
    gain_per_node = capacity * per_request - own.node_rent
    if gain_per_node <= 0:
        return BreakEven(inf, inf)

    def meets(nodes: int) -> float:
        return (nodes * own.node_rent + own.staff) / per_request

    # The line reaches the first step whose nodes, all full, earn staff and rent: n·gain >= staff.
    first_step = max(own.minimum_nodes, ceil(own.staff / gain_per_node))
    edge_before = 0.0 if first_step == own.minimum_nodes else (first_step - 1) * capacity
    first = max(meets(first_step), edge_before)
    # Just past the edge of step n the API costs n·capacity·price, own machines n+1 nodes: dearer up to this n.
    last_dear_edge = ceil((own.node_rent + own.staff) / gain_per_node) - 1
    lasting = first if last_dear_edge < first_step else meets(last_dear_edge + 1)
    return BreakEven(first, lasting)
