#include "rehab/standing/weight.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <vector>

#include "rehab/standing/growth.h"

namespace hamstring::rehab {
namespace {

/// One session of the exercise; `kg` is 0 for the body's weight.
struct Lift {
  Day day{};
  double kg = 0.0, total = 0.0;
  double most_in_set = 0.0;
  std::optional<double> left;
  Tolerance tolerance = Tolerance::not_known;
  bool may_grow = false;
};

Lift lift_of(const SessionRecord& session, const DoneLine& done, const Protocol& protocol, double limit) {
  const Dose dose = done_dose(done, Dose{});
  Lift lift{
      .day = session.day,
      .kg = done.load_kg.value_or(0.0),
      .total = dose.total(),
      .most_in_set = dose.amounts.empty() ? 0.0 : dose.amounts.front(),
      .left = done.reps_left,
      .tolerance = session.tolerance,
      .may_grow = !session.no_progress && session.before && *session.before <= protocol.progress_before_max};
  // The exercise's own pain decides within its session, and never better than the session was.
  const Tolerance own =
      tolerance_of(session.before, done.worst.or_else(session.worst), session.morning, limit);
  if (lift.tolerance != own) lift.tolerance = Tolerance::not_known;
  return lift;
}

/// Of the present episode, in the order in which they were done.
std::vector<Lift> lifts_of(const State& state, const std::string& exercise) {
  std::vector<Lift> lifts;
  const double limit = pain_limit_of(settings_of(state.ledger), *state.protocol);
  for (const SessionRecord& session : state.ledger.sessions) {
    if (session.body == nullptr || session.day < state.onset_or(Day{})) continue;
    for (const DoneLine& done : session.body->lines) {
      if (done.exercise == exercise && done.sets > 0)
        lifts.push_back(lift_of(session, done, *state.protocol, limit));
    }
  }
  return lifts;
}

/// Kilograms, then repetitions.
struct Level {
  double kg = 0.0, total = 0.0;
  WeightWhy why = WeightWhy::as_borne;
  [[nodiscard]] auto rank() const { return std::tuple(kg, total); }
};

/// What may be asked of one line of one exercise.
class Weighing {
 public:
  Weighing(const State& state, const LoadsPolicy& policy, const ContentLine& line, double step,
           std::vector<Lift> lifts)
      : state_(state),
        policy_(policy),
        line_(line),
        step_(step),
        least_(std::max(1.0, line.sets.min) * line.reps.min),
        most_(std::max(1.0, line.sets.max) * line.reps.max),
        share_(step_of(state)),
        lifts_(std::move(lifts)) {
    for (const Lift& lift : lifts_) remember(lift);
  }

  [[nodiscard]] std::optional<WeightAsked> asked(const WeightDay& day) const {
    std::optional<Level> best = best_level(day);
    if (!best) return day.spares || day.no_more || !may_try_out() ? std::nullopt : std::optional(try_out());
    if (day.spares || long_ago(day.today)) {
      const double kg = lighter(best->kg);
      if (kg <= 0.0) return std::nullopt;
      best = within(Level{.kg = kg, .total = least_, .why = WeightWhy::lighter});
    }
    return WeightAsked{.why = best->why, .kg = best->kg, .total = best->total, .at_most_kg = {}};
  }

 private:
  /// What hurt lowers what may be asked, what was borne raises it again.
  void remember(const Lift& lift) {
    if (lift.kg <= 0.0) return;
    const Dose dose{.amounts = {lift.total}, .load_kg = lift.kg};
    if (lift.tolerance == Tolerance::not_tolerated) {
      at_most_kg_ = std::min(at_most_kg_.value_or(lift.kg), lighter(lift.kg));
      const double less = (1.0 - state_.protocol->dose_back) * dose.volume();
      at_most_volume_ = std::min(at_most_volume_.value_or(less), less);
    }
    if (lift.tolerance != Tolerance::tolerated || !at_most_kg_) return;
    at_most_kg_ = std::max(*at_most_kg_, lift.may_grow ? lift.kg + step_ : lift.kg);
    at_most_volume_ =
        std::max(*at_most_volume_, lift.may_grow ? volume_one_step_up(dose, share_) : dose.volume());
  }

  /// Less by `dose_back`, in whole steps of what there is. Never falls as `kg` rises.
  [[nodiscard]] double lighter(double kg) const {
    return std::floor((1.0 - state_.protocol->dose_back) * kg / step_ + dose_rounding) * step_;
  }

  [[nodiscard]] bool borne(const Lift& lift) const {
    if (lift.kg <= 0.0 || lift.total <= 0.0 || lift.tolerance != Tolerance::tolerated) return false;
    return !state_.counts_from || lift.day >= *state_.counts_from;
  }

  /// The whole line was done with it, or the set of it left enough undone.
  [[nodiscard]] bool works(const Lift& lift) const {
    if (lift.total >= least_) return true;
    return lift.left && lift.most_in_set + *lift.left - policy_.leave >= line_.reps.min;
  }

  [[nodiscard]] double total_of(const Lift& lift) const { return std::clamp(lift.total, least_, most_); }

  /// Days on which at least so much was borne on a day on which something may grow.
  template <class Fits>
  [[nodiscard]] int days_with(double kg, double total, Fits fits) const {
    std::set<Day> days;
    for (const Lift& lift : lifts_) {
      if (borne(lift) && lift.may_grow && lift.kg >= kg && lift.total >= total && fits(lift))
        days.insert(lift.day);
    }
    return static_cast<int>(days.size());
  }

  /// One more weight, with as many fewer repetitions as the step of volume asks for; nothing where the line
  /// has no so few.
  [[nodiscard]] std::optional<Level> one_weight_up(double kg, double total) const {
    const double fewer =
        std::min(most_, std::floor(kg * total * (1.0 + share_) / (kg + step_) + dose_rounding));
    if (fewer < least_) return std::nullopt;
    return Level{.kg = kg + step_, .total = fewer, .why = WeightWhy::heavier};
  }

  void add_grown(const Lift& lift, std::vector<Level>& levels) const {
    if (share_ <= 0.0) return;
    const double total = total_of(lift);
    const auto spared = [&](const Lift& l) { return l.left && *l.left >= policy_.leave; };
    const auto not_the_last = [](const Lift& l) { return !l.left || *l.left >= 1.0; };
    const int needed = state_.protocol->tolerated_sessions;
    const bool top = total >= most_ && days_with(lift.kg, total, not_the_last) >= needed;
    if (top || days_with(lift.kg, total, spared) >= needed) {
      if (const auto up = one_weight_up(lift.kg, total)) levels.push_back(*up);
    }
    if (total >= most_) return;
    const double grown =
        std::min(most_, std::max(std::floor(total * (1.0 + share_) + dose_rounding), total + 1.0));
    const int steps = grown - total > 1.0
                          ? 1
                          : std::max(1, static_cast<int>(std::ceil(
                                            std::log(grown / total) / std::log1p(share_) - dose_rounding)));
    if (days_with(lift.kg, total, not_the_last) >= needed * steps)
      levels.push_back({.kg = lift.kg, .total = grown, .why = WeightWhy::more});
  }

  [[nodiscard]] std::vector<Level> levels(bool growing) const {
    std::vector<Level> levels;
    for (const Lift& lift : lifts_) {
      if (!borne(lift)) continue;
      if (!works(lift)) {
        const double kg = lighter(lift.kg);
        if (kg > 0.0) levels.push_back({.kg = kg, .total = least_, .why = WeightWhy::first});
        continue;
      }
      levels.push_back({.kg = lift.kg,
                        .total = total_of(lift),
                        .why = lift.total < least_ ? WeightWhy::first : WeightWhy::as_borne});
      if (!growing) continue;
      if (lift.may_grow && lift.left && *lift.left >= policy_.light && share_ > 0.0)
        levels.push_back({.kg = lift.kg + step_, .total = least_, .why = WeightWhy::heavier});
      add_grown(lift, levels);
    }
    return levels;
  }

  [[nodiscard]] Level within(Level level) const {
    if (at_most_kg_ && level.kg > *at_most_kg_ + dose_rounding)
      level = {.kg = *at_most_kg_, .total = least_, .why = WeightWhy::lighter};
    if (at_most_volume_ && level.kg > 0.0 && level.kg * level.total > *at_most_volume_)
      level.total = std::max(1.0, std::floor(*at_most_volume_ / level.kg + dose_rounding));
    return level;
  }

  [[nodiscard]] std::optional<Level> best_level(const WeightDay& day) const {
    std::optional<Level> best;
    const bool growing = !day.no_more && !day.spares && !long_ago(day.today);
    for (const Level& level : levels(growing)) {
      const Level allowed = day.no_more ? held(within(level)) : within(level);
      if (allowed.kg > 0.0 && (!best || allowed.rank() > best->rank())) best = allowed;
    }
    return best;
  }

  [[nodiscard]] const Lift* last_with_weight() const {
    const auto last = std::find_if(lifts_.rbegin(), lifts_.rend(), [](const Lift& l) { return l.kg > 0.0; });
    return last == lifts_.rend() ? nullptr : &*last;
  }

  /// No heavier than last time; who bore more kilograms with as many repetitions bore these too.
  [[nodiscard]] Level held(Level level) const {
    const Lift* last = last_with_weight();
    if (last == nullptr || level.kg < last->kg - dose_rounding) return level;
    if (level.kg > last->kg + dose_rounding) {
      level.kg = last->kg;
      level.why = WeightWhy::as_borne;
    }
    if (last->total > 0.0) level.total = std::min(level.total, last->total);
    return within(level);
  }

  [[nodiscard]] bool long_ago(Day today) const {
    return !lifts_.empty() && days_between(lifts_.back().day, today) >= policy_.layoff_days;
  }

  /// Borne without a weight first; offered again now and then to who passed it over.
  [[nodiscard]] bool may_try_out() const {
    if (at_most_kg_ && *at_most_kg_ <= 0.0) return false;
    // After one that was not borne it takes as many as after one that was passed over.
    int without = 0, needed = policy_.before;
    std::set<Day> borne_without;
    for (const Lift& lift : lifts_) {
      if (lift.kg > 0.0) {
        without = 0;
        needed = policy_.again_every;
        continue;
      }
      ++without;
      if (lift.tolerance == Tolerance::tolerated) borne_without.insert(lift.day);
    }
    return std::ssize(borne_without) >= policy_.before && without >= needed &&
           (without - needed) % policy_.again_every == 0;
  }

  [[nodiscard]] WeightAsked try_out() const {
    return {.why = WeightWhy::try_out, .kg = 0.0, .total = line_.reps.min, .at_most_kg = at_most_kg_};
  }

  const State& state_;
  const LoadsPolicy& policy_;
  const ContentLine& line_;
  double step_, least_, most_, share_;
  std::vector<Lift> lifts_;
  std::optional<double> at_most_kg_, at_most_volume_;
};

std::optional<double> own_step(const LoadsPolicy::Kit& kit, const Settings& settings) {
  using Own = LoadsPolicy::OwnStep;
  switch (kit.own) {
    case Own::dumbbell:
      return settings.dumbbell_step;
    case Own::plate:
      return settings.smallest_plate;
    case Own::machine:
      return settings.machine_step;
    case Own::none:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> weight_step(const LoadsPolicy& policy, const Exercise& exercise,
                                  const Settings& settings) {
  std::optional<double> finest;
  if (!exercise.loadable) return finest;
  for (const LoadsPolicy::Kit& kit : policy.kits) {
    if (std::ranges::find(exercise.loads, kit.id) == exercise.loads.end() ||
        std::ranges::find(settings.equipment, kit.id) == settings.equipment.end())
      continue;
    const auto own = own_step(kit, settings);
    const double step = own ? kit.times * *own : kit.step_kg;
    finest = std::min(finest.value_or(step), step);
  }
  return finest;
}

std::optional<WeightAsked> weight_asked(const State& state, const LoadsPolicy& policy,
                                        const ContentLine& line, const Exercise& exercise,
                                        const WeightDay& day) {
  if (state.protocol == nullptr || line.progress != ContentLine::Progress::load_step) return std::nullopt;
  const auto step = weight_step(policy, exercise, settings_of(state.ledger));
  if (!step) return std::nullopt;
  return Weighing(state, policy, line, *step, lifts_of(state, exercise.id)).asked(day);
}

DoseChange change_of_weight(const State& state, const Exercise& exercise, const Dose& now) {
  const std::vector<Lift> lifts = lifts_of(state, exercise.id);
  const auto last = std::find_if(lifts.rbegin(), lifts.rend(), [](const Lift& l) { return l.kg > 0.0; });
  if (last == lifts.rend() || !now.load_kg) return DoseChange::first;
  const double kilograms = *now.load_kg - last->kg, repetitions = now.total() - last->total;
  const double more = std::abs(kilograms) > dose_rounding ? kilograms : repetitions;
  if (std::abs(more) <= dose_rounding) return DoseChange::held;
  return more > 0.0 ? DoseChange::heavier : DoseChange::lighter;
}

bool had_weight(const State& state, const std::string& exercise) {
  const std::vector<Lift> lifts = lifts_of(state, exercise);
  return !lifts.empty() && lifts.back().kg > 0.0;
}

}  // namespace hamstring::rehab
