// measure_growth FILE DAYS MB: one person who tells something on most days, written down as the app does it:
// entry by entry, each followed by the plan that is shown after it. Says what the file grows by and what that
// is for a club of forty over five years; ends with 1 where that is more than MB.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "knowledge/knowledge.h"
#include "service/people.h"
#include "store/schema.h"
#include "tests/load/later.h"
#include "tests/rehab/random_history.h"
#include "view/moment.h"
#include "view/versions.h"

namespace {

using namespace hamstring;

// What a save takes is measured here; how often people save was measured on the invented club, whose lives
// are lived with the program's own plans. Each day of five years, from everybody.
constexpr double club = 40, club_days = 5 * 365.25, saves_a_day = 4.8;

std::uintmax_t size_of(const char* file, const store::Database& database) {
  (void)database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  std::error_code code;
  return std::filesystem::file_size(file, code);
}

/// The longest of a few lives of random people: some stop telling early.
rehab::Case longest_life(int days) {
  rehab::Case best;
  for (std::uint64_t seed = 0; seed < 6; ++seed) {
    rehab::Case made = rehab::RandomHistory(seed).make(days);
    if (made.entries.size() > best.entries.size()) best = std::move(made);
  }
  return best;
}

/// The days from the last one of a life of so many days to yesterday.
std::optional<std::chrono::days> to_yesterday(int days) {
  const auto today = service::local_day(static_cast<std::int64_t>(std::time(nullptr)), "UTC");
  if (!today) return std::nullopt;
  return *today - rehab::RandomHistory::day(days);
}

void print_tables(const store::Database& database) {
  store::Statement tables =
      database.prepare("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 12");
  while (tables.step())
    std::printf("  %-32s %8.1f kB\n", tables.text(0).c_str(), static_cast<double>(tables.integer(1)) / 1000);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const int days = std::atoi(argv[2]);
  Diagnostics diagnostics;
  const auto knowledge =
      rehab::load_knowledge(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data", diagnostics);
  const auto database = store::Database::open(argv[1]);
  if (!knowledge || !database || !store::migrate(*database)) return 2;
  const std::string person = service::new_id('p');
  if (!store::add_person(*database,
                         {.id = person, .name = "Ada", .zone = "UTC", .language = "en", .created_utc = 1}))
    return 2;
  service::People people(*database, *knowledge);
  const service::Caller owner{.account = store::AccountRow{.id = 1, .name = "Olga", .role = "owner"}};
  const std::uintmax_t empty = size_of(argv[1], *database);
  int saved = 0, refused = 0;
  const auto shift = to_yesterday(days);
  if (!shift) return 2;
  for (const rehab::Entry& entry : load_test::later(longest_life(days), *shift, person).entries) {
    service::Json told = service::Json::parse(rehab::write_entry(entry));
    // Bodies as the app sends them, one at a time.
    const auto done = people.add_entries(owner, person, {{"entries", {std::move(told)}}, {"keep_both", true}},
                                         entry.recorded_s + 60);
    ++(done ? saved : refused);
  }
  const double bytes = static_cast<double>(size_of(argv[1], *database) - empty);
  store::Statement told_days = database->prepare("SELECT count(DISTINCT day), count(*) FROM entry");
  store::Statement shown = database->prepare("SELECT count(*), (SELECT count(*) FROM shown_base) FROM shown");
  if (!told_days.step() || !shown.step() || saved == 0) return 2;
  const double club_mb = bytes / saved * saves_a_day * club * club_days / 1e6;
  std::printf(
      "%d days, something told on %lld of them: %d saves (%d refused), %lld plans shown, %lld of them "
      "whole\n",
      days, static_cast<long long>(told_days.integer(0)), saved, refused,
      static_cast<long long>(shown.integer(0)), static_cast<long long>(shown.integer(1)));
  std::printf(
      "%.2f MB, %.0f bytes a save, %.1f saves a day; forty people over five years: %.0f MB, with as many "
      "saves as here %.0f MB\n",
      bytes / 1e6, bytes / saved, double(saved) / days, club_mb, bytes / days * club * club_days / 1e6);
  print_tables(*database);
  return club_mb <= std::atof(argv[3]) ? 0 : 1;
}
