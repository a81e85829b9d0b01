// Every mention resolves to one party
//
// A mention stands for exactly one party, and stands in a record.
//
// kind: check
// returns mention_id: string             the mention
// returns parties: integer               parties it resolves to
// returns records: integer               records it stands in
// tags: identity, provenance
MATCH (mention:Mention)
WITH mention, COUNT { (mention)-[:RESOLVES_TO]->() } AS parties, COUNT { (mention)-[:IN_RECORD]->() } AS records
WHERE parties <> 1 OR records = 0
RETURN mention.id AS mention_id, parties, records
ORDER BY mention_id
LIMIT $limit;
