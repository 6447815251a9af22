"""What would be if: the worth of one more item or point, a scorecard under changes, and the cheapest changes that reach a goal."""

from prongsai.core.ita.forecast.changing import Difference, differences, inputs_of, what_if
from prongsai.core.ita.forecast.cheapest import Proposal, Step, cheapest
from prongsai.core.ita.forecast.costs import Costs
from prongsai.core.ita.forecast.goals import Goal, UnknownGoal, goal_of, next_goal
from prongsai.core.ita.forecast.sentences import explain_proposal, explain_worth
from prongsai.core.ita.forecast.worth import Link, Worth, worth

__all__ = [
    "Costs",
    "Difference",
    "Goal",
    "Link",
    "Proposal",
    "Step",
    "UnknownGoal",
    "Worth",
    "cheapest",
    "differences",
    "explain_proposal",
    "explain_worth",
    "goal_of",
    "inputs_of",
    "next_goal",
    "what_if",
    "worth",
]
