// Fundraising channels
//
// Every way money takes from donors through campaigns, NPOs and agents to where it ends, one row for each step that
// money takes along it. The first rows of a route are what donors gave to a campaign or NPO, or campaigns paid out to the
// NPO; the next follow what the campaign paid out, and what its stated beneficiary, or the holder of its payout account,
// sent on, where no payout to them is recorded. Totals are those of the row's last step, within one channel and
// currency, so they hold all that passed between the two, also from other sources. A step is followed only where it can
// come after the one before it and after the first gift, and never through a service (a bank, an agent, an exchange, a
// wallet that it keeps for others) or a party that pays more than `max_fanout` others: half the world's money passes
// there. What was cancelled, failed, rejected, returned, refunded or only ordered moved no money.
//
// kind: investigation
// param start: string = null             a campaign or NPO, by id, title or name; all of them when missing
// param max_steps: integer = 3           most payments to follow after the campaign or NPO, at most 5
// param max_fanout: integer = 50         a party that pays more others than this is taken for a service
// param max_sharing: integer = 10        an account that more parties share leads to nobody
// returns start: string                  campaign or NPO that raised the money
// returns steps: list                    the way from there, one entry a step
// returns end: string                    who has the money at the end of this row
// returns end_id: string                 id of that party, campaign or account
// returns channel: string                channel of the last step
// returns currency: string               currency of the last step
// returns transfers: integer             transfers of the last step
// returns amount: string                 their sum in the currency, exact
// returns donors: integer                known donors of the campaign or NPO, over all channels
// returns agents: list                   agents that handled the last step
// returns first_at: datetime             first transfer of the last step
// returns last_at: datetime              last transfer of the last step
// returns ends_here: boolean             whether no further step of the money is recorded
// tags: crowdfunding, npo, informal-transfer, money-flow
MATCH (front:Campaign|NonProfit)
WHERE $start IS NULL
  OR $start IN [front.id, front.title, front.name]
  OR EXISTS { (front)-[:RAISES_FOR]->(body:Organization) WHERE body.id = $start OR body.name = $start }
  OR EXISTS { (front)<-[:ORGANIZES]-(body:Organization) WHERE body.id = $start OR body.name = $start }
WITH front, COUNT { MATCH (donor)-[:PAID]->(front) WHERE NOT donor:Campaign RETURN DISTINCT donor } AS donors
CALL (front) {
  RETURN front AS holder, [] AS said
  UNION
  MATCH (front)-[:RAISES_FOR]->(holder)
  WHERE NOT EXISTS { (front)-[:PAID]->(holder) }
  RETURN holder, ['raises for ' + coalesce(holder.name, holder.id)] AS said
  UNION
  MATCH (front)-[:PAYS_OUT_TO]->(account:Account)
  OPTIONAL MATCH (account)<-[:HOLDS]-(owner:Person|Organization)
  WHERE account.parties <= $max_sharing
  WITH front, account, coalesce(owner, account) AS holder
  WHERE NOT EXISTS { (front)-[:PAID]->(holder) }
  RETURN holder, ['pays out to account ' + coalesce(account.number, account.id)] AS said
}
UNWIND CASE WHEN said = [] THEN [NULL] ELSE said END AS word
WITH front, donors, holder, word
ORDER BY word DESC
WITH front, donors, holder, collect(word) AS words
WITH front, donors, holder, CASE WHEN words = [] THEN [] ELSE [reduce(text = words[0], word IN words[1..] | text + ', ' + word)] END AS declared
WITH front, donors, holder, declared,
  COLLECT { MATCH (transfer:Transfer)-[:PAID_TO]->(front) RETURN min(transfer.at) }[0] AS first_gift,
  EXISTS { (front)-[:RAISES_FOR|PAYS_OUT_TO]->() } AND NOT EXISTS { (front)-[:PAID]->() } AS declares
WITH *, EXISTS {
  (holder)-[further:PAID]->(payee)
  WHERE payee <> front AND further.last_at >= first_gift AND NOT (holder:Campaign AND further.channel = 'donation')
} AS goes_on
CALL (front, holder, declared, first_gift, goes_on, declares) {
  MATCH (transfer:Transfer)-[:PAID_TO]->(front)
  WHERE (holder <> front OR NOT declares) AND transfer.moved
  WITH front, holder, declared, goes_on, CASE transfer.kind WHEN 'payout' THEN 'campaigns, ' ELSE 'donors, ' END AS givers,
    transfer.channel AS channel, transfer.currency AS currency,
    count(transfer) AS transfers, sum(transfer.amount) AS minor, min(transfer.minor_units) AS units,
    min(transfer.at) AS first_at, max(transfer.at) AS last_at
  RETURN [givers + coalesce(channel, 'unknown channel')] + declared AS steps, holder AS last, channel, currency,
    transfers, minor, units, [] AS agents, first_at, last_at, NOT goes_on AS ends_here
  UNION ALL
  MATCH (holder) ((payer)-[leg:PAID]->(payee)
    WHERE payer.service IS NULL
      AND NOT (payer:Campaign AND leg.channel = 'donation')
      AND COUNT { (payer)-[:PAID]->() } <= $max_fanout){1,5} (last)
  WHERE size(leg) <= $max_steps
    AND leg[0].last_at >= first_gift
    AND all(i IN range(1, size(leg) - 1) WHERE leg[i].last_at >= leg[i - 1].first_at)
    AND all(i IN range(0, size(payee) - 1) WHERE NOT payee[i] IN [front, holder] AND NOT payee[i] IN payee[i + 1..])
  WITH declared, payer, payee, leg, last, leg[-1] AS step, payer[-1] AS giver
  RETURN declared
      + [i IN range(0, size(leg) - 1) | coalesce(leg[i].channel, 'unknown channel') + ' to '
        + coalesce(payee[i].name, payee[i].title, payee[i].number, payee[i].id)] AS steps,
    last, step.channel AS channel, step.currency AS currency, step.transfers AS transfers, step.amount AS minor,
    step.minor_units AS units,
    COLLECT {
      MATCH (giver)-[:SENT]->(transfer:Transfer)-[:PAID_TO]->(last), (transfer)-[:HANDLED_BY]->(agent)
      WHERE transfer.channel = step.channel AND transfer.currency = step.currency
      WITH DISTINCT coalesce(agent.name, agent.id) AS agent
      RETURN agent ORDER BY agent LIMIT 25
    } AS agents,
    step.first_at AS first_at, step.last_at AS last_at,
    NOT EXISTS { (last)-[further:PAID]->(other) WHERE further.last_at >= step.first_at AND NOT other IN payee } AS ends_here
}
RETURN coalesce(front.title, front.name, front.id) AS start, steps, coalesce(last.name, last.title, last.number, last.id) AS end,
  last.id AS end_id, channel, currency, transfers,
  toString(minor / units) + CASE units WHEN 1 THEN '' ELSE '.' + substring(toString(units + minor % units), 1) END AS amount,
  donors, agents, first_at, last_at, ends_here
ORDER BY start, front.id, size(steps), steps, end_id, channel, currency
LIMIT $limit;
