// The tendon at the sit bone with nobody beside: the plan whole to its end, a flare in each of its phases,
// and Today, Run and Return saying the same (docs/rehab.md, 7).
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "rehab/plan/return_decision.h"
#include "tests/rehab/told.h"
#include "view/course_view.h"
#include "view/today_view.h"

namespace hamstring::rehab {
namespace {

/// Four months of a sore tendon, told on the day the plan begins; then day by day what is asked is done.
class TendonLife {
 public:
  static constexpr int start = 120, length = 200;

  TendonLife() {
    add(0, InjuryEntry{.side = InjuredSide::right, .relapse = false, .onset_known = OnsetKnown::about});
    add(start, PersonEntry{.birth_day = {},
                           .birth_year = 1981,
                           .sex = Sex::female,
                           .level = Level::amateur,
                           .sports = {"distance_running"},
                           .body_mass_kg = {}});
    for (const auto& [id, question] : shared_knowledge().questions) answer(question);
  }

  /// What the morning brings, then the tests that are named; afterwards the plan of the day.
  Plan morning(int on, double pain) {
    add(on, PainEntry{.when = PainWhen::now, .value = pain, .rescreen = Told::none_of_these()});
    if (trained_on_ == on - 1)
      add(on, PainEntry{.when = PainWhen::next_morning, .value = pain, .rescreen = Told::none_of_these()});
    Plan plan = today(on);
    added_ = value_.entries.size();
    if (pain > 2 || plan.status > PlanStatus::rest) return plan;
    for (const CriterionReport& criterion : plan.criteria) {
      if (criterion.settled_by == "question.full_trainings") {
        if (plan.state.rung == 9) add(on, AnswerEntry{.question = "full_trainings", .value = 2.0});
      } else if (criterion.settled_by.starts_with("test.")) {
        look(on, criterion.settled_by.substr(5));
      }
    }
    return added_ == value_.entries.size() ? plan : today(on);
  }

  void train(int on, const Plan& plan, double worst) {
    if (plan.status != PlanStatus::session) return;
    SessionEntry s{.done = Done::all,
                   .skipped_for = {},
                   .before = 1.0,
                   .worst = worst,
                   .after = 1.0,
                   .next_morning = {},
                   .lines = {},
                   .run = {},
                   .rescreen = Told::none_of_these()};
    for (const SessionLine& line : plan.lines)
      s.lines.push_back({.exercise = line.exercise,
                         .sets = static_cast<int>(line.dose.amounts.size()),
                         .reps = line.dose.amounts,
                         .load_kg = line.try_out ? std::optional(6.0) : line.dose.load_kg,
                         .worst = {},
                         .reps_left = line.weight ? std::optional(4.0) : std::nullopt});
    // The run itself is calm where the session is.
    if (plan.run)
      s.run = DoneRun{.rung = plan.run->rung, .completed = true, .worst = worst > 1.0 ? worst : 0.0};
    add(on, std::move(s));
    trained_on_ = on;
  }

  [[nodiscard]] Case history() const {
    Case result = value_;
    sort_entries(result);
    return result;
  }
  [[nodiscard]] Plan today(int on) const { return plan(shared_knowledge(), history(), Told::day(on)); }
  void add(int on, EntryBody body) {
    value_.entries.push_back(
        make_entry("s" + std::to_string(value_.entries.size()), Told::day(on), std::move(body)));
  }

 private:
  void answer(const Question& question) {
    if (question.set == Question::Set::imaging || question.set == Question::Set::check_in) return;
    static const std::map<std::string, std::string, std::less<>> words = {
        {"onset", "gradual"},      {"moment", "none"},          {"walk", "normal"},
        {"thigh_tender", "clear"}, {"training_change", "more"}, {"pain_at_sit_bone", "yes"},
        {"pain_sitting", "yes"}};
    const auto word = words.find(question.id);
    if (question.answer == Question::Answer::yes_no)
      add(start, AnswerEntry{.question = question.id,
                             .value = word == words.end() ? std::string("no") : word->second});
    else if (question.answer == Question::Answer::choice && word != words.end())
      add(start, AnswerEntry{.question = question.id, .value = word->second});
    else if (question.id == "previous_hamstrings")
      add(start, AnswerEntry{.question = question.id, .value = 0.0});
  }

  void look(int on, const std::string& id) {
    const auto test = shared_knowledge().tests.find(id);
    if (test == shared_knowledge().tests.end() || (looked_.contains(id) && looked_[id] > on - 3)) return;
    looked_[id] = on;
    TestEntry entry{
        .test = id, .result = "", .left = {}, .right = {}, .pain = 2.0, .rescreen = Told::none_of_these()};
    if (!test->second.results.empty()) entry.result = test->second.results.back();
    if (test->second.both_sides) entry.left = entry.right = {20.0};
    add(on, std::move(entry));
  }

  Case value_{.case_id = "tendon", .entries = {}};
  std::map<std::string, int> looked_;
  std::size_t added_ = 0;
  std::optional<int> trained_on_;
};

bool says(const service::Json& kind, const std::string& rule) {
  return std::ranges::any_of(kind["items"], [&](const auto& item) { return item["rule"] == rule; });
}

TEST(TendonAlone, is_a_plan_from_the_first_day_to_its_end_and_never_two_hard_days_in_a_row) {
  TendonLife life;
  std::set<std::string> phases, runs;
  int springy = 0, hard_on = -100, kept = 0;
  for (int on = TendonLife::start; on < TendonLife::start + TendonLife::length && kept < 14; ++on) {
    const Plan plan = life.morning(on, 1.0);
    phases.insert(plan.phase);
    kept += plan.phase == "keep" ? 1 : 0;
    ASSERT_LE(plan.status, PlanStatus::rest) << on << " " << plan.phase;
    const bool late = plan.phase == "store_energy" || plan.phase == "keep";
    const Rung* asked =
        plan.run ? rung_named(shared_knowledge().protocols.find(plan.protocol)->second, plan.run->rung)
                 : nullptr;
    const bool fast_run = asked != nullptr && asked->order > 4;
    for (const SessionLine& line : plan.lines) {
      const bool fast = line.line == "swap" || line.line == "skips";
      springy += fast ? 1 : 0;
      if (line.line != "hold") {
        EXPECT_GE(on - hard_on, late ? 3 : 2) << on << " " << plan.phase << " " << line.exercise;
      }
    }
    if (fast_run) {
      EXPECT_GE(on - hard_on, 3) << on << " " << plan.run->rung;
    }
    if (plan.run) runs.insert(plan.run->rung);
    // Half a session now and then puts nothing out of step.
    Plan half = plan;
    if (on % 7 == 0 && half.lines.size() > 1) half.lines.resize(1);
    const bool hard =
        std::ranges::any_of(half.lines, [](const SessionLine& line) { return line.line != "hold"; });
    if (plan.status == PlanStatus::session && (hard || fast_run)) hard_on = on;
    life.train(on, half, 1.0);
  }
  EXPECT_EQ(phases,
            (std::set<std::string>{"hold", "slow_small_bend", "slow_deep_bend", "store_energy", "keep"}));
  for (const char* rung :
       {"easy_20", "easy_40", "strides_60", "strides_80", "hills", "strides_90", "fast_100"})
    EXPECT_TRUE(runs.contains(rung)) << rung;
  EXPECT_GE(springy, 10);
}

TEST(TendonAlone, is_not_called_the_most_likely_where_something_else_fits_as_well) {
  TendonLife life;
  const LedPicture* told = picture_to_tell(life.morning(TendonLife::start, 1.0));
  ASSERT_NE(told, nullptr);
  TendonLife either;
  either.add(TendonLife::start, AnswerEntry{.question = "pain_at_sit_bone", .value = std::string("unsure")});
  either.add(TendonLife::start, AnswerEntry{.question = "fast_running_change", .value = std::string("more")});
  const Plan plan = either.morning(TendonLife::start, 1.0);
  ASSERT_EQ(std::ranges::count(plan.assessment.pictures, true, &PictureReport::leading), 2);
  ASSERT_NE(picture_to_tell(plan), nullptr);
  const std::string id = picture_to_tell(plan)->likely.text.id;
  EXPECT_TRUE(id.ends_with("_either")) << id;
  const auto& english = shared_knowledge().catalogs.at("en");
  const service::Json today =
      service::today_json(service::Words(shared_knowledge(), english), either.history(), plan);
  EXPECT_EQ(today.dump().find("Most likely"), std::string::npos);
}

/// Heavy and slow, as published: more repetitions at first, fewer and heavier later. No rule takes
/// repetitions away within a line; they fall where one more weight goes on, and the work grows all the same.
TEST(TendonAlone, the_heavy_work_finds_its_weight_and_repetitions_fall_only_where_it_rises) {
  TendonLife life;
  life.add(TendonLife::start, SettingEntry{.key = SettingKey::equipment,
                                           .value = std::vector<std::string>{"curl_machine", "dumbbell"}});
  std::map<std::string, std::pair<std::string, Dose>> last;  // exercise → phase, what was asked
  std::map<std::string, double> first_kg;
  int try_outs = 0, fell = 0, rose = 0, kept = 0;
  double most_kg = 0.0;
  for (int on = TendonLife::start; on < TendonLife::start + TendonLife::length && kept < 20; ++on) {
    const Plan plan = life.morning(on, 1.0);
    kept += plan.phase == "keep" ? 1 : 0;
    for (const SessionLine& line : plan.lines) {
      try_outs += line.try_out ? 1 : 0;
      if (line.try_out) {
        EXPECT_EQ(line.dose.amounts.size(), 1u) << on << line.exercise;
      }
      if (line.try_out || !line.dose.load_kg) continue;
      first_kg.try_emplace(line.exercise, *line.dose.load_kg);
      most_kg = std::max(most_kg, *line.dose.load_kg);
      const auto before = last.find(line.exercise);
      if (before != last.end()) {
        const Dose& then = before->second.second;
        EXPECT_GE(*line.dose.load_kg, *then.load_kg) << on << " " << plan.phase << " " << line.exercise;
        const bool heavier = *line.dose.load_kg > *then.load_kg;
        rose += heavier ? 1 : 0;
        if (before->second.first == plan.phase && line.dose.total() < then.total()) {
          ++fell;
          EXPECT_TRUE(heavier) << on << " " << line.exercise;
        }
        if (before->second.first == plan.phase) {
          EXPECT_LE(line.dose.volume(), 1.1 * then.volume() + 1e-9) << on << " " << line.exercise;
        }
      }
      last[line.exercise] = {plan.phase, line.dose};
    }
    life.train(on, plan, 1.0);
  }
  EXPECT_GE(kept, 1);
  EXPECT_GE(try_outs, 1);
  EXPECT_GE(rose, 3);
  EXPECT_GE(fell, 3);
  ASSERT_FALSE(first_kg.empty());
  EXPECT_GE(most_kg, 10.0) << "it began with 6 kg";
}

TEST(TendonAlone, a_flare_in_each_phase_steps_back_and_comes_up_again) {
  const std::map<std::string, std::string> before = {{"hold", "hold"},
                                                     {"slow_small_bend", "hold"},
                                                     {"slow_deep_bend", "slow_small_bend"},
                                                     {"store_energy", "slow_deep_bend"}};
  for (const auto& [phase, back] : before) {
    TendonLife life;
    std::optional<int> in_it, flared;
    bool stepped_back = false, up_again = false, kept = false;
    for (int on = TendonLife::start; on < TendonLife::start + TendonLife::length && !kept; ++on) {
      const bool sore = flared && on > *flared && on <= *flared + 1;
      const Plan plan = life.morning(on, sore ? 5.0 : 1.0);
      if (plan.phase == phase && !in_it) in_it = on;
      if (sore) {
        EXPECT_EQ(plan.status, PlanStatus::rest) << phase << " " << on;
        EXPECT_FALSE(plan.run) << phase;
      }
      if (flared && plan.phase == back && !sore && plan.status == PlanStatus::session) stepped_back = true;
      if (stepped_back && plan.phase == phase) up_again = true;
      kept = up_again && plan.phase == "keep";
      // Two sessions within a week that are too much, in the middle of the phase.
      const bool bad = in_it && on >= *in_it + 2 && (!flared || on <= *in_it + 7) && plan.phase == phase;
      if (bad && plan.status == PlanStatus::session) {
        life.train(on, plan, 6.0);
        flared = on;
      } else {
        life.train(on, plan, 1.0);
      }
    }
    EXPECT_TRUE(flared) << phase;
    EXPECT_TRUE(stepped_back) << phase << " did not step back to " << back;
    EXPECT_TRUE(up_again) << phase << " was not reached again";
    EXPECT_TRUE(kept) << phase << ": the end was not reached after the flare";
  }
}

TEST(TendonAlone, what_was_told_of_pain_changes_what_today_says_and_today_run_and_return_agree) {
  ASSERT_EQ(shared_knowledge().catalogs.size(), 2u);
  for (const auto& [language, catalog] : shared_knowledge().catalogs) {
    const service::Words words(shared_knowledge(), catalog);
    const std::string calm = "injury_type.gradual_tendon.advice.what_stays_calm",
                      flare = "injury_type.gradual_tendon.advice.flare";
    TendonLife life;
    const int on = TendonLife::start;
    life.train(on, life.morning(on, 1.0), 1.0);
    const Plan good = life.morning(on + 2, 1.0);
    const service::Json today = service::today_json(words, life.history(), good);
    ASSERT_FALSE(today["run"].is_null());
    EXPECT_EQ(today["headline"], words("injury_type.gradual_tendon.alone"));
    EXPECT_TRUE(says(today["advice"]["meanwhile"], calm));
    EXPECT_FALSE(says(today["advice"]["meanwhile"], flare));
    EXPECT_FALSE(today["advice"]["worse"]["items"].empty() || today["advice"]["see"]["items"].empty());
    const service::Json back = service::return_json(
        words, return_report(shared_knowledge(), life.history(), good.today, ""), good.today);
    EXPECT_EQ(back["protocol"], "proximal_tendon");
    const auto here =
        std::ranges::find_if(back["ladder"], [](const auto& r) { return r["place"] == "present"; });
    ASSERT_NE(here, back["ladder"].end());
    EXPECT_EQ((*here)["id"], today["run"]["rung"]);

    life.add(on + 3,
             PainEntry{.when = PainWhen::next_morning, .value = 7, .rescreen = Told::none_of_these()});
    for (const int later : {3, 4, 5}) {
      const Plan sore = life.today(on + later);
      const service::Json said = service::today_json(words, life.history(), sore);
      EXPECT_EQ(sore.status, PlanStatus::rest) << later;
      EXPECT_TRUE(said["run"].is_null() && said["lines"].empty()) << later;
      EXPECT_TRUE(says(said["advice"]["meanwhile"], flare)) << later;
      EXPECT_FALSE(says(said["advice"]["meanwhile"], calm)) << later;
      EXPECT_NE(said["headline"], today["headline"]) << later;
    }
    life.add(on + 6, PainEntry{.when = PainWhen::now, .value = 1, .rescreen = Told::none_of_these()});
    EXPECT_EQ(life.today(on + 6).status, PlanStatus::session);
  }
}

TEST(TendonAlone, a_danger_sign_or_a_gate_stands_above_the_plan_and_takes_its_advice_away) {
  TendonLife life;
  const int on = TendonLife::start;
  ASSERT_EQ(life.morning(on, 1.0).status, PlanStatus::session);
  const Rescreen swollen{.none_of_these = false, .replies = {{"calf_swelling", Reply::yes}}};
  life.add(on + 1, PainEntry{.when = PainWhen::now, .value = 1, .rescreen = swollen});
  const Plan stopped = life.today(on + 1);
  EXPECT_EQ(stopped.status, PlanStatus::suspended);
  EXPECT_EQ(picture_to_tell(stopped), nullptr);
  EXPECT_TRUE(stopped.lines.empty() && !stopped.run);
}

}  // namespace
}  // namespace hamstring::rehab
