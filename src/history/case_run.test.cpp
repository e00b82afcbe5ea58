// A run of a watch through a case file.
#include "history/case_run.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>

namespace hamstring::rehab {
namespace {

load::RecordedRun run_of_a_watch() {
  load::RecordedRun run{.sport = load::RunSport::running,
                        .started_s = 1'700'000'000,
                        .distance_m = 5012.25,
                        .elapsed_s = 1800.0,
                        .moving_s = 1790.5,
                        .best_m_per_s = 4.125,
                        .own_top_m_per_s = {.low = 3.5, .high = 9.5},
                        .unknown_s = 12.0,
                        .accelerations = {.low = 0.0, .high = 2.0}};
  run.kinds[0] = {.strides = {.low = 2000.0, .high = 2400.0},
                  .easy_strides = {{{.low = 1900.0, .high = 3000.0}, {}, {.low = 1.0, .high = 2.0}}}};
  run.muscles[2].median = {.low = 0.03, .high = 0.07};
  const std::array<std::int64_t, 3> column{1, -5, load::no_number};
  run.track = {.steps = 3,
               .step_s = 10.0,
               .place_error_m = 4.5,
               .latitude_e5 = load::pack_numbers(column),
               .longitude_e5 = load::pack_numbers(column)};
  return run;
}

Json text_of(const load::RecordedRun& run) {
  return recorded_run_json(run);
}

std::vector<std::string> faults_of(const Json& json) {
  std::vector<std::string> faults;
  const Json nothing = Json::object();
  const Fields parent(nothing, "entry e", faults);
  (void)read_recorded_run(json, parent);
  return faults;
}

TEST(CaseRun, comes_back_as_it_was_what_is_not_known_included) {
  const Json written = text_of(run_of_a_watch());
  EXPECT_FALSE(written.contains("easy_m_per_s"));
  EXPECT_FALSE(written["kinds"][0].contains("ST"));
  std::vector<std::string> faults;
  const Json nothing = Json::object();
  const Fields parent(nothing, "entry e", faults);
  const load::RecordedRun back = read_recorded_run(Json::parse(written.dump()), parent);
  EXPECT_TRUE(faults.empty()) << faults.front();
  EXPECT_EQ(text_of(back), written);
  EXPECT_EQ(back.track.longitude_e5, run_of_a_watch().track.longitude_e5);
}

TEST(CaseRun, refuses_what_is_no_run_and_says_where) {
  const std::vector<std::function<void(Json&)>> spoilt{
      [](Json& j) { j.erase("sport"); },
      [](Json& j) { j["sport"] = "cycling"; },
      [](Json& j) { j["started_s"] = -1; },
      [](Json& j) { j["distance_m"] = 1e9; },
      [](Json& j) { j["accelerations"] = {2, 1}; },
      [](Json& j) { j["accelerations"] = {2}; },
      [](Json& j) { j["kinds"].erase(0); },
      [](Json& j) { j["muscles"] = nullptr; },
      [](Json& j) { j["track"]["steps"] = 301; },
      [](Json& j) { j["track"]["latitude_e5"] = "_p~i"; },
      [](Json& j) { j["track"].erase("longitude_e5"); },
      [](Json& j) { j["track"]["steps"] = 2; },
      [](Json& j) { j["probability"] = 0.5; },
  };
  for (std::size_t i = 0; i < spoilt.size(); ++i) {
    Json json = text_of(run_of_a_watch());
    spoilt[i](json);
    const auto faults = faults_of(json);
    ASSERT_FALSE(faults.empty()) << i;
    EXPECT_TRUE(faults.front().starts_with("entry e.run")) << faults.front();
  }
}

}  // namespace
}  // namespace hamstring::rehab
