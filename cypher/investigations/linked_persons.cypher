// Persons linked to a person
//
// Each path between a person and other persons, and each thing they share, nearest first: phones, e-mail addresses,
// devices, documents, accounts and addresses; offices in one organisation; declared ties; campaigns they run or
// benefit from; money between them; and mentions that may be of one person but that nobody has decided. A thing that
// more than `max_sharing` parties share links nobody, nor does a service (a bank, an agent, an exchange, a wallet that
// it keeps for others), nor giving to the same campaign.
//
// kind: investigation
// param person: string                   the person, by id, name or identity number (IIN)
// param max_steps: integer = 2           longest path in relationships, at most 4; two is one shared thing
// param max_sharing: integer = 10        a thing, an office or a payee with more parties than this links nobody
// param as_of: date = null              the ties as they stood on that day; what has no dates counts as standing
// returns person_id: string              the person asked for: a name may have several
// returns person: string                 name of that person
// returns linked_id: string              the other person
// returns linked: string                 name of the other person
// returns steps: integer                 relationships between the two: the nearer, the fewer
// returns ties: list                     the relationships, in order from the person
// returns through: list                  what stands between them, in the same order
// returns records: list                  ids of records that state the ties
// tags: persons, shared-identifiers
CALL () {
  MATCH (who:Person&Party {id: $person})
  RETURN who
  UNION
  MATCH (who:Person {name: $person})
  RETURN who
  UNION
  MATCH (who:Person {iin: $person})
  RETURN who
}
CALL (who) {
  MATCH (who) ((a)-[tie:USES|HOLDS|LOCATED_AT|OFFICER_OF|RELATED_TO|ORGANIZES|RAISES_FOR|PAID]-(b)
    WHERE NOT (tie:PAID AND (a:Campaign OR b:Campaign))
      AND coalesce(b.parties, 0) <= $max_sharing
      AND coalesce(coalesce(tie.valid_from, toString(date(tie.first_at))) <= toString($as_of), true)
      AND coalesce(tie.valid_to >= left(toString($as_of), coalesce(size(tie.valid_to), 10)), true)
      AND b.service IS NULL
      AND (a = who OR COUNT { (a)-[:PAID|OFFICER_OF]-() } <= $max_sharing)){1,4} (other:Person)
  WHERE size(tie) <= $max_steps
    AND all(i IN range(0, size(b) - 1) WHERE b[i] <> who AND NOT b[i] IN b[i + 1..])
  RETURN other, size(tie) AS steps,
    [t IN tie | type(t) + coalesce(' ' + t.role, ' ' + t.kind, ' ' + t.channel, '')] AS ties,
    [node IN b[..-1] | [label IN labels(node) WHERE label <> 'Party'][0] + ' ' + coalesce(node.name, node.title, node.value, node.number, node.id)] AS through,
    COLLECT { UNWIND tie AS t UNWIND t.record_ids AS id RETURN DISTINCT id ORDER BY id LIMIT 25 } AS records
  UNION
  MATCH (who)<-[:RESOLVES_TO]-(ours:Mention)-[match:POSSIBLY_SAME_AS]-(theirs:Mention)-[:RESOLVES_TO]->(other:Person)
  WHERE other <> who
  RETURN other, 1 AS steps, ['POSSIBLY_SAME_AS ' + coalesce(theirs.name, '')] AS ties, [] AS through,
    COLLECT { MATCH (record:Record)<-[:IN_RECORD]-(m) WHERE m IN [ours, theirs] RETURN record.id ORDER BY record.id } AS records
}
RETURN who.id AS person_id, who.name AS person, other.id AS linked_id, other.name AS linked, steps, ties, through, records
ORDER BY steps, linked, linked_id, ties, through, person_id, records
LIMIT $limit;
