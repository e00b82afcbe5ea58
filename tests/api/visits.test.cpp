// Visits to a therapist through the API: offered with what they are not for, asked about, kept, shown.
#include <gtest/gtest.h>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

class VisitsApi : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person();
    at_ = "/people/" + person_;
  }
  Answer add(const json& entry) {
    return instance_.ask("POST", at_ + "/entries", {{"entries", {entry}}, {"keep_both", true}}, "owner");
  }
  static json visit(const std::string& what) {
    return {{"type", "visit"},
            {"therapist", "chiropractor"},
            {"treatments", {what}},
            {"before", 3},
            {"after", 2}};
  }
  json treatment(const std::string& id) {
    const Answer answer = instance_.ask("GET", at_ + "/measures", nullptr, "owner");
    for (const json& one : answer.body["treatments"])
      if (one["id"] == id) return one;
    return {};
  }
  int count() { return instance_.ask("GET", at_ + "/entries", nullptr, "owner").body["count"]; }

  Instance instance_;
  std::string person_, at_;
};

TEST_F(VisitsApi, what_is_not_for_this_person_is_asked_about_before_it_is_kept) {
  EXPECT_NE(treatment("thrust")["not_now"], "yes");
  ASSERT_EQ(add({{"type", "answer"}, {"question", "osteoporosis"}, {"value", "yes"}}).status, 200);
  EXPECT_EQ(treatment("thrust")["not_now"], "yes");
  EXPECT_FALSE(treatment("thrust")["not_text"].get<std::string>().empty());
  EXPECT_EQ(treatment("tape")["not_now"], "no");
  const int before = count();
  const Answer refused = add(visit("thrust"));
  EXPECT_EQ(refused.status, 400) << refused.text;
  EXPECT_FALSE(refused.body["advice"].get<std::string>().empty());
  EXPECT_EQ(count(), before);
  json confirmed = visit("thrust");
  confirmed["confirmed"] = true;
  EXPECT_EQ(add(confirmed).status, 200);
  EXPECT_EQ(add(visit("tape")).status, 200) << "a benign twin";
  EXPECT_EQ(count(), before + 2);
  EXPECT_EQ(add(visit("cupping")).status, 400);
}

TEST_F(VisitsApi, a_visit_stands_in_the_timeline_and_its_morning_is_told_later) {
  json first = visit("tape");
  first["id"] = "v1";
  ASSERT_EQ(add(first).status, 200);
  json whole = visit("tape");
  whole["replaces"] = "v1";
  whole["next_morning"] = 2;
  ASSERT_EQ(add(whole).status, 200);
  const Answer course = instance_.ask("GET", at_ + "/timeline", nullptr, "owner");
  ASSERT_EQ(course.status, 200);
  int visits = 0;
  for (const json& event : course.body["events"]) {
    if (event["kind"] != "visit") continue;
    ++visits;
    EXPECT_NE(event["text"].get<std::string>().find("Tape"), std::string::npos) << event["text"];
  }
  EXPECT_EQ(visits, 1) << "corrected, not told twice";
}

}  // namespace
}  // namespace hamstring::test
