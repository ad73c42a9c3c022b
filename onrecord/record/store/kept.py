"""Two tables that SQLite itself keeps in step, by triggers: they let newest.py find the newest at once.

spoken     who said which statement (by number), as `voice` has it: each once, in order
clashing   statements of groups whose versions cannot all be exact
"""

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
"""What fills the two tables where a record had none."""
