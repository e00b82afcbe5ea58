#include "store/schema.h"

#include <fmt/format.h>

#include <array>

#include "core/try.h"

namespace hamstring::store {
namespace {

// Every change is a new step at the end; a step that people have run is never edited.
constexpr std::array steps{
    // 1: what a person recorded, who may see it, what was shown.
    R"sql(
CREATE TABLE person (
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 80),
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  language TEXT NOT NULL,
  created_utc INTEGER NOT NULL,
  invented INTEGER NOT NULL DEFAULT 0 CHECK (invented IN (0, 1))
) STRICT;
CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  role TEXT NOT NULL CHECK (role IN ('owner', 'clinician', 'coach', 'athlete')),
  password TEXT NOT NULL,
  person TEXT REFERENCES person (id) ON DELETE CASCADE,
  created_utc INTEGER NOT NULL,
  CHECK ((role = 'athlete') = (person IS NOT NULL))
) STRICT;
CREATE TABLE login (
  token TEXT PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  created_utc INTEGER NOT NULL,
  expires_utc INTEGER NOT NULL
) STRICT;
CREATE INDEX login_account ON login (account);
CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('app', 'import', 'merge')),
  account INTEGER,
  made_utc INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE entry (
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  hash TEXT NOT NULL,
  day TEXT NOT NULL,
  recorded_s INTEGER NOT NULL,
  json TEXT NOT NULL CHECK (length(json) > 1),
  batch INTEGER NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
  PRIMARY KEY (person, id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_batch ON entry (batch);
CREATE TABLE shown (
  id INTEGER PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  program TEXT NOT NULL,
  knowledge TEXT NOT NULL,
  made_utc INTEGER NOT NULL,
  json TEXT NOT NULL CHECK (length(json) > 1),
  UNIQUE (person, day, kind, program, knowledge, json)
) STRICT;
)sql",
    // 2: who agreed to what, and who changed what.
    R"sql(
CREATE TABLE consent (
  id INTEGER PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  text_version TEXT NOT NULL,
  given_by TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  person TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX audit_person ON audit (person);
)sql",
    // 3: what came with which archive, so that it can be taken back as a whole; who made a batch by name,
    // since an account can go and its number be given again; which sources somebody was shown.
    R"sql(
CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  made_utc INTEGER NOT NULL,
  account TEXT NOT NULL,
  digest TEXT NOT NULL,
  people_new INTEGER NOT NULL,
  people_merged INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  undone_utc INTEGER
) STRICT;
ALTER TABLE person ADD COLUMN import INTEGER REFERENCES import (id);
ALTER TABLE consent ADD COLUMN import INTEGER REFERENCES import (id);
ALTER TABLE audit ADD COLUMN import INTEGER REFERENCES import (id);
ALTER TABLE batch ADD COLUMN import INTEGER REFERENCES import (id);
ALTER TABLE batch ADD COLUMN made_by TEXT NOT NULL DEFAULT '';
UPDATE batch SET made_by = coalesce((SELECT name FROM account WHERE account.id = batch.account), '');
CREATE INDEX batch_person ON batch (person);
CREATE INDEX consent_person ON consent (person);
CREATE TABLE shown_again (
  id INTEGER PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  program TEXT NOT NULL,
  knowledge TEXT NOT NULL,
  made_utc INTEGER NOT NULL,
  json TEXT NOT NULL CHECK (length(json) > 1),
  digest TEXT NOT NULL,
  import INTEGER REFERENCES import (id),
  UNIQUE (person, day, kind, program, knowledge, digest)
) STRICT;
INSERT INTO shown_again (id, person, day, kind, program, knowledge, made_utc, json, digest)
  SELECT id, person, day, kind, program, knowledge, made_utc, json, 'before-v3-' || id FROM shown;
DROP TABLE shown;
ALTER TABLE shown_again RENAME TO shown;
CREATE TABLE shown_source (
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  source TEXT NOT NULL,
  knowledge TEXT NOT NULL,
  first_day TEXT NOT NULL,
  import INTEGER REFERENCES import (id),
  PRIMARY KEY (person, source, knowledge)
) STRICT, WITHOUT ROWID;
)sql",
    // 4: what was shown takes a sixth of the room (store/packed.h).
    R"sql(
CREATE TABLE shown_packed (
  id INTEGER PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  program TEXT NOT NULL,
  knowledge TEXT NOT NULL,
  made_utc INTEGER NOT NULL,
  packed BLOB NOT NULL CHECK (length(packed) > 4),
  digest TEXT NOT NULL,
  import INTEGER REFERENCES import (id),
  UNIQUE (person, day, kind, program, knowledge, digest)
) STRICT;
INSERT INTO shown_packed (id, person, day, kind, program, knowledge, made_utc, packed, digest, import)
  SELECT id, person, day, kind, program, knowledge, made_utc, packed(json), digest, import FROM shown;
DROP TABLE shown;
ALTER TABLE shown_packed RENAME TO shown;
)sql",
    // 5: what was shown is kept as the difference to a whole one of the same person (store/delta.h), a tenth
    // of
    // the room; whoever is logged in has a second half of the session in the page, is told where else they
    // are,
    // and devices are known again. Sessions of before have no second half: everybody logs in once.
    R"sql(
CREATE TABLE shown_base (
  id INTEGER PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  packed BLOB NOT NULL CHECK (length(packed) > 4),
  import INTEGER REFERENCES import (id)
) STRICT;
CREATE INDEX shown_base_person ON shown_base (person);
ALTER TABLE shown ADD COLUMN base INTEGER;
DROP TABLE login;
CREATE TABLE login (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token TEXT NOT NULL UNIQUE,
  page TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  created_utc INTEGER NOT NULL,
  expires_utc INTEGER NOT NULL,
  seen_utc INTEGER NOT NULL,
  device TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX login_account ON login (account);
CREATE TABLE known_device (
  token TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  seen_utc INTEGER NOT NULL,
  PRIMARY KEY (token, account)
) STRICT, WITHOUT ROWID;
)sql",
    // 6: a difference may rest on one that rests on a whole text: what is shown on one day hardly differs,
    // what is shown on two days does. Half of a digest is enough to find the same again and to see damage,
    // and
    // an index of who and when does for what six columns did. And what the list of people says of each is
    // kept, with how often the person had changed by then: the number is counted here, so that whoever
    // writes counts.
    R"sql(
ALTER TABLE shown_base ADD COLUMN base INTEGER;
CREATE TABLE shown_short (
  id INTEGER PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  kind TEXT NOT NULL,
  program TEXT NOT NULL,
  knowledge TEXT NOT NULL,
  made_utc INTEGER NOT NULL,
  packed BLOB NOT NULL CHECK (length(packed) > 4),
  digest TEXT NOT NULL,
  import INTEGER REFERENCES import (id),
  base INTEGER
) STRICT;
INSERT INTO shown_short (id, person, day, kind, program, knowledge, made_utc, packed, digest, import, base)
  SELECT id, person, day, kind, program, knowledge, made_utc, packed,
    CASE WHEN digest LIKE 'before-v%' THEN digest ELSE substr(digest, 1, 32) END, import, base
  FROM shown ORDER BY id;
DROP TABLE shown;
ALTER TABLE shown_short RENAME TO shown;
CREATE INDEX shown_day ON shown (person, day);
ALTER TABLE person ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER entry_comes AFTER INSERT ON entry BEGIN
  UPDATE person SET changes = changes + 1 WHERE id = NEW.person;
END;
CREATE TRIGGER entry_changes AFTER UPDATE ON entry BEGIN
  UPDATE person SET changes = changes + 1 WHERE id = NEW.person;
END;
CREATE TRIGGER entry_goes AFTER DELETE ON entry BEGIN
  UPDATE person SET changes = changes + 1 WHERE id = OLD.person;
END;
CREATE TRIGGER person_changes AFTER UPDATE OF name, zone, language, invented ON person BEGIN
  UPDATE person SET changes = changes + 1 WHERE id = NEW.id;
END;
CREATE TABLE board (
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  changes INTEGER NOT NULL,
  made_with TEXT NOT NULL,
  packed BLOB NOT NULL CHECK (length(packed) > 4),
  PRIMARY KEY (person, day)
) STRICT, WITHOUT ROWID;
)sql",
    // 7: who looks after others has groups of people, and templates of their own.
    R"sql(
CREATE TABLE template (
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  json TEXT NOT NULL CHECK (length(json) > 1),
  made_utc INTEGER NOT NULL,
  UNIQUE (account, name)
) STRICT;
CREATE TABLE person_group (
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  PRIMARY KEY (person, name)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER group_comes AFTER INSERT ON person_group BEGIN
  UPDATE person SET changes = changes + 1 WHERE id = NEW.person;
END;
CREATE TRIGGER group_goes AFTER DELETE ON person_group BEGIN
  UPDATE person SET changes = changes + 1 WHERE id = OLD.person;
END;
)sql",
    // 8: a number that was given is never given again, so that a page of yesterday takes back nothing that
    // came since, and the log means one thing. Where numbers stand now is known from the rows and from what
    // the log tells of rows that are gone. And a batch tells as what somebody made it: accounts go.
    R"sql(
CREATE TABLE given (
  kind TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO given (kind, last) VALUES
  ('batch', max((SELECT coalesce(max(id), 0) FROM batch),
                (SELECT coalesce(max(CAST(substr(detail, 7) AS INTEGER)), 0) FROM audit
                 WHERE action = 'took back' AND detail LIKE 'batch %'))),
  ('account', max((SELECT coalesce(max(id), 0) FROM account),
                  (SELECT coalesce(max(account), 0) FROM batch))),
  ('template', (SELECT coalesce(max(id), 0) FROM template));
CREATE TRIGGER batch_is_new AFTER INSERT ON batch BEGIN
  SELECT RAISE(ABORT, 'this number was given before')
    WHERE NEW.id <= (SELECT last FROM given WHERE kind = 'batch');
  UPDATE given SET last = NEW.id WHERE kind = 'batch';
END;
CREATE TRIGGER account_is_new AFTER INSERT ON account BEGIN
  SELECT RAISE(ABORT, 'this number was given before')
    WHERE NEW.id <= (SELECT last FROM given WHERE kind = 'account');
  UPDATE given SET last = NEW.id WHERE kind = 'account';
END;
CREATE TRIGGER template_is_new AFTER INSERT ON template BEGIN
  SELECT RAISE(ABORT, 'this number was given before')
    WHERE NEW.id <= (SELECT last FROM given WHERE kind = 'template');
  UPDATE given SET last = NEW.id WHERE kind = 'template';
END;
ALTER TABLE batch ADD COLUMN made_role TEXT NOT NULL DEFAULT '';
UPDATE batch SET made_role = coalesce((SELECT role FROM account WHERE account.id = batch.account), '');
)sql",
    // 9: much is written in pieces, between which others write, and is there for readers once all of it is:
    // `pending` is the number of the program that still writes it, 0 where it is there. Groups and templates
    // come with archives, too: those of an account that is not here wait for one of its name.
    R"sql(
ALTER TABLE person ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batch ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;
ALTER TABLE template ADD COLUMN import INTEGER REFERENCES import (id);
ALTER TABLE person_group ADD COLUMN import INTEGER REFERENCES import (id);
CREATE TABLE template_waiting (
  account TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  json TEXT NOT NULL CHECK (length(json) > 1),
  made_utc INTEGER NOT NULL,
  import INTEGER REFERENCES import (id),
  PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER account_finds_templates AFTER INSERT ON account
  WHEN NEW.role IN ('owner', 'clinician') BEGIN
  INSERT INTO template (id, account, name, json, made_utc, import)
    SELECT (SELECT last FROM given WHERE kind = 'template') + row_number() OVER (ORDER BY name), NEW.id, name,
           json, made_utc, import FROM template_waiting WHERE account = NEW.name;
  DELETE FROM template_waiting WHERE account = NEW.name;
END;
CREATE INDEX batch_pending ON batch (id) WHERE pending <> 0;
DROP TRIGGER entry_comes;
CREATE TRIGGER entry_comes AFTER INSERT ON entry
  WHEN NEW.batch NOT IN (SELECT id FROM batch WHERE pending <> 0) BEGIN
  UPDATE person SET changes = changes + 1 WHERE id = NEW.person;
END;
CREATE TRIGGER batch_is_there AFTER UPDATE OF pending ON batch WHEN NEW.pending = 0 AND OLD.pending <> 0 BEGIN
  UPDATE person SET changes = changes + 1 WHERE id = NEW.person;
END;
)sql",
    // 10: addresses that a calendar reads by itself. Only a hash of their secret is kept; they go with the
    // person
    // they are about and with the account that made them.
    R"sql(
CREATE TABLE calendar_address (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  secret TEXT NOT NULL CHECK (length(secret) = 64),
  language TEXT NOT NULL,
  minute INTEGER CHECK (minute BETWEEN 0 AND 1439),
  made_utc INTEGER NOT NULL,
  used_utc INTEGER
) STRICT;
CREATE INDEX calendar_address_person ON calendar_address (person);
CREATE INDEX calendar_address_account ON calendar_address (account);
)sql",
};

Result<void> copy_first(const Database& database, int version) {
  std::filesystem::path copy = database.path();
  copy += fmt::format(".before-v{}", version + 1);
  // One that lies there already may be of any day: a backup of then was restored since, say. Nothing was
  // changed yet, so a new one is never worse; it takes the old one's place when it is whole.
  return database.backup_to(copy);
}

}  // namespace

int schema_version() {
  return static_cast<int>(steps.size());
}

Result<int> version_of(const Database& database) {
  Statement version = database.prepare("PRAGMA user_version");
  if (!version.step()) {
    const Result<void> why = version.error();
    return failure(why ? Error{.message = "the database has no version"} : why.error());
  }
  return static_cast<int>(version.integer(0));
}

Result<void> migrate_to(const Database& database, int version) {
  HAMSTRING_TRY(found, version_of(database));
  if (found > schema_version()) {
    return failure(Error{
        .message = fmt::format("the database was written by a newer Hamstring (format {}, this one knows {})",
                               found, schema_version()),
        .file = database.path().string(),
        .advice = fmt::format("Use a Hamstring that knows format {}; nothing was changed.", found)});
  }
  if (found > 0 && found < version) {
    HAMSTRING_TRY_DO(copy_first(database, found));
  }
  for (int step = found; step < version; ++step) {
    Transaction transaction(database);
    HAMSTRING_TRY_DO(database.execute(steps[static_cast<std::size_t>(step)]));
    HAMSTRING_TRY_DO(database.execute(fmt::format("PRAGMA user_version = {}", step + 1)));
    HAMSTRING_TRY_DO(transaction.commit());
  }
  return {};
}

Result<void> migrate(const Database& database) {
  return migrate_to(database, schema_version());
}

}  // namespace hamstring::store
