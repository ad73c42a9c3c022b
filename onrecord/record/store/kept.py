"""Three tables that follow the others, by triggers: they let newest.py and search.py answer at once.

spoken     who said which statement (by number), as `voice` has it: each once, in order
clashing   statements of groups whose versions cannot all be exact
hit        what a search tells of a statement and narrows by: one narrow row, beside those added with it

A statement's row of `hit` is written once, at the end of the transaction that adds the statement, when
all is known of it; triggers change it afterwards, and until then find no row to change.
"""

from __future__ import annotations

from sqlalchemy import Connection

TRIGGERS = (
    """CREATE TRIGGER spoken_in AFTER INSERT ON voice WHEN new.part = 'speaker' BEGIN
       INSERT OR IGNORE INTO spoken SELECT new.actor_id, number FROM statement WHERE id = new.statement_id;
       END""",
    """CREATE TRIGGER spoken_out AFTER DELETE ON voice WHEN old.part = 'speaker' BEGIN
       DELETE FROM spoken WHERE actor_id = old.actor_id
       AND number = (SELECT number FROM statement WHERE id = old.statement_id)
       AND NOT EXISTS (SELECT 1 FROM voice WHERE statement_id = old.statement_id
                       AND part = 'speaker' AND actor_id = old.actor_id);
       END""",
    """CREATE TRIGGER clashing_in AFTER INSERT ON member BEGIN
       INSERT OR IGNORE INTO clashing SELECT number FROM statement WHERE id = new.statement_id
       AND (SELECT clashes FROM statement_group WHERE id = new.group_id) > 0;
       END""",
    """CREATE TRIGGER clashing_out AFTER DELETE ON member BEGIN
       DELETE FROM clashing WHERE number = (SELECT number FROM statement WHERE id = old.statement_id);
       END""",
    """CREATE TRIGGER clashing_told AFTER UPDATE OF clashes ON statement_group
       WHEN (old.clashes > 0) <> (new.clashes > 0) BEGIN
       DELETE FROM clashing WHERE number IN (SELECT number FROM member JOIN statement
           ON statement.id = member.statement_id WHERE group_id = new.id);
       INSERT INTO clashing SELECT number FROM member JOIN statement ON statement.id = member.statement_id
           WHERE group_id = new.id AND new.clashes > 0;
       END""",
)
FILLED = (
    """INSERT OR IGNORE INTO spoken SELECT actor_id, number FROM voice
       JOIN statement ON statement.id = voice.statement_id WHERE part = 'speaker'""",
    """INSERT INTO clashing SELECT number FROM statement_group JOIN member ON group_id = statement_group.id
       JOIN statement ON statement.id = member.statement_id WHERE clashes > 0""",
)
"""What fills the first two tables where a record had none."""

_NUMBER = "(SELECT number FROM statement WHERE id = {}.statement_id)"
_INSIDE = "(SELECT number FROM statement WHERE article_id = {}.article_id)"
_SPEAKERS = """(SELECT group_concat(actor_id, ' ') FROM voice
           WHERE statement_id = {}.statement_id AND part = 'speaker')"""

HIT_TRIGGERS = (
    """CREATE TRIGGER hit_out AFTER DELETE ON statement BEGIN
       DELETE FROM hit WHERE number = old.number;
       END""",
    """CREATE TRIGGER hit_dated AFTER UPDATE OF first_day, last_day ON statement BEGIN
       UPDATE hit SET first_day = new.first_day, last_day = new.last_day WHERE number = new.number;
       END""",
    """CREATE TRIGGER hit_published AFTER UPDATE OF outlet_folded, published ON article
       WHEN old.outlet_folded IS NOT new.outlet_folded OR old.published IS NOT new.published BEGIN
       UPDATE hit SET outlet = new.outlet_folded, published = new.published
       WHERE number IN (SELECT number FROM statement WHERE article_id = new.id);
       END""",
    f"""CREATE TRIGGER hit_told AFTER INSERT ON in_story BEGIN
       UPDATE hit SET story = new.story_id WHERE number IN {_INSIDE.format("new")};
       END""",
    f"""CREATE TRIGGER hit_untold AFTER DELETE ON in_story BEGIN
       UPDATE hit SET story = NULL WHERE number IN {_INSIDE.format("old")};
       END""",
    f"""CREATE TRIGGER hit_grouped AFTER INSERT ON member BEGIN
       UPDATE hit SET grouped = new.group_id,
           outlets = (SELECT outlets FROM statement_group WHERE id = new.group_id)
       WHERE number = {_NUMBER.format("new")};
       END""",
    f"""CREATE TRIGGER hit_ungrouped AFTER DELETE ON member BEGIN
       UPDATE hit SET grouped = NULL, outlets = 1 WHERE number = {_NUMBER.format("old")};
       END""",
    """CREATE TRIGGER hit_shared AFTER UPDATE OF outlets ON statement_group
       WHEN old.outlets <> new.outlets BEGIN
       UPDATE hit SET outlets = new.outlets WHERE number IN (SELECT number FROM member JOIN statement
           ON statement.id = member.statement_id WHERE group_id = new.id);
       END""",
    f"""CREATE TRIGGER hit_spoken AFTER INSERT ON voice WHEN new.part = 'speaker' BEGIN
       UPDATE hit SET speakers = {_SPEAKERS.format("new")} WHERE number = {_NUMBER.format("new")};
       END""",
    f"""CREATE TRIGGER hit_unspoken AFTER DELETE ON voice WHEN old.part = 'speaker' BEGIN
       UPDATE hit SET speakers = {_SPEAKERS.format("old")} WHERE number = {_NUMBER.format("old")};
       END""",
)
HIT_FILLED = """INSERT INTO hit SELECT it.number, it.id, it.first_day, it.last_day,
       coalesce(json_extract(it.body, '$.manner'), 'indirect'), it.cue, nullif(it.via, '[]'),
       article.outlet_folded, article.published, in_story.story_id, member.group_id, coalesce(outlets, 1),
       (SELECT group_concat(actor_id, ' ') FROM voice WHERE statement_id = it.id AND part = 'speaker')
       FROM statement AS it JOIN article ON article.id = it.article_id
       LEFT JOIN in_story ON in_story.article_id = it.article_id
       LEFT JOIN member ON member.statement_id = it.id
       LEFT JOIN statement_group ON statement_group.id = member.group_id
       WHERE it.number > (SELECT coalesce(max(number), 0) FROM hit) ORDER BY it.number"""
"""What writes the rows that the third still lacks: a new statement's number is above all there are."""


def filled(connection: Connection) -> None:
    """Write the rows of `hit` for the statements that this transaction added."""
    connection.exec_driver_sql(HIT_FILLED)
