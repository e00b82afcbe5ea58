// make_old_database FILE ENTRIES: a database as the first version of the tables was, with that many entries.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "store/schema.h"

int main(int argc, char** argv) {
  using namespace hamstring;
  if (argc != 3) return 2;
  const int entries = std::atoi(argv[2]);
  const auto database = store::Database::open(argv[1]);
  if (!database || !store::migrate_to(*database, 1)) return 1;
  store::Transaction transaction(*database);
  bool good =
      database
          ->execute(
              "INSERT INTO person (id, name, zone, language, created_utc) VALUES ('p1', 'Ada', 'UTC', 'en', "
              "1);"
              "INSERT INTO account (name, role, password, created_utc) VALUES ('Olga', 'owner', 'x', 1);"
              "INSERT INTO batch (person, kind, account, made_utc) VALUES ('p1', 'app', 1, 2);")
          .has_value();
  for (int i = 0; good && i < entries; ++i) {
    const std::string number = std::to_string(i);
    good =
        database->prepare("INSERT INTO entry VALUES ('p1', ?, 'h', '2026-01-01', ?, ?, 1)")
            .bind("e" + number)
            .bind(std::int64_t{i})
            .bind("{\"id\":\"e" + number + "\"}")
            .run()
            .has_value() &&
        database
            ->prepare(
                "INSERT INTO shown (person, day, kind, program, knowledge, made_utc, json) VALUES ('p1', ?, "
                "'plan', '1', '1', 1, ?)")
            .bind("day " + number)
            .bind("{\"plan\":\"" + std::string(400, 'x') + "\"}")
            .run()
            .has_value();
  }
  return good && transaction.commit() ? 0 : 1;
}
