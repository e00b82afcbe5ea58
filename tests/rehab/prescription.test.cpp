// What a clinician prescribes stands in the plan, and the safe rules stand above it (docs/rehab.md, 21).
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "rehab/plan/prescription_review.h"
#include "rehab/standing/check_case.h"
#include "rehab/standing/facts.h"
#include "rehab/standing/growth.h"
#include "rehab/standing/prescribed.h"
#include "tests/rehab/lived_history.h"
#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

PrescribedLine asks(const std::string& exercise, int sets, double amount, bool confirmed = false,
                    std::optional<double> load_kg = {}) {
  return {.does = Prescribes::add,
          .exercise = exercise,
          .instead_of = {},
          .sets = sets,
          .amount = amount,
          .load_kg = load_kg,
          .rest_s = {},
          .pain_limit = {},
          .tempo_s = {},
          .days = {},
          .confirmed = confirmed};
}

PrescriptionEntry prescription(std::vector<PrescribedLine> lines) {
  PrescriptionEntry entry;
  entry.lines = std::move(lines);
  entry.clinician = "Dr. Maria Huber";
  return entry;
}

/// A sprinter on day 5 of early loading who bore two sessions.
class Prescription : public ::testing::Test {
 protected:
  Prescription() {
    told_.walk_test(2);
    told_.pain_now(2, 1);
    for (const int on : {2, 3}) work(on, 2, 1);
    told_.pain_now(5, 1);
  }

  void work(int on, double worst, double morning, std::vector<DoneLine> lines = {}) {
    if (lines.empty()) {
      for (const char* exercise :
           {"heel_dig_isometric", "bridge_double", "squat_double", "active_knee_extension_range"})
        lines.push_back({.exercise = exercise, .sets = 2, .reps = {8, 8}, .load_kg = {}, .worst = {}});
    }
    told_.add(on, SessionEntry{.done = Done::all,
                               .skipped_for = {},
                               .before = 1,
                               .worst = worst,
                               .after = 1,
                               .next_morning = morning,
                               .lines = std::move(lines),
                               .run = {},
                               .rescreen = Told::none_of_these()});
  }

  void prescribe(int on, PrescriptionEntry entry, Who by = Who::clinician) {
    told_.value().entries.push_back(
        make_entry("rx" + std::to_string(count_++), Told::day(on), std::move(entry), by, "06:00:00Z"));
  }

  PrescriptionReview review(int on, const PrescriptionEntry& entry) {
    return review_prescription(shared_knowledge(), told_.history(), Told::day(on), entry);
  }

  static const SessionLine* line(const Plan& plan, const std::string& exercise) {
    const auto found = std::ranges::find(plan.lines, exercise, &SessionLine::exercise);
    return found == plan.lines.end() ? nullptr : &*found;
  }

  static std::string why_not(const Plan& plan, const std::string& exercise) {
    if (!plan.prescription) return "no prescription";
    for (const PrescribedExercise& told : plan.prescription->exercises)
      if (told.exercise == exercise) return told.text ? told.text->id : "";
    return "not there";
  }

  Told told_;
  int count_ = 0;
};

TEST_F(Prescription, stands_in_the_plan_with_its_dose_and_the_name_of_who_prescribed_it) {
  auto bridge = asks("bridge_double", 2, 8);
  bridge.rest_s = 90;
  bridge.tempo_s = {3, 1, 2};
  bridge.pain_limit = 2;
  PrescriptionEntry entry = prescription({bridge, asks("dead_bug", 2, 6, true)});
  entry.order = {"dead_bug", "bridge_double"};
  entry.say = "Slowly.";
  prescribe(5, entry);
  const Plan plan = told_.plan_on(5);
  ASSERT_EQ(plan.status, PlanStatus::session);
  ASSERT_TRUE(plan.prescription);
  EXPECT_EQ(plan.prescription->clinician, "Dr. Maria Huber");
  EXPECT_EQ(plan.prescription->say, "Slowly.");
  EXPECT_FALSE(plan.prescription->suspended);
  const SessionLine* made = line(plan, "bridge_double");
  ASSERT_NE(made, nullptr);
  EXPECT_TRUE(made->prescribed);
  EXPECT_EQ(made->dose.amounts, (std::vector<double>{8, 8}));
  EXPECT_EQ(made->rest_s.min, 90);
  EXPECT_EQ(made->tempo_s, (std::vector<double>{3, 1, 2}));
  EXPECT_EQ(made->stop_above_pain, 2);
  EXPECT_EQ(plan.lines.front().exercise, "dead_bug");
  EXPECT_EQ(plan.lines[1].exercise, "bridge_double");
}

TEST_F(Prescription, removes_and_replaces_and_what_was_to_go_stays_away_whatever_becomes_of_the_other) {
  ASSERT_NE(line(told_.plan_on(5), "squat_double"), nullptr);
  auto step = asks("step_up", 2, 6);
  step.does = Prescribes::replace;
  step.instead_of = "squat_double";
  PrescribedLine gone;
  gone.does = Prescribes::remove;
  gone.exercise = "active_knee_extension_range";
  prescribe(5, prescription({step, gone}));
  const Plan plan = told_.plan_on(5);
  EXPECT_EQ(line(plan, "squat_double"), nullptr);
  EXPECT_EQ(line(plan, "active_knee_extension_range"), nullptr);
  EXPECT_EQ(line(plan, "step_up"), nullptr) << "never done, and nobody confirmed it";
  EXPECT_EQ(why_not(plan, "step_up"), "prescription.not_confirmed");
}

TEST_F(Prescription, only_a_clinicians_counts_and_the_latest_of_them) {
  prescribe(5, prescription({asks("dead_bug", 2, 6, true)}), Who::self);
  EXPECT_FALSE(told_.plan_on(5).prescription);
  prescribe(5, prescription({asks("dead_bug", 2, 6, true)}));
  EXPECT_NE(line(told_.plan_on(5), "dead_bug"), nullptr);
  told_.value().entries.push_back(make_entry(
      "later", Told::day(5), prescription({asks("side_plank", 2, 20, true)}), Who::clinician, "07:00:00Z"));
  const Plan plan = told_.plan_on(5);
  EXPECT_EQ(line(plan, "dead_bug"), nullptr);
  EXPECT_NE(line(plan, "side_plank"), nullptr);
  told_.value().entries.push_back(
      make_entry("end", Told::day(5), prescription({}), Who::clinician, "08:00:00Z"));
  EXPECT_FALSE(told_.plan_on(5).prescription) << "one without anything gives the day back to the plan";
}

TEST_F(Prescription, holds_on_its_days_in_its_phase_and_in_its_episode_alone) {
  PrescriptionEntry entry = prescription({asks("dead_bug", 2, 6, true)});
  entry.from = Told::day(6);
  entry.until = Told::day(7);
  prescribe(5, entry);
  for (int on = 5; on <= 8; ++on) told_.pain_now(on, 1);
  for (const auto& [on, there] : {std::pair{5, false}, {6, true}, {7, true}, {8, false}})
    EXPECT_EQ(told_.plan_on(on).prescription.has_value(), there) << on;
  entry.from = entry.until = {};
  entry.phase = "speed";
  prescribe(8, entry);
  EXPECT_FALSE(told_.plan_on(8).prescription);
  entry.phase = told_.plan_on(8).phase;
  prescribe(8, entry);
  EXPECT_TRUE(told_.plan_on(8).prescription);
  told_.add(30, InjuryEntry{.side = InjuredSide::left, .relapse = true, .onset_known = OnsetKnown::exact});
  EXPECT_FALSE(told_.plan_on(30).prescription) << "the leg of an episode before is another one";
}

TEST_F(Prescription, a_weekday_that_is_not_its_own_has_none_of_it) {
  auto bridge = asks("bridge_double", 2, 8);
  const auto names = std::to_array<std::string>({"sun", "mon", "tue", "wed", "thu", "fri", "sat"});
  const unsigned today = std::chrono::weekday(Told::day(5)).c_encoding();
  bridge.days = {names[(today + 1) % 7]};
  prescribe(5, prescription({bridge}));
  const Plan plan = told_.plan_on(5);
  EXPECT_EQ(line(plan, "bridge_double"), nullptr);
  EXPECT_EQ(why_not(plan, "bridge_double"), "prescription.other_day");
  told_.pain_now(6, 1);
  EXPECT_NE(line(told_.plan_on(6), "bridge_double"), nullptr);
}

TEST_F(Prescription, a_danger_sign_and_a_gate_suspend_it) {
  prescribe(5, prescription({asks("dead_bug", 2, 6, true)}));
  ASSERT_NE(line(told_.plan_on(5), "dead_bug"), nullptr);
  told_.add(5, AnswerEntry{.question = "fever", .value = std::string("yes")});
  const Plan raised = told_.plan_on(5);
  EXPECT_EQ(raised.status, PlanStatus::suspended);
  EXPECT_TRUE(raised.lines.empty());
  ASSERT_TRUE(raised.prescription);
  EXPECT_TRUE(raised.prescription->suspended);
}

TEST_F(Prescription, pain_above_the_limit_makes_a_day_of_rest_whatever_was_prescribed) {
  prescribe(5, prescription({asks("dead_bug", 2, 6, true)}));
  told_.pain_now(5, 6);
  const Plan plan = told_.plan_on(5);
  EXPECT_EQ(plan.status, PlanStatus::rest);
  EXPECT_TRUE(plan.lines.empty());
  EXPECT_TRUE(plan.prescription && plan.prescription->suspended);
}

TEST_F(Prescription, what_was_borne_before_is_no_more_than_that_on_a_day_without_a_word_about_pain) {
  prescribe(6, prescription({asks("bridge_double", 2, 12, true)}));
  const Plan silent = told_.plan_on(6);
  ASSERT_NE(line(silent, "bridge_double"), nullptr);
  EXPECT_EQ(line(silent, "bridge_double")->dose.total(), 16);
  EXPECT_EQ(why_not(silent, "bridge_double"), "prescription.held");
  told_.pain_now(6, 1);
  EXPECT_EQ(line(told_.plan_on(6), "bridge_double")->dose.total(), 24);
}

TEST_F(Prescription, what_hurt_since_is_asked_clearly_less_until_it_is_borne_again) {
  prescribe(5, prescription({asks("bridge_double", 2, 12, true)}));
  work(5, 6, 2, {{.exercise = "bridge_double", .sets = 2, .reps = {12, 12}, .load_kg = {}, .worst = {}}});
  told_.pain_now(7, 1);
  const Plan plan = told_.plan_on(7);
  ASSERT_EQ(plan.status, PlanStatus::session);
  if (const SessionLine* made = line(plan, "bridge_double")) {
    EXPECT_LE(made->dose.total(), 0.8 * 24);
  }
  EXPECT_NE(why_not(plan, "bridge_double"), "");
}

TEST_F(Prescription, what_hurt_stays_less_after_other_exercises_were_borne_until_it_is_prescribed_anew) {
  const auto one = [](const char* exercise, double amount) {
    return DoneLine{.exercise = exercise, .sets = 2, .reps = {amount, amount}, .load_kg = {}, .worst = {}};
  };
  prescribe(5, prescription({asks("bridge_double", 2, 12, true)}));
  work(5, 6, 2, {one("bridge_double", 12)});
  work(7, 1, 1, {one("heel_dig_isometric", 6)});
  told_.pain_now(9, 1);
  const Plan plan = told_.plan_on(9);
  ASSERT_EQ(plan.status, PlanStatus::session);
  const SessionLine* made = line(plan, "bridge_double");
  ASSERT_NE(made, nullptr);
  EXPECT_LE(made->dose.total(), 0.8 * 24);
  EXPECT_EQ(why_not(plan, "bridge_double"), "prescription.less_hurt");
  const PrescriptionEntry again = prescription({asks("bridge_double", 2, 12)});
  const PrescriptionReview asked = review(9, again);
  ASSERT_EQ(asked.questions.size(), 1U) << "what was confirmed before it hurt is asked about again";
  EXPECT_EQ(asked.questions[0].text.id, "prescription.ask.hurt");
  prescribe(9, prescription({asks("bridge_double", 2, 12, true)}));
  EXPECT_EQ(line(told_.plan_on(9), "bridge_double")->dose.total(), 24) << "seen, and meant";
}

TEST_F(Prescription, nothing_new_is_begun_after_a_session_that_was_too_much) {
  work(5, 6, 2);
  prescribe(7, prescription({asks("dead_bug", 2, 6, true)}));
  told_.pain_now(7, 1);
  const Plan plan = told_.plan_on(7);
  EXPECT_EQ(line(plan, "dead_bug"), nullptr);
  EXPECT_EQ(why_not(plan, "dead_bug"), "prescription.nothing_new");
}

TEST_F(Prescription, a_dose_above_what_was_borne_is_asked_about_once_with_its_numbers) {
  const PrescriptionEntry more = prescription({asks("bridge_double", 3, 12), asks("squat_double", 2, 8)});
  const PrescriptionReview asked = review(5, more);
  EXPECT_TRUE(asked.faults.empty());
  ASSERT_EQ(asked.questions.size(), 1U) << "what was borne needs no asking";
  EXPECT_EQ(asked.questions[0].line, 0U);
  EXPECT_EQ(std::get<double>(asked.questions[0].text.arguments.at("asked")), 36);
  EXPECT_EQ(std::get<double>(asked.questions[0].text.arguments.at("borne")), 16);
  PrescriptionEntry confirmed = more;
  confirmed.lines[0].confirmed = true;
  prescribe(5, confirmed);
  const PrescriptionReview again = review(5, more);
  EXPECT_TRUE(again.questions.empty());
  EXPECT_EQ(again.confirmed_before, std::vector<std::size_t>{0});
  PrescriptionEntry heavier = more;
  heavier.lines[0].amount = 13;
  EXPECT_EQ(review(5, heavier).questions.size(), 1U) << "another number is another question";
}

TEST_F(Prescription, a_weight_is_asked_about_where_it_was_never_borne_and_where_it_is_heavier) {
  const auto with = [](double kg) { return prescription({asks("rdl_double", 2, 8, false, kg)}); };
  ASSERT_EQ(review(5, with(20)).questions.size(), 1U);
  EXPECT_EQ(review(5, with(20)).questions[0].text.id, "prescription.ask.first_kg");
  work(5, 1, 1, {{.exercise = "rdl_double", .sets = 2, .reps = {8, 8}, .load_kg = 20, .worst = {}}});
  told_.pain_now(7, 1);
  EXPECT_TRUE(review(7, with(20)).questions.empty());
  const PrescriptionReview heavier = review(7, with(25));
  ASSERT_EQ(heavier.questions.size(), 1U);
  EXPECT_EQ(std::get<double>(heavier.questions[0].text.arguments.at("borne_load")), 20);
}

TEST_F(Prescription, what_cannot_be_is_named_by_line_and_all_of_it_at_once) {
  auto load = asks("nordic", 2, 5);
  load.load_kg = 10;
  auto limit = asks("bridge_double", 2, 8);
  limit.pain_limit = 8;
  PrescriptionEntry entry = prescription({load, limit, asks("no_such", 2, 8), asks("squat_double", 2, 500)});
  entry.phase = "moon";
  entry.rung = "fly";
  entry.until = Told::day(4);
  const PrescriptionReview review_ = review(5, entry);
  std::set<std::string> said;
  for (const PrescriptionRemark& fault : review_.faults)
    said.insert(fault.text.id + (fault.line ? " " + std::to_string(*fault.line) : ""));
  for (const char* wanted :
       {"prescription.fault.load 0", "prescription.fault.forbidden 0", "prescription.fault.pain_limit 1",
        "prescription.fault.unknown 2", "prescription.fault.amount 3", "prescription.fault.phase",
        "prescription.fault.rung", "prescription.fault.over"})
    EXPECT_TRUE(said.contains(wanted)) << wanted;
}

TEST_F(Prescription, an_exercise_that_is_forbidden_today_is_not_in_the_session_either) {
  prescribe(5, prescription({asks("nordic", 2, 5, true)}));
  const Plan plan = told_.plan_on(5);
  EXPECT_EQ(line(plan, "nordic"), nullptr) << "before the tenth day";
  EXPECT_EQ(why_not(plan, "nordic"), "prescription.forbidden");
}

TEST_F(Prescription, no_run_may_be_prescribed_and_a_higher_one_only_one_step_up) {
  const Plan before = told_.plan_on(5);
  ASSERT_TRUE(before.run);
  PrescriptionEntry none = prescription({});
  none.rung = std::string(no_run);
  prescribe(5, none);
  EXPECT_FALSE(told_.plan_on(5).run);
  PrescriptionEntry far = prescription({});
  far.rung = shared_knowledge().protocols.at(before.protocol).rungs.back().id;
  far.rung_confirmed = true;
  told_.value().entries.push_back(make_entry("far", Told::day(5), far, Who::clinician, "07:00:00Z"));
  const Plan after = told_.plan_on(5);
  ASSERT_TRUE(after.run);
  EXPECT_EQ(after.run->rung, before.run->rung);
  ASSERT_TRUE(after.prescription && after.prescription->run);
  EXPECT_EQ(after.prescription->run->id, "prescription.run_too_far");
}

TEST_F(Prescription, comes_back_from_its_file_word_for_word_and_merges) {
  auto bridge = asks("bridge_double", 2, 8, true, 12.5);
  bridge.exercise = "rdl_double";
  bridge.days = {"fri", "mon"};
  bridge.tempo_s = {4, 0, 1};
  PrescriptionEntry entry = prescription({bridge});
  entry.order = {"rdl_double", "bridge_double"};
  entry.phase = "load_early";
  entry.rung = "none";
  entry.from = Told::day(5);
  entry.until = Told::day(9);
  entry.say = "Langsam, bitte.";
  prescribe(5, entry);
  Case history = told_.history();
  history.case_id = "told";
  Diagnostics diagnostics;
  const Result<Case> again = read_case(write_case(history), "case.json", diagnostics);
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(write_case(*again), write_case(history));
  EXPECT_TRUE(check_case(shared_knowledge(), *again, Told::day(9), diagnostics));
}

/// Whatever is prescribed to whomever on whatever day.
TEST(PrescriptionProperty, asks_nothing_that_the_safe_rules_forbid) {
  std::mt19937_64 random(20261129);
  int seen = 0, in_session = 0, light = 0, suspended = 0, lowered = 0, refused = 0;
  std::vector<std::string> exercises;
  for (const auto& [id, exercise] : shared_knowledge().exercises) exercises.push_back(id);
  const auto any = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  for (const Life& life : shared_lives()) {
    for (int round = 0; round < 4; ++round) {
      const AskedDay& on = life.days[any(life.days.size())];
      Case history{.case_id = "lived", .entries = {}};
      for (const Entry& entry : life.history.entries)
        if (entry.day < RandomHistory::day(on.day)) history.entries.push_back(entry);
      std::vector<PrescribedLine> lines;
      for (std::size_t i = 0; i < 3; ++i) {
        const std::string& id = exercises[any(exercises.size())];
        if (std::ranges::find(lines, id, &PrescribedLine::exercise) == lines.end())
          lines.push_back(
              asks(id, 1 + static_cast<int>(any(4)), 1 + static_cast<double>(any(15)), any(2) == 0));
      }
      const Day day = RandomHistory::day(on.day);
      const Plan before = plan(shared_knowledge(), history, day);
      history.entries.push_back(make_entry("rx", day - std::chrono::days(any(6)), prescription(lines),
                                           Who::clinician, "23:00:00Z"));
      sort_entries(history);
      const Plan after = plan(shared_knowledge(), history, day);
      ++seen;
      EXPECT_EQ(after.phase, before.phase) << "a prescription moves nobody";
      EXPECT_EQ(after.state.rung, before.state.rung);
      if (before.status != PlanStatus::session && before.status != PlanStatus::rest) {
        EXPECT_EQ(after.status, before.status);
        EXPECT_TRUE(after.lines.empty());
        EXPECT_TRUE(!after.prescription || after.prescription->suspended);
        ++suspended;
        continue;
      }
      if (!after.prescription) continue;
      for (const PrescribedExercise& told : after.prescription->exercises) {
        refused += told.in_session ? 0 : 1;
        lowered += told.in_session && told.text ? 1 : 0;
      }
      const auto timeline = timeline_of(history, day);
      const State state = fold(shared_knowledge(), timeline, day, life.protocol);
      const CaseFacts facts(shared_knowledge(), state, day);
      for (const SessionLine& line : after.lines) {
        if (!line.prescribed) continue;
        ++in_session;
        EXPECT_EQ(truth_of(shared_knowledge().exercises.at(line.exercise).not_when, facts), Truth::no);
        EXPECT_LE(line.stop_above_pain, after.pain_limit);
        const auto wanted = std::ranges::find(lines, line.exercise, &PrescribedLine::exercise);
        ASSERT_NE(wanted, lines.end());
        EXPECT_LE(line.dose.total(), wanted->sets * wanted->amount);
        const Borne borne = borne_of(state, line.exercise);
        const bool planned = std::ranges::any_of(before.lines, [&](const SessionLine& own) {
          return own.exercise == line.exercise && line.dose.total() <= own.dose.total();
        });
        EXPECT_TRUE(wanted->confirmed || planned || !above(line.dose, borne) ||
                    line.dose.volume() <= start_of(state, line.exercise) + dose_rounding)
            << line.exercise << " is more than was borne, and nobody confirmed it";
        if (unsettled_setback(state) == nullptr) continue;
        ++light;
        EXPECT_LE(line.dose.total(), std::max(1.0, (1.0 - life.protocol->dose_back) *
                                                       std::max(borne.total, start_of(state, line.exercise))))
            << line.exercise << " on a light day";
      }
    }
  }
  EXPECT_GE(seen, 200);
  EXPECT_GE(in_session, 60);
  EXPECT_GE(refused, 60);
  EXPECT_GE(lowered, 5);
  EXPECT_GE(light, 1);
  EXPECT_GE(suspended, 1);
}

}  // namespace
}  // namespace hamstring::rehab
