#include "service/recordings.h"

#include <gtest/gtest.h>

#include "knowledge/knowledge.h"

namespace hamstring::service {
namespace {

const std::filesystem::path data = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data";

/// Ten minutes at 3 m/s in the evening of 13 May 2024, as a table.
std::string table(int first_s = 1'715'632'200) {
  std::string text = "time,speed,distance\n";
  for (int i = 0; i <= 600; ++i) text += std::to_string(first_s + i) + ",3.0," + std::to_string(3 * i) + "\n";
  return text;
}

Json read(const std::vector<analysis::RunFile>& files, const std::string& zone = "Europe/Vienna") {
  const auto made = read_runs(files, {.zone = zone, .today = "2024-06-01"}, data, nullptr);
  EXPECT_TRUE(made) << made.error().error.text();
  return made ? *made : Json();
}

rehab::Case with(const std::vector<rehab::Entry>& entries) {
  return {.case_id = "c", .entries = entries};
}

TEST(Recordings, are_read_named_and_kept_once) {
  const Json first = read({{"a.csv", table()}, {"b.csv", table()}, {"c.fit", "nothing"}});
  const auto seen = looked_at(first, with({}));
  ASSERT_TRUE(seen);
  EXPECT_EQ((*seen)["new"], 1);
  EXPECT_EQ((*seen)["runs"][1]["state"], "twin");
  EXPECT_EQ((*seen)["files"][2]["outcome"], "refused");
  const auto entries = new_entries(first, with({}));
  ASSERT_TRUE(entries) << entries.error().error.text();
  ASSERT_EQ(entries->size(), 2U) << "the recording, and the run that the plan reads";
  // The same again, from another file: here already.
  const auto again = looked_at(read({{"d.csv", table(1'715'632'260)}}), with(*entries));
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)["runs"][0]["state"], "known");
  const auto other = looked_at(read({{"e.csv", table(1'715'732'200)}}), with(*entries));
  EXPECT_EQ((*other)["runs"][0]["state"], "new");
}

TEST(Recordings, stand_on_the_day_of_the_persons_zone) {
  EXPECT_EQ(read({{"a.csv", table()}}, "Asia/Tokyo")["runs"][0]["day"], "2024-05-14");
  EXPECT_EQ(read({{"a.csv", table()}}, "America/New_York")["runs"][0]["day"], "2024-05-13");
}

TEST(Recordings, that_were_taken_out_are_not_brought_back_in_silence) {
  const Json made = read({{"a.csv", table()}});
  auto entries = *new_entries(made, with({}));
  entries.push_back(
      rehab::make_entry("x", entries.front().day, rehab::RetractEntry{.of = entries.front().id}));
  EXPECT_EQ((*looked_at(made, with(entries)))["runs"][0]["state"], "taken_out");
}

TEST(Recordings, of_a_reader_that_was_led_astray_are_refused) {
  Json made = read({{"a.csv", table()}});
  Json spoilt = made;
  spoilt["runs"][0]["entries"][0]["type"] = "clearance";
  EXPECT_FALSE(new_entries(spoilt, with({})));
  spoilt = made;
  spoilt["runs"][0]["entries"][1]["by"] = "clinician";
  EXPECT_FALSE(new_entries(spoilt, with({})));
  spoilt = made;
  spoilt["runs"][0]["entries"][0]["run"]["track"]["steps"] = 1e9;
  EXPECT_FALSE(new_entries(spoilt, with({})));
  spoilt = made;
  spoilt["runs"][0]["entries"][1]["id"] = "run-of-another";
  EXPECT_FALSE(new_entries(spoilt, with({}))) << "a run that no recording tells";
  spoilt = made;
  spoilt["runs"][0]["file"] = 7;
  EXPECT_FALSE(looked_at(spoilt, with({})));
  EXPECT_FALSE(looked_at(Json::array(), with({})));
}

TEST(Recordings, are_shown_along_their_track) {
  const auto entries = *new_entries(read({{"a.csv", table()}}), with({}));
  Diagnostics diagnostics;
  const auto knowledge = rehab::load_knowledge(data, diagnostics);
  ASSERT_TRUE(knowledge);
  const auto stretch = analysis::run_stretch(data, diagnostics);
  ASSERT_TRUE(stretch);
  const Words words(*knowledge, catalog_of(*knowledge, "en"));
  const auto along = run_along(words, with(entries), entries.front().id, *stretch, "Europe/Vienna");
  ASSERT_TRUE(along);
  EXPECT_EQ((*along)["speed_m_s"].size(), 121U);
  EXPECT_TRUE((*along)["east_m"].empty());
  EXPECT_EQ((*along)["stretch"].size(), 3U);
  EXPECT_FALSE(run_along(words, with(entries), "no", *stretch, "Europe/Vienna"));
}

TEST(Recordings, the_next_ones_are_held_against_the_easy_running_of_before) {
  const auto entries = *new_entries(read({{"a.csv", table()}}), with({}));
  const auto question = reading_runs(with(entries), "Europe/Vienna", 1'717'200'000);
  ASSERT_TRUE(question);
  EXPECT_EQ(question->easy_m_per_s, 3.0);
  EXPECT_GT(question->top_high_m_per_s, question->top_low_m_per_s);
  EXPECT_EQ(question->today, "2024-06-01");
}

}  // namespace
}  // namespace hamstring::service
