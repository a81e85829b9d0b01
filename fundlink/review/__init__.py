"""What a human should look at, on the terminal or in a spreadsheet, and what came of it."""

from fundlink.review.cards import Card, cards
from fundlink.review.question import Kind, Question
from fundlink.review.queue import queue, still_open
from fundlink.review.sheet import export
from fundlink.review.sides import Side, sides
from fundlink.review.taking import take

__all__ = ["Card", "Kind", "Question", "Side", "cards", "export", "queue", "sides", "still_open", "take"]
