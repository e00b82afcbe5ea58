#include "service/prescribing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/rehab/told.h"
#include "tests/support/shipped_knowledge.h"

namespace hamstring::service {
namespace {

using namespace rehab;
using ::testing::HasSubstr;

/// "LINE FIELD" of every fault.
std::vector<std::string> faults(const Json& lines, const std::string& type = "prescription") {
  const Json entries = Json::array({{{"type", type}, {"lines", lines}}});
  const auto looked = look_at_numbers(shipped_knowledge(), entries, "en");
  std::vector<std::string> all;
  if (looked) return all;
  EXPECT_EQ(looked.error().code, Code::bad_input);
  for (const Json& fault : looked.error().extra["faults"]) {
    EXPECT_FALSE(fault["text"].get<std::string>().starts_with("<")) << "a sentence is missing";
    all.push_back(std::to_string(fault["line"].get<int>()) + " " + fault["field"].get<std::string>());
  }
  return all;
}

Json line(const Json& changes) {
  Json made{{"does", "add"}, {"exercise", "bridge_double"}, {"sets", 2}, {"amount", 8}};
  made.update(changes);
  return made;
}

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(PrescribedNumbers, every_number_of_every_line_is_looked_at_and_all_faults_are_told_at_once) {
  EXPECT_THAT(
      faults(Json::array({line(Json::object()), line({{"load_kg", 20}, {"rest_s", 0}, {"pain_limit", 10}})})),
      IsEmpty());
  EXPECT_THAT(faults(Json::array({line({{"sets", 0}}), line({{"sets", 1.5}}), line({{"amount", "8"}}),
                                  line({{"load_kg", 0}, {"rest_s", -1}, {"pain_limit", 11}})})),
              ElementsAre("0 sets", "1 sets", "2 amount", "3 load_kg", "3 rest_s", "3 pain_limit"));
  Json without = line(Json::object());
  without.erase("sets");
  EXPECT_THAT(faults(Json::array({without})), ElementsAre("0 sets"));
  without["does"] = "remove";
  without.erase("amount");
  EXPECT_THAT(faults(Json::array({without})), IsEmpty()) << "what goes has no dose";
}

TEST(PrescribedNumbers, a_tempo_is_three_numbers_of_seconds) {
  EXPECT_THAT(faults(Json::array({line({{"tempo_s", {3, 0, 1.5}}})})), IsEmpty());
  for (const Json& tempo :
       {Json{3, 1}, Json{3, 1, 1, 1}, Json{3, -1, 1}, Json{3, 61, 1}, Json{3, "1", 1}, Json(3)})
    EXPECT_THAT(faults(Json::array({line({{"tempo_s", tempo}})})), ElementsAre("0 tempo_s")) << tempo.dump();
}

TEST(PrescribedNumbers, what_is_no_prescription_is_left_to_its_own_reader) {
  EXPECT_THAT(faults(Json::array({line({{"sets", 0}})}), "session"), IsEmpty());
  EXPECT_THAT(faults(Json("no list")), IsEmpty());
  EXPECT_THAT(faults(Json::array({7})), IsEmpty());
  EXPECT_TRUE(look_at_numbers(shipped_knowledge(), Json("no list"), "en"));
}

/// A sprinter on day 5 who bore two sessions of 2 × 8.
class PrescriptionFor : public ::testing::Test {
 protected:
  PrescriptionFor() {
    told_.walk_test(2);
    told_.pain_now(2, 1);
    for (const int on : {2, 3}) {
      SessionEntry body;
      body.done = Done::all;
      body.before = body.after = body.next_morning = 1;
      body.worst = 2;
      body.lines = {{.exercise = "bridge_double", .sets = 2, .reps = {8, 8}, .load_kg = {}, .worst = {}}};
      body.rescreen = Told::none_of_these();
      told_.add(on, std::move(body));
    }
    told_.pain_now(5, 1);
  }
  Outcome<void> look(double amount, bool confirm, const std::string& exercise = "bridge_double") {
    PrescribedLine asked;
    asked.exercise = exercise;
    asked.sets = 2;
    asked.amount = amount;
    PrescriptionEntry body;
    body.lines = {asked};
    body.clinician = "Dr. Berg";
    news_ = {make_entry("rx", Told::day(5), body, Who::clinician)};
    hash_ = news_[0].hash;
    return look_at_prescriptions(shared_knowledge(), told_.history(), news_, Told::day(5), confirm, "en");
  }
  Told told_;
  rehab::EntryHash hash_;
  std::vector<Entry> news_;
};

TEST_F(PrescriptionFor, more_than_was_borne_is_asked_about_and_kept_only_when_it_was_meant) {
  const auto as_borne = look(8, false);
  EXPECT_TRUE(as_borne) << as_borne.error().extra.dump();
  const auto asked = look(15, false);
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().code, Code::conflict);
  ASSERT_EQ(asked.error().extra["confirm"].size(), 1U);
  EXPECT_EQ(asked.error().extra["confirm"][0]["line"], 0);
  EXPECT_THAT(asked.error().extra["confirm"][0]["text"].get<std::string>(), HasSubstr("30"));
  ASSERT_TRUE(look(15, true));
  EXPECT_TRUE(news_[0].as<PrescriptionEntry>()->lines[0].confirmed);
  EXPECT_NE(news_[0].hash, hash_) << "that it was meant is part of what is kept";
}

TEST_F(PrescriptionFor, what_cannot_be_is_refused_whoever_confirms_it) {
  const auto refused = look(8, true, "no_such_exercise");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::bad_input);
  EXPECT_EQ(refused.error().error.element, "rx");
  EXPECT_FALSE(refused.error().extra["faults"].empty());
}

}  // namespace
}  // namespace hamstring::service
