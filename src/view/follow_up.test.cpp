#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "view/today_view.h"

namespace hamstring::service {
namespace {

using namespace rehab;

// What the terminal and the app say of the same follow-up.
class FollowUpWords : public ::testing::Test {
 protected:
  FollowUpWords() {
    Catalog& en = knowledge_.catalogs["en"];
    en.language = "en";
    en.text = {{"technique.roll.name", "Rolling"},
               {"test.knee.name", "Knee"},
               {"follow_up.technique.more", "better"},
               {"follow_up.technique.not_known", "not known"},
               {"cli.left", "left"},
               {"cli.right", "right"},
               {"cli.after_return", "After return"},
               {"follow_up.watch", "day {day} of {days}"},
               {"follow_up.watch_pain", "It hurt."},
               {"prevention.nordic.name", "Nordic"},
               {"alignment.tilt.name", "Tilt"},
               {"exercise.a.name", "A"},
               {"exercise.b.name", "B"},
               {"alignment.tilt.beside.x", "Beside."},
               {"evidence.status.blank", "-"},
               {"technique.label", "label"},
               {"cli.technique_effect", "TECHNIQUES"},
               {"cli.capacity", "CAPACITY"},
               {"follow_up.capacity_note", "note"},
               {"follow_up.measured_on", "measured {day}"},
               {"follow_up.too_coarse", "too coarse"},
               {"date.day", "{day} {month} {year}"},
               {"date.month_5", "May"},
               {"cli.compliance", "COMPLIANCE"},
               {"cli.alignment", "ALIGNMENT"}};
  }
  [[nodiscard]] Json json(const FollowUp& follow_up) const {
    return follow_up_json({knowledge_, knowledge_.catalogs.at("en")}, follow_up);
  }
  [[nodiscard]] std::string text(const FollowUp& follow_up) const {
    return follow_up_text(knowledge_.catalogs.at("en"), follow_up);
  }
  Knowledge knowledge_;
};

TEST_F(FollowUpWords, nothing_measured_again_is_nothing_said) {
  EXPECT_EQ(text({}), "");
  const Json empty = json({});
  for (const char* list : {"techniques", "alignment", "programs", "capacity", "compliance"})
    EXPECT_TRUE(empty[list].empty()) << list;
  EXPECT_TRUE(empty["watch"].is_null());
}

TEST_F(FollowUpWords, a_change_carries_its_sign_its_bar_and_what_is_still_missing) {
  FollowUp follow_up;
  follow_up.techniques = {{.id = "roll",
                           .test = "knee",
                           .unit = "deg",
                           .have = 3,
                           .need = 3,
                           .change = 4.26,
                           .half_width = 2.0,
                           .answer = ChangeAnswer::more,
                           .again_on = {},
                           .evidence = {}},
                          {.id = "roll",
                           .test = "knee",
                           .unit = "deg",
                           .have = 1,
                           .need = 3,
                           .change = {},
                           .half_width = {},
                           .answer = ChangeAnswer::not_known,
                           .again_on = {},
                           .evidence = {}}};
  const Json rows = json(follow_up)["techniques"];
  EXPECT_EQ(rows[0]["text"], "better (+4.3 ± 2.0 deg)");
  EXPECT_EQ(rows[1]["text"], "not known (1/3)");
  EXPECT_EQ(rows[0]["name"], "Rolling");
  EXPECT_EQ(text(follow_up),
            "\nTECHNIQUES\n  Rolling · Knee: better (+4.3 ± 2.0 deg)\n  Rolling · Knee: not known (1/3)\n  "
            "label\n");
}

TEST_F(FollowUpWords, a_side_that_was_not_measured_is_a_dash_and_not_zero) {
  FollowUp follow_up;
  follow_up.capacity = {{.test = "knee",
                         .unit = "N",
                         .left = 200.4,
                         .right = {},
                         .left_of_right = {},
                         .half_width = {},
                         .measured_on = parse_day("2025-05-12").value()},
                        {.test = "knee",
                         .unit = "N",
                         .left = 180.0,
                         .right = 200.0,
                         .left_of_right = 90.0,
                         .half_width = 7.0,
                         .measured_on = parse_day("2025-05-13").value()}};
  const Json rows = json(follow_up)["capacity"];
  EXPECT_EQ(rows[0]["text"], "left 200 N, right – · measured 12 May 2025.");
  EXPECT_EQ(rows[1]["text"], "left 180 N, right 200 N (left/right 90 ± 7 %) · measured 13 May 2025.");
  EXPECT_THAT(
      text(follow_up),
      ::testing::HasSubstr("  Knee: left 180 N, right 200 N (left/right 90 ± 7 %) · measured 13 May 2025\n"));
  follow_up.capacity[1].half_width = 336.0;
  EXPECT_EQ(json(follow_up)["capacity"][1]["text"],
            "left 180 N, right 200 N (too coarse) · measured 13 May 2025.");
}

TEST_F(FollowUpWords, the_watch_counts_its_days_and_says_when_it_hurt) {
  FollowUp follow_up;
  follow_up.watch = WatchReport{.id = "w", .day = 3, .days = 60, .pain_above_limit = false};
  EXPECT_EQ(json(follow_up)["watch"]["text"], "day 3 of 60");
  EXPECT_EQ(text(follow_up), "\nAfter return\n  day 3 of 60\n");
  follow_up.watch->pain_above_limit = true;
  EXPECT_EQ(json(follow_up)["watch"]["text"], "day 3 of 60 It hurt.");
  EXPECT_THAT(text(follow_up), ::testing::HasSubstr("▲ It hurt."));
}

TEST_F(FollowUpWords, programs_list_their_exercises_and_compliance_what_was_asked) {
  FollowUp follow_up;
  follow_up.programs = {{.id = "tilt", .exercises = {"a", "b"}, .beside = {"x"}, .evidence = {}}};
  follow_up.compliance = {{.id = "nordic", .done = 5, .asked = 7.5}};
  EXPECT_EQ(json(follow_up)["programs"][0]["text"], "A, B. Beside.");
  EXPECT_EQ(json(follow_up)["compliance"][0]["text"], "5/7.5");
  EXPECT_EQ(text(follow_up), "\nCOMPLIANCE\n  Nordic: 5/7.5\n") << "programs stand below what was measured";
}

}  // namespace
}  // namespace hamstring::service
