#include "apps/demo/demo_club.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

#include "apps/demo/demo_life.h"
#include "core/file.h"
#include "core/try.h"
#include "items/item_file.h"
#include "items/json_schema.h"
#include "view/moment.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

constexpr const char* club_file = "demo/club.toml";
constexpr unsigned threads_max = 4;

Result<nlohmann::json> read_club(const std::filesystem::path& data_folder) {
  HAMSTRING_TRY(schema_text, read_file(data_folder / "schemas/demo.schema.json", rehab::item_size_max));
  HAMSTRING_TRY(schema, rehab::JsonSchema::parse(schema_text, "schemas/demo.schema.json"));
  HAMSTRING_TRY(text, read_file(data_folder / club_file, rehab::item_size_max));
  HAMSTRING_TRY(item, rehab::parse_item_file(text, club_file));
  const auto errors = schema.check(item.root);
  if (errors.empty()) return item.root;
  return failure(Error{.message = errors.front().message,
                       .file = club_file,
                       .line = item.line_of(errors.front().pointer),
                       .element = errors.front().pointer});
}

Result<DemoPerson> make_person(const rehab::Knowledge& knowledge, const nlohmann::json& athlete,
                               const nlohmann::json& quiet, std::int64_t utc_s) {
  DemoPerson made;
  made.person = {.id = athlete.value("id", ""),
                 .name = athlete.value("name", ""),
                 .zone = athlete.value("zone", ""),
                 .language = athlete.value("language", ""),
                 .created_utc = utc_s,
                 .invented = true};
  HAMSTRING_TRY(today, local_day(utc_s, made.person.zone));
  Result<rehab::Case> lived = live_demo(knowledge, athlete, quiet, today);
  if (!lived) {
    Error error = lived.error();
    error.file = club_file;
    error.element = made.person.id;
    return failure(std::move(error));
  }
  made.history = std::move(*lived);
  return made;
}

Result<void> save_person(const store::Database& database, const DemoPerson& one, std::int64_t utc_s) {
  HAMSTRING_TRY_DO(store::add_person(database, one.person));
  HAMSTRING_TRY(stamp, local_stamp(utc_s, one.person.zone));
  HAMSTRING_TRY_DO(store::add_consent(database, one.person.id,
                                      {.text_version = consent_version, .given_by = "self", .at = stamp}));
  HAMSTRING_TRY(batch,
                store::add_batch(database, one.person.id,
                                 {.kind = "import", .account = {}, .made_utc = utc_s, .note = "invented"}));
  std::vector<store::EntryRow> rows;
  for (const rehab::Entry& entry : one.history.entries)
    rows.push_back({.id = entry.id,
                    .hash = entry.hash.text(),
                    .day = day_text(entry.day),
                    .recorded_s = entry.recorded_s,
                    .json = rehab::write_entry(entry)});
  return store::add_entries(database, one.person.id, batch, rows);
}

}  // namespace

Result<std::vector<DemoPerson>> demo_club(const rehab::Knowledge& knowledge,
                                          const std::filesystem::path& data_folder, std::int64_t utc_s) {
  HAMSTRING_TRY(read, read_club(data_folder));
  const nlohmann::json club = std::move(read);  // several threads look into it
  const nlohmann::json& athletes = club["athlete"];
  std::vector<std::optional<Result<DemoPerson>>> made(athletes.size());
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> workers;
    const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1U, threads_max);
    for (unsigned i = 0; i < threads; ++i) {
      workers.emplace_back([&] {
        for (std::size_t n = next++; n < athletes.size(); n = next++)
          made[n] = make_person(knowledge, athletes[n], club["quiet"], utc_s);
      });
    }
  }
  std::vector<DemoPerson> people;
  for (auto& one : made) {
    if (!*one) return failure(one->error());
    people.push_back(std::move(**one));
  }
  return people;
}

Result<void> save_demo_club(const store::Database& database, const std::vector<DemoPerson>& club,
                            std::int64_t utc_s) {
  store::Transaction transaction(database);
  for (const DemoPerson& one : club) {
    HAMSTRING_TRY_DO(save_person(database, one, utc_s));
  }
  return transaction.commit();
}

}  // namespace hamstring::service
