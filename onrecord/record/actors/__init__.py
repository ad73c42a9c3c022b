"""One actor per real person, country or body, across articles and spellings.

    identify(reading, lookup)         which known actor each entity of an article is, or a new one
    new_id(reading, entity, taken)    the id of a new one
    merge_actor(actor, entity, seen)  the actor with what the article adds
    keys(name, kind)                  under which keys the record files a name
    filed(entity)                     under which keys to look for an entity
    similarity(left, right, kind)     how alike two names are
    judged                            what people's judgements make of the machine's actors

Files: `spelling` (words), `names` (whole names), `compatible` (roles against roles), `identify`, `judged`.
"""

from onrecord.record.actors import judged
from onrecord.record.actors.identify import filed, identify, merge_actor, new_id
from onrecord.record.actors.names import keys, similarity

__all__ = ["filed", "identify", "judged", "keys", "merge_actor", "new_id", "similarity"]
