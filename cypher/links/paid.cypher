// The flow of money, summed
//
// One PAID between two ends for each channel and currency, summed from the transfers between them. It has a value in
// tiyn only where every transfer has one. What was cancelled, failed, rejected, returned or refunded moved no money. A PAID
// without transfers is removed, one that differs is set anew, and one that is right is left alone.
//
// kind: link
CALL () {
  MATCH (payer)-[:SENT]->(transfer:Transfer)-[:PAID_TO]->(payee)
  WHERE NOT coalesce(transfer.status, '') IN ['cancelled', 'failed', 'rejected', 'returned', 'refunded']
  RETURN payer, payee, transfer.channel AS channel, transfer.currency AS currency, transfer, NULL AS known
  UNION ALL
  MATCH (payer)-[known:PAID]->(payee)
  RETURN payer, payee, known.channel AS channel, known.currency AS currency, NULL AS transfer, known
}
WITH payer, payee, channel, currency, collect(known) AS known, count(transfer) AS transfers,
  sum(transfer.amount) AS amount, sum(transfer.amount_kzt) AS amount_kzt, count(transfer.amount_kzt) AS valued,
  min(transfer.at) AS first_at, max(transfer.at) AS last_at
WITH payer, payee, known, transfers, {
  channel: channel,
  currency: currency,
  transfers: transfers,
  amount: amount,
  amount_kzt: CASE WHEN valued = transfers THEN amount_kzt END,
  first_at: first_at,
  last_at: last_at
} AS flow
WITH payer, payee, known, transfers, flow,
  [key IN keys(flow) WHERE coalesce(toString(flow[key]), '') <> coalesce(toString(known[0][key]), '')] AS differing
WHERE transfers = 0 OR size(known) <> 1 OR size(differing) > 0
CALL (payer, payee, known, transfers, flow) {
  FOREACH (surplus IN CASE WHEN transfers = 0 THEN known ELSE tail(known) END | DELETE surplus)
  FOREACH (_ IN CASE WHEN transfers > 0 AND size(known) = 0 THEN [1] ELSE [] END |
    CREATE (payer)-[paid:PAID]->(payee)
    SET paid = flow)
  FOREACH (paid IN CASE WHEN transfers > 0 THEN known[0..1] ELSE [] END | SET paid = flow)
} IN TRANSACTIONS OF 10000 ROWS;
