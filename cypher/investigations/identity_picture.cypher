// Picture of one party and its records
//
// Which mentions a person or an organisation was made of, and why: each mention with the strongest link that joined it
// to another, whose `evidence` tells what agrees; and mentions of others that may be the same, or that a human keeps
// apart, each by its strongest link, with the parties those stand for. Neo4j Browser draws every link between what it
// shows: of many mentions only these remain when "Connect result nodes" is off in its settings. `fundlink how` and
// `fundlink why` tell the same at length.
//
// kind: picture
// param party: string                    the party, by id, name, identity number (IIN) or business number (BIN)
// param limit: integer = 300             most paths
// returns path: path                     one path to draw
// tags: picture, identity
CALL () {
  MATCH (who:Party {id: $party})
  RETURN who
  UNION
  MATCH (who:Person {name: $party})
  RETURN who
  UNION
  MATCH (who:Person {iin: $party})
  RETURN who
  UNION
  MATCH (who:Organization {name: $party})
  RETURN who
  UNION
  MATCH (who:Organization {bin: $party})
  RETURN who
}
CALL (who) {
  MATCH path = (who)<-[:RESOLVES_TO]-(:Mention)
  RETURN path, 1 AS part
  UNION
  MATCH (who)<-[:RESOLVES_TO]-(mention:Mention)
  CALL (mention) {
    MATCH (mention)-[match:MATCHED]-(other:Mention)
    RETURN match
    ORDER BY coalesce(match.match_weight, 0.0) DESC, other.id
    LIMIT 1
  }
  WITH DISTINCT match
  MATCH path = ()-[match]->()
  RETURN path, 2 AS part
  UNION
  MATCH (who)<-[:RESOLVES_TO]-(ours:Mention)-[doubt:POSSIBLY_SAME_AS|NOT_SAME_AS]-(theirs:Mention)-[:RESOLVES_TO]->(other:Party)
  WHERE other <> who
  ORDER BY type(doubt), coalesce(doubt.match_weight, 0.0) DESC, ours.id
  WITH who, theirs, collect(doubt)[0] AS strongest
  MATCH path = (who)<-[:RESOLVES_TO]-(:Mention)-[strongest]-(theirs)-[:RESOLVES_TO]->(:Party)
  RETURN path, 3 AS part
}
RETURN path
ORDER BY who.id, part, [node IN nodes(path) | node.id], [tie IN relationships(path) | type(tie)]
LIMIT $limit;
