// Changes of campaign pages, and the money that came before
//
// Each state of a campaign's page that differs from the one before in text, organiser, beneficiary or in the account or
// wallet for payouts: both states, and what had been given by then. Both states stay in the graph with their records.
//
// kind: investigation
// param campaign: string = null          a campaign, by id or title; all of them when missing
// returns campaign_id: string            the campaign
// returns campaign: string               its title now
// returns changed: string                what changed: title, description, organiser, beneficiary, account or wallet
// returns before: string                 as the page stood; missing where it said nothing
// returns after: string                  as it stands from then on
// returns seen_at: datetime              when the new state was first seen
// returns gifts: integer                 transfers to the campaign before that
// returns last_gift_at: datetime         the last of them
// returns records: list                  ids of the records of both states
// tags: crowdfunding, P09, time
MATCH (campaign:Campaign)<-[:VERSION_OF]-(version:CampaignVersion)
WHERE $campaign IS NULL OR $campaign IN [campaign.id, campaign.title]
WITH campaign, version
ORDER BY version.snapshot_at, version.id
WITH campaign, collect(version) AS versions
UNWIND range(1, size(versions) - 1) AS place
WITH campaign, versions[place - 1] AS old, versions[place] AS new
UNWIND [
  ['title', old.title, new.title],
  ['description', old.description, new.description],
  ['organiser', old.organiser_name, new.organiser_name],
  ['beneficiary', old.beneficiary_name, new.beneficiary_name],
  ['account', old.beneficiary_account, new.beneficiary_account],
  ['wallet', old.beneficiary_wallet, new.beneficiary_wallet]
] AS said
WITH campaign, old, new, said
WHERE coalesce(said[1], '') <> coalesce(said[2], '')
OPTIONAL MATCH (gift:Transfer)-[:PAID_TO]->(campaign)
WHERE gift.at < new.snapshot_at AND gift.moved
WITH campaign, old, new, said, count(gift) AS gifts, max(gift.at) AS last_gift_at
RETURN campaign.id AS campaign_id, campaign.title AS campaign, said[0] AS changed, said[1] AS before, said[2] AS after,
  new.snapshot_at AS seen_at, gifts, last_gift_at, coalesce(old.record_ids, []) + coalesce(new.record_ids, []) AS records
ORDER BY campaign_id, seen_at, changed
LIMIT $limit;
