// Gaps in the statements of an account
//
// What the statements of a person under audit leave out: days that no statement tells of, balances that do not add up,
// and transfers of which the two banks disagree. A gap says that something is missing, not why: a bank may have left
// out a page. Earliest first for each account, with the records to compare.
//
// kind: investigation
// param holder: string = null            part of a holder's name, its id, or the account's number; all when missing
// returns account: string                the account whose statement has the gap
// returns holders: list                  names of the parties known to hold it
// returns kind: string                   missing_period, broken_balance or disagreement
// returns from_date: string              first day it concerns
// returns to_date: string                last day it concerns
// returns amount: float                  amount that is missing or differs, in units of the currency
// returns currency: string               its currency
// returns text: string                   what does not fit
// returns records: list                  ids of the records it rests on
// tags: audit
MATCH (account:Account)-[:HAS_GAP]->(gap:Gap)
WITH account, gap, COLLECT { MATCH (party:Party)-[:HOLDS]->(account) RETURN party ORDER BY party.id } AS parties
WHERE $holder IS NULL OR account.id = $holder
  OR any(party IN parties WHERE party.id = $holder OR toLower(party.name) CONTAINS toLower($holder))
RETURN account.number AS account, [party IN parties | party.name] AS holders, gap.kind AS kind,
  gap.from_date AS from_date, gap.to_date AS to_date, toFloat(gap.amount) / gap.minor_units AS amount,
  gap.currency AS currency, gap.text AS text, gap.record_ids AS records
ORDER BY account, from_date, kind, text, gap.id
LIMIT $limit;
