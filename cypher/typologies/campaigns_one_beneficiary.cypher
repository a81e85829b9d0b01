// Campaigns that pay out to one beneficiary
//
// Two or more campaigns, stated causes different, whose money ends with the same resolved person or account: the
// stated beneficiary, the holder of the payout account, or whom the campaign paid. A registered organisation that
// runs campaigns for several causes does its work and is not returned, nor is a person helped twice for one cause, nor
// a wallet that an exchange keeps for nobody known: others may be paid on it too.
//
// kind: typology
// source: FATF, Crowdfunding for Terrorism Financing (2023)
// param min_campaigns: integer = 2       fewest campaigns
// param min_causes: integer = 2          fewest different stated causes among them
// param max_sharing: integer = 10        an account with more holders than this is a service, not a beneficiary
// returns beneficiary_id: string         resolved person or account
// returns beneficiary: string            name of the person, or number of the account
// returns campaigns: list                campaign ids
// returns titles: list                   their titles
// returns causes: list                   their stated causes
// returns organisers: list               names of who runs them
// returns records: list                  ids of records that state the campaigns, capped at 25
// subject: beneficiary_id
// tags: P04, crowdfunding, fundraising-phase, IND02278, IND01419
CALL () {
  MATCH (campaign:Campaign)-[:RAISES_FOR]->(beneficiary:Person)
  RETURN campaign, beneficiary
  UNION
  MATCH (campaign:Campaign)-[paid:PAID]->(beneficiary:Person)
  WHERE paid.channel <> 'donation'
  RETURN campaign, beneficiary
  UNION
  MATCH (campaign:Campaign)-[:PAYS_OUT_TO]->(account:Account)
  WHERE coalesce(account.parties, 0) <= $max_sharing
    AND NOT EXISTS { (account)<-[:HOLDS]-(:Organization) }
  OPTIONAL MATCH (account)<-[:HOLDS]-(holder:Person)
  WITH campaign, account, collect(holder) AS holders
  WHERE size(holders) = 1 OR account.service IS NULL
  RETURN campaign, CASE WHEN size(holders) = 1 THEN holders[0] ELSE account END AS beneficiary
}
WITH beneficiary, campaign
ORDER BY campaign.id
WITH beneficiary, collect(campaign) AS found
WITH beneficiary, found, COLLECT { UNWIND found AS c WITH c.category AS cause WHERE cause IS NOT NULL RETURN DISTINCT cause ORDER BY cause } AS causes
WHERE size(found) >= $min_campaigns AND size(causes) >= $min_causes
RETURN beneficiary.id AS beneficiary_id, coalesce(beneficiary.name, beneficiary.number) AS beneficiary,
  [c IN found | c.id] AS campaigns, [c IN found | c.title] AS titles, causes,
  COLLECT { UNWIND found AS c MATCH (c)<-[:ORGANIZES]-(runs) RETURN DISTINCT coalesce(runs.name, runs.id) AS name ORDER BY name } AS organisers,
  COLLECT { UNWIND found AS c UNWIND c.record_ids AS id RETURN DISTINCT id ORDER BY id LIMIT 25 } AS records
ORDER BY size(campaigns) DESC, beneficiary_id
LIMIT $limit;
