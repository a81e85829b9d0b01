// Picture of a fundraising network
//
// The paths around a campaign, a person or an organisation, for the canvas: who runs and who benefits from the
// campaigns, where the money comes from and goes, offices, what few parties share, and listings. Without a start, the
// networks of all campaigns. No path leads on through a service: a bank, an agent, an exchange, a wallet that it keeps
// for others.
//
// kind: picture
// param start: string = null             a campaign or party, by id, title or name; all campaigns when missing
// param max_sharing: integer = 10        a thing that more parties share is left out
// param as_of: date = null              ties and listings as they stood on that day
// param limit: integer = 300             most paths
// returns path: path                     one path to draw
// tags: picture
CALL () {
  MATCH (centre:Campaign)
  WHERE $start IS NULL OR $start IN [centre.id, centre.title]
  RETURN centre
  UNION
  MATCH (centre:Party {id: $start})
  RETURN centre
  UNION
  MATCH (centre:Person {name: $start})
  RETURN centre
  UNION
  MATCH (centre:Organization {name: $start})
  RETURN centre
}
MATCH path = (centre) ((a)-[tie:ORGANIZES|RAISES_FOR|PAYS_OUT_TO|PAID|OFFICER_OF|HOLDS|USES|LOCATED_AT|RELATED_TO|LISTED_IN]-(b)
  WHERE coalesce(b.parties, 0) <= $max_sharing
    AND (a = centre OR a.service IS NULL)
    AND coalesce(coalesce(tie.valid_from, toString(date(tie.first_at))) <= toString($as_of), true)
    AND coalesce(tie.valid_to >= left(toString($as_of), coalesce(size(tie.valid_to), 10)), true)
    AND coalesce(b.listed_on <= toString($as_of), true)
    AND coalesce(b.delisted_on > toString($as_of), true)){1,2} (last)
WHERE last <> centre
  AND (NOT last:Phone|Email|Address|Device|Document OR last.parties > 1)
RETURN path
ORDER BY length(path), centre.id, [node IN nodes(path) | node.id], [tie IN relationships(path) | type(tie)]
LIMIT $limit;
