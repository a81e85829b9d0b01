// A transfer number used again
//
// Informal transfers that carry the same number of one agent's book but another receiver or another amount, and
// transfers paid out under a number for which nobody sent anything. Numbers of different agents have nothing to do with
// each other; two records of one transfer, one from each agent, agree in receiver and amount; and what was cancelled
// and sent again on its number is one transfer: none of these is returned.
//
// kind: typology
// source: FATF, The Role of Hawala and Other Similar Service Providers (2013)
// param channel: string = informal       channel of the transfers
// returns transfer_id: string            the first of the transfers
// returns reference: string              the number given to the payer
// returns reason: string                 other receiver, other amount, or paid without a send
// returns transfers: list                ids of the transfers
// returns senders: list                  who sent
// returns receivers: list                who received
// returns amounts: list                  amount and currency of each transfer, in the order of the ids
// returns agents: list                   agents that handled them
// returns records: list                  ids of records that state them, capped at 25
// subject: transfer_id
// tags: P17, informal-transfer, hawala
MATCH (transfer:Transfer {channel: $channel})
WHERE transfer.reference IS NOT NULL AND transfer.moved
OPTIONAL MATCH (transfer)-[:HANDLED_BY {leg: 'origin'}]->(origin)
OPTIONAL MATCH (transfer)-[:HANDLED_BY {leg: 'payout'}]->(payout)
WITH transfer.reference AS reference, coalesce(origin, payout) AS book, transfer
ORDER BY transfer.id
WITH reference, book, collect(DISTINCT transfer) AS found
WHERE size(found) > 1 OR found[0].paid_at IS NOT NULL
WITH reference, found,
  COUNT { UNWIND found AS t MATCH (t)-[:PAID_TO]->(receiver) RETURN DISTINCT receiver } AS payees,
  COUNT {
    UNWIND found AS t
    WITH DISTINCT t.amount AS amount, t.currency AS currency
    WHERE amount IS NOT NULL
    RETURN amount
  } AS sums,
  any(t IN found WHERE t.paid_at IS NOT NULL) AS paid_out,
  any(t IN found WHERE coalesce(t.at < t.paid_at, false) OR EXISTS { ()-[:SENT]->(t) }) AS sent
WITH reference, found, CASE
    WHEN payees > 1 THEN 'other receiver'
    WHEN sums > 1 THEN 'other amount'
    WHEN paid_out AND NOT sent THEN 'paid without a send'
  END AS reason
WHERE reason IS NOT NULL
RETURN found[0].id AS transfer_id, reference, reason, [t IN found | t.id] AS transfers,
  COLLECT { UNWIND found AS t MATCH (t)<-[:SENT]-(p) RETURN DISTINCT coalesce(p.name, p.number, p.id) AS name ORDER BY name } AS senders,
  COLLECT { UNWIND found AS t MATCH (t)-[:PAID_TO]->(p) RETURN DISTINCT coalesce(p.name, p.number, p.id) AS name ORDER BY name } AS receivers,
  [t IN found | coalesce(toString(t.amount / t.minor_units)
      + CASE t.minor_units WHEN 1 THEN '' ELSE '.' + substring(toString(t.minor_units + t.amount % t.minor_units), 1) END, '?')
    + ' ' + coalesce(t.currency, '?')] AS amounts,
  COLLECT { UNWIND found AS t MATCH (t)-[:HANDLED_BY]->(p) RETURN DISTINCT coalesce(p.name, p.id) AS name ORDER BY name } AS agents,
  COLLECT { UNWIND found AS t UNWIND t.record_ids AS id RETURN DISTINCT id ORDER BY id LIMIT 25 } AS records
ORDER BY size(transfers) DESC, reference, transfer_id
LIMIT $limit;
