// make_two_years FILE PEOPLE: a database of people who told something on most days of the last two years,
// ending today. Raw records only; every result is computed by the server that opens it.
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "apps/demo/demo_club.h"
#include "rehab/plan/plan.h"
#include "store/schema.h"
#include "tests/load/later.h"
#include "tests/rehab/random_history.h"
#include "view/moment.h"

namespace {

using namespace hamstring;
constexpr int days = 730;

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto now = static_cast<std::int64_t>(std::time(nullptr));
  const auto today = service::local_day(now, "UTC");
  if (!today) return 1;
  // The last day is yesterday, so that an illness of two more days is the only thing ahead.
  const auto shift = *today - rehab::RandomHistory::day(days);
  std::vector<service::DemoPerson> people;
  std::size_t entries = 0;
  for (int n = 0; n < std::atoi(argv[2]); ++n) {
    const std::string id = "load" + std::to_string(n);
    people.push_back({.person = {.id = id,
                                 .name = "Person " + std::to_string(n + 1),
                                 .zone = "UTC",
                                 .language = n % 2 == 0 ? "en" : "de",
                                 .created_utc = now,
                                 .invented = true},
                      .history = load_test::later(
                          rehab::RandomHistory(static_cast<std::uint64_t>(n)).make(days), shift, id)});
    entries += people.back().history.entries.size();
  }
  const auto database = store::Database::open(argv[1]);
  if (!database || !store::migrate(*database)) return 1;
  if (const auto saved = service::save_demo_club(*database, people, now); !saved) {
    std::fprintf(stderr, "%s\n", saved.error().text().c_str());
    return 1;
  }
  std::printf("%zu people, %zu entries\n", people.size(), entries);
  return 0;
}
