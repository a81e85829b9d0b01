// Offices, licences, listings and accounts on a day
//
// What a party was on a day: the offices it held, its licences, the lists it stood on, the accounts it held. Dates keep
// the precision of their source: an unknown beginning lies before every day, and what ended in 2023 held until the end
// of that year. Without a day the whole history is given.
//
// kind: investigation
// param party: string = null             a person or organisation, by id, name, IIN or BIN; all of them when missing
// param as_of: date = null               the day; every day when missing
// returns party_id: string               the party
// returns party: string                  its name
// returns standing: string               office, licence, listing or account
// returns thing: string                  the organisation, licence, list or account
// returns thing_id: string               id of it
// returns role: string                   the office, the number of the licence or entry, or the kind of account
// returns since: string                  first day, as precise as the source; missing when unknown
// returns until: string                  last day, or the day it was gone from the list; missing while it holds
// returns records: list                  ids of records that state it, capped at 25
// tags: time, offices, licences, sanctions, accounts
MATCH (party:Person|Organization)-[tie:OFFICER_OF|LICENSED_BY|LISTED_IN|HOLDS]->(place)
WHERE ($party IS NULL OR $party IN [party.id, party.name, party.iin, party.bin, place.id, place.name, place.bin])
  AND coalesce(coalesce(tie.valid_from, place.listed_on) <= toString($as_of), true)
  AND coalesce(tie.valid_to >= left(toString($as_of), coalesce(size(tie.valid_to), 10)), true)
  AND coalesce(place.delisted_on > toString($as_of), true)
RETURN party.id AS party_id, party.name AS party,
  CASE type(tie) WHEN 'OFFICER_OF' THEN 'office' WHEN 'LICENSED_BY' THEN 'licence' WHEN 'LISTED_IN' THEN 'listing' ELSE 'account' END AS standing,
  coalesce(place.name, place.list, place.register, place.number, place.id) AS thing, place.id AS thing_id,
  coalesce(tie.role, place.reference_number, place.kind, place.number) AS role,
  coalesce(tie.valid_from, place.listed_on) AS since, coalesce(tie.valid_to, place.delisted_on) AS until,
  coalesce(tie.record_ids, []) AS records
ORDER BY party, party_id, standing, thing, thing_id, role
LIMIT $limit;
