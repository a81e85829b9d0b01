// Connections of listed parties
//
// Who stands on a sanctions list now (or on the day `as_of`), and who is within a few hops of them: by office, by an identifier that few
// share, by a declared tie, by money, by a campaign. Only parties resolved by evidence count: nobody is here for a
// name alone, and an entry that was de-listed leads to nobody. Hops of 0 are listed parties that other sources
// record too. No way leads through a service (a bank, an agent, an exchange, a wallet that it keeps for others), and
// having given to the same campaign as a listed party is no connection, nor are wages, pensions, taxes and other payments
// that the law permits a listed person.
//
// kind: investigation
// param max_hops: integer = 2            most parties on the way, that one included, within 4 relationships
// param max_sharing: integer = 10        an identifier, an office or an account that more parties share links nobody
// param max_fanout: integer = 100        a party or campaign paid by, or paying, more than this is taken for a service
// param as_of: date = null              lists and ties as they stood on that day; now when missing
// returns listed_id: string              the listed party
// returns listed: string                 its name
// returns list: string                   the list
// returns reference_number: string       the publisher's reference of the entry
// returns listed_on: string              day of listing
// returns party_id: string               the party connected with it, or itself
// returns party: string                  name of that party
// returns hops: integer                  parties on the way; 0 is the listed party itself
// returns ties: list                     the relationships, in order from the listed party
// returns through: list                  what stands between them, in the same order
// returns records: list                  ids of records that state the ties
// tags: sanctions, P13, P23
MATCH (listed:Person|Organization)-[entry:LISTED_IN]->(listing:Listing)
WHERE coalesce(listing.delisted_on > toString($as_of), listing.delisted_on IS NULL)
  AND coalesce(listing.listed_on <= toString($as_of), true)
CALL (listed, entry) {
  MATCH (mention:Mention)-[:RESOLVES_TO]->(listed)
  WHERE mention.role <> 'listed'
  RETURN listed AS party, 0 AS hops, ['recorded as ' + mention.role] AS ties, [] AS through,
    COLLECT { MATCH (mention)-[:IN_RECORD]->(record:Record) RETURN record.id ORDER BY record.id } AS records
  UNION
  MATCH (listed) ((a)-[tie:USES|HOLDS|LOCATED_AT|OFFICER_OF|RELATED_TO|ORGANIZES|RAISES_FOR|PAYS_OUT_TO|PAID]-(b)
    WHERE coalesce(b.parties, 0) <= $max_sharing
      AND coalesce(coalesce(tie.valid_from, toString(date(tie.first_at))) <= toString($as_of), true)
      AND coalesce(tie.permitted < tie.transfers, true)
      AND coalesce(tie.valid_to >= left(toString($as_of), coalesce(size(tie.valid_to), 10)), true)
      AND a.service IS NULL
      AND (a = listed OR COUNT { (a)-[:PAID]-() } <= $max_fanout)
      AND COUNT { (a)<-[:OFFICER_OF]-() } <= $max_sharing){1,4} (party:Person|Organization)
  WITH listed, party, tie, b, [listed] + b AS nodes, size([node IN b WHERE node:Party]) AS hops
  WHERE hops <= $max_hops
    AND all(i IN range(0, size(b) - 1) WHERE b[i] <> listed AND NOT b[i] IN b[i + 1..])
    AND none(i IN range(0, size(tie) - 2) WHERE nodes[i + 1]:Campaign
      AND tie[i]:PAID AND tie[i + 1]:PAID AND endNode(tie[i]) = endNode(tie[i + 1]))
  RETURN party, hops,
    [t IN tie | type(t) + coalesce(' ' + t.role, ' ' + t.kind, ' ' + t.channel, '')] AS ties,
    [node IN b[..-1] | [label IN labels(node) WHERE label <> 'Party'][0] + ' ' + coalesce(node.name, node.title, node.value, node.number, node.id)] AS through,
    COLLECT { UNWIND [entry] + tie AS t UNWIND t.record_ids AS id RETURN DISTINCT id ORDER BY id LIMIT 25 } AS records
}
RETURN listed.id AS listed_id, listed.name AS listed, listing.list AS list, listing.reference_number AS reference_number,
  listing.listed_on AS listed_on, party.id AS party_id, party.name AS party, hops, ties, through, records
ORDER BY hops, size(ties), listed, listed_id, reference_number, party, party_id, ties, through, records
LIMIT $limit;
