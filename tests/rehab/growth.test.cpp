// What a day may ask, against what was borne before it, counted anew from the histories alone: each line at
// most one step, the run at most one rung, and clearly less after it hurt (docs/rehab.md, 6 and 16).
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "rehab/standing/dose.h"
#include "tests/rehab/lived_history.h"
#include "tests/rehab/told.h"

namespace hamstring::rehab {
namespace {

constexpr double limit = 4.0, back = 0.2, rounding = 1e-9;

/// Repetitions in all.
double volume_of(const DoneLine& done) {
  double volume = 0.0;
  for (int set = 0; set < done.sets; ++set)
    volume += done.reps.size() == 1 ? done.reps[0] : done.reps[static_cast<std::size_t>(set)];
  return volume;
}

/// The coarsest step of what may carry the exercise's kilograms.
double coarsest_step(const std::string& exercise) {
  double step = 0.0;
  for (const LoadsPolicy::Kit& kit : shared_knowledge().policy.loads.kits) {
    const auto& loads = shared_knowledge().exercises.at(exercise).loads;
    if (std::ranges::find(loads, kit.id) != loads.end()) step = std::max(step, kit.step_kg);
  }
  return step;
}

/// What a person has borne of one exercise.
struct Borne {
  double most = 0.0;           ///< tolerated, whenever
  double since_hurt = 0.0;     ///< tolerated since it hurt last
  std::optional<double> hurt;  ///< the smallest volume at which it hurt, since something was tolerated
  bool ever_hurt = false;
  double asked = 0.0;  ///< last time it was done
  double done = 0.0;   ///< that time
  double done_kg = 0.0;
  // With a weight.
  double last_kg = 0.0, last_total = 0.0;  ///< of the last time with one
  double best_kg = 0.0, best_volume = 0.0;
  bool light = false;  ///< so much was left once that the weight is still being sought
  std::optional<double> hurt_kg, hurt_volume;
};

class Following {
 public:
  explicit Following(const Life& life) : life_(life) {}

  void follow() {
    for (const AskedDay& day : life_.days) {
      settle(day.day);
      if (day.status == PlanStatus::session) look_at(day);
      if (day.done) pending_.push_back(&day);
    }
  }

  int lines = 0, runs = 0, light_days = 0, after_pain = 0, labels = 0, of_done = 0, untrue = 0;
  int try_outs = 0, weights = 0, heavier = 0;
  std::set<std::string> phases, rungs;

 private:
  [[nodiscard]] int order_of(const std::string& rung) const {
    const auto found = std::ranges::find(life_.protocol->rungs, rung, &Rung::id);
    return found == life_.protocol->rungs.end() ? 0 : found->order;
  }

  [[nodiscard]] bool walks(int order) const {
    const Rung* rung = rung_of(*life_.protocol, order);
    return rung != nullptr && rung->form == "walk";
  }

  /// The smallest first dose of the exercise up to the phase: where it starts.
  [[nodiscard]] double start_of(const std::string& exercise, const std::string& phase) const {
    double smallest = 1e9;
    for (const Phase& p : life_.protocol->phases) {
      for (const ContentLine& line : p.content) {
        if (std::ranges::find(line.options, exercise) != line.options.end())
          smallest = std::min(smallest, first_dose(line).volume());
      }
      if (p.id == phase) break;
    }
    return smallest;
  }

  static double one_step(double volume) {
    return std::max(std::floor(volume * 1.1 + rounding), volume + 1.0);
  }

  /// Judges the sessions of the days before, whose mornings are known by now.
  void settle(int today) {
    while (!pending_.empty() && pending_.front()->day < today) {
      const AskedDay& day = *pending_.front();
      const SessionEntry& s = *day.done;
      pending_.erase(pending_.begin());
      ran_ = ran_ || (s.run && !walks(order_of(s.run->rung)));
      for (const DoneLine& done : s.lines) {
        const auto asked = std::ranges::find(day.lines, done.exercise, &SessionLine::exercise);
        if (asked == day.lines.end()) continue;
        const bool table = asked->change == DoseChange::table;
        Borne& b = borne_[done.exercise];
        b.asked = table ? 0.0 : asked->dose.total();
        b.done = volume_of(done);
        b.done_kg = done.load_kg.value_or(0.0);
        if (b.done_kg <= 0.0) continue;
        b.last_kg = b.done_kg;
        b.last_total = b.done;
      }
      const Tolerance tolerance = tolerance_of(s.before, s.worst, s.next_morning, limit);
      if (tolerance == Tolerance::tolerated) bore(s);
      if (tolerance == Tolerance::not_tolerated) hurt(s);
    }
  }

  void bore(const SessionEntry& s) {
    setback_ = false;
    last_tolerated_lines_ = s.lines.size();
    for (const DoneLine& done : s.lines) {
      Borne& b = borne_[done.exercise];
      const double volume = volume_of(done);
      b.most = std::max(b.most, volume);
      b.since_hurt = std::max(b.since_hurt, volume);
      b.hurt.reset();
      if (!done.load_kg) continue;
      b.best_kg = std::max(b.best_kg, *done.load_kg);
      b.best_volume = std::max(b.best_volume, *done.load_kg * volume);
      b.light = b.light || done.reps_left.value_or(0.0) >= shared_knowledge().policy.loads.light;
      b.hurt_kg.reset();
      b.hurt_volume.reset();
    }
    if (!s.run) return;
    best_rung_ = std::max(best_rung_, order_of(s.run->rung));
    hurt_rung_ = 0;
  }

  void hurt(const SessionEntry& s) {
    setback_ = true;
    for (const DoneLine& done : s.lines) {
      Borne& b = borne_[done.exercise];
      const double volume = volume_of(done);
      b.hurt = std::min(b.hurt.value_or(volume), volume);
      b.ever_hurt = true;
      b.since_hurt = 0.0;
      if (!done.load_kg) continue;
      b.hurt_kg = std::min(b.hurt_kg.value_or(*done.load_kg), *done.load_kg);
      b.hurt_volume = std::min(b.hurt_volume.value_or(*done.load_kg * volume), *done.load_kg * volume);
    }
    if (s.run) hurt_rung_ = order_of(s.run->rung);
  }

  void look_at(const AskedDay& day) {
    phases.insert(day.phase);
    for (const SessionLine& line : day.lines) look_at_line(day, line);
    if (day.run) {
      ++runs;
      rungs.insert(day.run->rung);
      const int order = order_of(day.run->rung);
      const int lowest = life_.protocol->rungs.front().order;
      // Where function lets somebody begin is a start, no step; it comes once, with the first run.
      if (!walks(order) && !ran_) started_on_ = std::max(started_on_, order);
      EXPECT_LE(order, std::max({lowest, best_rung_ + 1, started_on_})) << where(day) << day.run->rung;
      if (setback_) {
        EXPECT_LT(order, best_rung_) << where(day) << "right after a setback";
      }
      if (hurt_rung_ > lowest) {
        EXPECT_LT(order, hurt_rung_) << where(day);
      }
    }
    if (!setback_) return;
    ++light_days;
    if (last_tolerated_lines_ > 0) {
      EXPECT_LE(day.lines.size(), last_tolerated_lines_) << where(day);
    }
  }

  void look_at_line(const AskedDay& day, const SessionLine& line) {
    ++lines;
    const Borne& b = borne_[line.exercise];
    if (line.try_out) return look_at_try_out(day, line);
    if (line.dose.load_kg) return look_at_weight(day, line, b);
    const double asked = line.dose.volume();
    const double start = start_of(line.exercise, day.held_to.empty() ? day.phase : day.held_to);
    const bool table = line.change == DoseChange::table;
    if (!table) {
      EXPECT_LE(asked, std::max(start, one_step(b.most)) + rounding) << where(day) << line.exercise;
    }
    if (b.hurt) {
      ++after_pain;
      EXPECT_LE(asked, std::max(1.0, (1.0 - back) * *b.hurt) + rounding) << where(day) << line.exercise;
    } else if (b.ever_hurt && !table && b.since_hurt > 0.0) {
      // Where it starts is no step, also for who has borne less than that since.
      EXPECT_LE(asked, std::max({start, one_step(b.since_hurt), one_step(b.most)}) + rounding) << where(day);
    }
    if (setback_ && b.most > start) {
      EXPECT_LE(asked, std::max(1.0, (1.0 - back) * b.most) + rounding) << where(day) << line.exercise;
    }
    look_at_word(line, b);
  }

  /// One short set, on a day that is neither light nor in pain.
  void look_at_try_out(const AskedDay& day, const SessionLine& line) {
    ++try_outs;
    EXPECT_EQ(line.dose.amounts.size(), 1u) << where(day) << line.exercise;
    EXPECT_FALSE(line.dose.load_kg) << where(day) << line.exercise;
    EXPECT_FALSE(setback_) << where(day) << line.exercise;
    EXPECT_TRUE(day.held_to.empty()) << where(day) << line.exercise;
  }

  void look_at_weight(const AskedDay& day, const SessionLine& line, const Borne& b) {
    ++weights;
    const double kg = *line.dose.load_kg, volume = line.dose.volume();
    ASSERT_GT(b.best_kg, 0.0) << where(day) << "a weight of which nothing was borne";
    EXPECT_LE(kg, b.best_kg + coarsest_step(line.exercise) + rounding) << where(day) << line.exercise;
    if (kg > b.best_kg + rounding) {
      ++heavier;
      if (!b.light) {
        EXPECT_LE(volume, 1.1 * b.best_volume + rounding) << where(day) << line.exercise;
      }
    }
    if (b.hurt_kg) {
      EXPECT_LT(kg, *b.hurt_kg) << where(day) << line.exercise;
      EXPECT_LE(volume, std::max(kg, (1.0 - back) * *b.hurt_volume) + rounding) << where(day);
    }
    if (setback_) {
      EXPECT_LT(kg, b.best_kg) << where(day) << line.exercise;
    }
    const bool same = std::abs(kg - b.last_kg) <= rounding;
    const double more = same ? line.dose.total() - b.last_total : kg - b.last_kg;
    ++labels;
    untrue += line.change == (std::abs(more) <= rounding ? DoseChange::held
                              : more > 0.0               ? DoseChange::heavier
                                                         : DoseChange::lighter)
                  ? 0
                  : 1;
  }

  /// "As last time" and the like are true of what was done last time, which is what a person remembers;
  /// nearly always it is what was asked.
  void look_at_word(const SessionLine& line, const Borne& before) {
    if (line.change == DoseChange::table || before.asked <= 0.0) return;
    ++labels;
    if (before.done_kg > 0.0) {
      untrue += line.change == DoseChange::lighter ? 0 : 1;
      return;
    }
    const double asked = line.dose.volume();
    const auto word = [&](double last) {
      return std::abs(asked - last) < rounding ? DoseChange::held
             : asked > last                    ? DoseChange::heavier
                                               : DoseChange::lighter;
    };
    of_done += line.change == word(before.asked) ? 0 : 1;
    untrue += line.change == word(before.done) ? 0 : 1;
  }

  [[nodiscard]] std::string where(const AskedDay& day) const {
    return life_.history.case_id + " day " + std::to_string(day.day) + " " + day.phase + " ";
  }

  const Life& life_;
  std::map<std::string, Borne> borne_;
  std::vector<const AskedDay*> pending_;
  bool setback_ = false, ran_ = false;
  std::size_t last_tolerated_lines_ = 0;
  int best_rung_ = 0, hurt_rung_ = 0, started_on_ = 0;
};

TEST(Growth, no_day_asks_more_than_a_step_and_a_rung_above_what_was_borne) {
  ASSERT_FALSE(shared_knowledge().protocols.empty());
  int lines = 0, runs = 0, light = 0, after_pain = 0, labels = 0, of_done = 0, untrue = 0;
  int try_outs = 0, weights = 0, heavier = 0;
  std::set<std::string> phases, rungs;
  for (const Life& life : shared_lives()) {
    ASSERT_NE(life.protocol, nullptr);
    Following following(life);
    following.follow();
    lines += following.lines;
    runs += following.runs;
    light += following.light_days;
    try_outs += following.try_outs;
    weights += following.weights;
    heavier += following.heavier;
    after_pain += following.after_pain;
    labels += following.labels;
    of_done += following.of_done;
    untrue += following.untrue;
    phases.merge(following.phases);
    rungs.merge(following.rungs);
    if (::testing::Test::HasFailure()) break;
  }
  const auto lives = std::ssize(shared_lives());
  std::printf(
      "%td lives: %d lines, %d runs, %d light days, %d lines after pain, %d words; %zu phases, %zu rungs\n",
      lives, lines, runs, light, after_pain, labels, phases.size(), rungs.size());
  std::printf("%d try-out sets, %d lines with a weight, %d of them one heavier\n", try_outs, weights,
              heavier);
  EXPECT_GE(try_outs, lives / 4);
  EXPECT_GE(weights, lives);
  EXPECT_GE(heavier, lives / 10);
  EXPECT_GE(lines, 40 * lives);
  EXPECT_GE(runs, 8 * lives);
  EXPECT_GE(light, lives / 4);
  EXPECT_GE(after_pain, lives / 4);
  EXPECT_GE(labels, 20 * lives);
  EXPECT_LE(of_done, labels / 20) << "most people do what they are asked";
  EXPECT_EQ(untrue, 0) << "words that are not true of what was done last time";
  EXPECT_GE(phases.size(), 5u);
  EXPECT_GE(rungs.size(), 8u);
}

}  // namespace
}  // namespace hamstring::rehab
