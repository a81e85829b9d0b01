// The flow of money, summed
//
// One PAID between two ends for each channel and currency, summed from the transfers between them. It has a value in
// tiyn only where every transfer has one, and leads to the records of its transfers, 25 at most. What was cancelled,
// failed, rejected, returned, refunded or only ordered moved no money. A PAID without transfers is removed, one that
// differs is set anew, and one that is right is left alone.
//
// kind: link
CALL () {
  MATCH (payer)-[:SENT]->(transfer:Transfer)-[:PAID_TO]->(payee)
  WHERE transfer.moved
  RETURN payer, payee, transfer.channel AS channel, transfer.currency AS currency, transfer, NULL AS known
  UNION ALL
  MATCH (payer)-[known:PAID]->(payee)
  RETURN payer, payee, known.channel AS channel, known.currency AS currency, NULL AS transfer, known
}
WITH payer, payee, channel, currency, collect(known) AS known, count(transfer) AS transfers,
  count(CASE WHEN transfer.permitted THEN 1 END) AS permitted,
  collect(transfer.record_ids) AS stated, sum(transfer.record_count) AS record_count, min(transfer.minor_units) AS minor_units,
  sum(transfer.amount) AS amount, sum(transfer.amount_kzt) AS amount_kzt, count(transfer.amount_kzt) AS valued,
  min(transfer.at) AS first_at, max(transfer.at) AS last_at
WITH payer, payee, known, transfers,
  COLLECT { UNWIND stated AS ids UNWIND ids AS id RETURN DISTINCT id ORDER BY id LIMIT 25 } AS record_ids, {
  channel: channel,
  currency: currency,
  transfers: transfers,
  permitted: permitted,
  amount: amount,
  amount_kzt: CASE WHEN valued = transfers THEN amount_kzt END,
  first_at: first_at,
  last_at: last_at,
  minor_units: minor_units,
  record_count: record_count
} AS flow
WITH payer, payee, known, transfers, record_ids, flow,
  [key IN keys(flow) WHERE coalesce(toString(flow[key]), '') <> coalesce(toString(known[0][key]), '')] AS differing
WHERE transfers = 0 OR size(known) <> 1 OR size(differing) > 0
  OR record_ids <> coalesce(known[0].record_ids, [])
CALL (payer, payee, known, transfers, record_ids, flow) {
  FOREACH (surplus IN CASE WHEN transfers = 0 THEN known ELSE tail(known) END | DELETE surplus)
  FOREACH (_ IN CASE WHEN transfers > 0 AND size(known) = 0 THEN [1] ELSE [] END |
    CREATE (payer)-[paid:PAID]->(payee)
    SET paid = flow, paid.record_ids = record_ids)
  FOREACH (paid IN CASE WHEN transfers > 0 THEN known[0..1] ELSE [] END | SET paid = flow, paid.record_ids = record_ids)
} IN TRANSACTIONS OF 10000 ROWS;
