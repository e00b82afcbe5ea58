// A load in a history changes no plan: no rule reads one yet, and none may do so by accident.
#include <gtest/gtest.h>

#include "rehab/plan/next_test.h"
#include "tests/rehab/told.h"
#include "tests/support/plan_dump.h"

namespace hamstring::rehab {
namespace {

LoadEntry some_load() {
  return {.load = {.source = {.recording_sha256 = std::string(64, 'a'),
                              .model_sha256 = std::string(64, 'b'),
                              .engine = "0.1.0",
                              .mode = "physics"},
                   .amounts = {{.side = Side::right,
                                .quantity = load::Quantity::peak_stretch,
                                .interval = {.low = 0.0, .high = 0.2}}}}};
}

/// With ids of their own, so that the other entries keep theirs. One is taken out again: that is no news
/// either.
void add_loads(Told& told, int on) {
  auto& entries = told.value().entries;
  entries.push_back(make_entry("load-1", Told::day(on), some_load(), Who::device));
  entries.push_back(make_entry("load-2", Told::day(on + 1), some_load(), Who::device));
  entries.push_back(make_entry("taken-out", Told::day(on + 2), RetractEntry{.of = "load-2"}));
}

std::string answer_on(const Told& told, int on) {
  return plan_dump(told.plan_on(on), next_test(shared_knowledge(), told.history(), Told::day(on)));
}

TEST(Loads, change_no_plan_whenever_they_are_told) {
  int compared = 0;
  for (const int on_day : {-30, 0, 4, 9}) {
    Told with;
    Told without;
    for (Told* told : {&with, &without}) {
      told->pain_now(3, 1.0);
      told->session(4, 1.0, 2.0, 1.0);
      told->session(6, 0.0, 1.0, 0.0);
      told->walk_test(8);
      if (told == &with) add_loads(*told, on_day);
    }
    for (int day = 0; day <= 12; ++day) {
      EXPECT_EQ(answer_on(with, day), answer_on(without, day))
          << "load on day " << on_day << ", plan of day " << day;
      ++compared;
    }
  }
  EXPECT_EQ(compared, 52);
}

}  // namespace
}  // namespace hamstring::rehab
