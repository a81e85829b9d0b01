// Every party and listing has evidence and its dates in order
//
// A party is what mentions resolve to, so it has at least one; a listing names the records that state it and is not
// de-listed before it was listed.
//
// kind: check
// returns id: string                     the party or listing
// returns problem: string                what is wrong with it
// tags: provenance, sanctions
CALL () {
  MATCH (party:Party)
  WHERE NOT EXISTS { (party)<-[:RESOLVES_TO]-(:Mention) }
  RETURN party.id AS id, 'no mention' AS problem
  UNION ALL
  MATCH (listing:Listing)
  WHERE size(coalesce(listing.record_ids, [])) = 0
  RETURN listing.id AS id, 'no record' AS problem
  UNION ALL
  MATCH (listing:Listing)
  WHERE listing.delisted_on < listing.listed_on
  RETURN listing.id AS id, 'de-listed before it was listed' AS problem
}
RETURN id, problem
ORDER BY id, problem
LIMIT $limit;
