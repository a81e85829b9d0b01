// Every transfer has an end and a record
//
// A transfer that comes from nowhere and goes nowhere, or that no record states, cannot be shown to anybody.
//
// kind: check
// returns transfer_id: string            the transfer
// returns problem: string                what it lacks
// tags: provenance
MATCH (transfer:Transfer)
WITH transfer, CASE
    WHEN NOT EXISTS { (transfer)-[:RECORDED_IN]->(:Record) } THEN 'no record'
    WHEN NOT EXISTS { (transfer)<-[:SENT]-() }
      AND NOT EXISTS { (transfer)-[:PAID_TO|FROM_ACCOUNT|TO_ACCOUNT]->() } THEN 'no end'
  END AS problem
WHERE problem IS NOT NULL
RETURN transfer.id AS transfer_id, problem
ORDER BY transfer_id
LIMIT $limit;
