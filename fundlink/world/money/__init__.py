"""The money story: accounts, payments, cash, payouts and virtual assets around what campaigns and ledgers tell."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

from fundlink.world.district import District
from fundlink.world.everyday import Crowd
from fundlink.world.money import assets, living, payouts, registers, rulings
from fundlink.world.money.book import Book
from fundlink.world.organizations import Npo
from fundlink.world.people import Person


@dataclass(frozen=True)
class Money:
    """Who writes it: a book that everything goes through, so that accounts and rates fit the payments."""

    book: Book

    @classmethod
    def of(cls, district: District, crowd: Crowd, seed: int) -> Money:
        """On the people and organisations of a district that is written, with draws of its own."""
        return cls(Book.open(district, crowd, Random(f"{seed}:money")))

    def tell(self, npos: Sequence[Npo], planted: Collection[str], transfers: int) -> list[tuple[str, Person]]:
        """Write it for everyday life of that many informal transfers; return cases and persons under audit.

        Args:
            npos: those of everyday life. The money of planted ones ends where their case says.
            planted: campaigns of planted cases, likewise.
            transfers: how many informal transfers the district has; payments are about a fifth as many.
        """
        companies = registers.companies(self.book, max(4, transfers // 250))
        payouts.pay_out(self.book, planted, companies)
        living.live(self.book, npos, companies, max(16, transfers // 5))
        assets.move_assets(self.book, max(4, transfers // 40))
        registers.licences(self.book)
        registers.accounts(self.book)
        audited = rulings.audits(self.book, 2 + transfers // 2000)
        rulings.ties(self.book, max(4, transfers // 25))
        rulings.rates(self.book)
        return audited
