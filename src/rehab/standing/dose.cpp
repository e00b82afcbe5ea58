#include "rehab/standing/dose.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hamstring::rehab {
namespace {

constexpr int chain_max = 1000;  // more steps than anybody lives through

/// Whole amounts, the larger ones first: 26 on three sets is 9, 9, 8.
std::vector<double> spread(double total, int sets) {
  std::vector<double> amounts;
  for (int left = sets; left > 0; --left) {
    amounts.push_back(std::ceil(total / left));
    total -= amounts.back();
  }
  return amounts;
}

double down_to_unit(double load_kg) {
  return std::floor(load_kg / load_unit_kg + dose_rounding) * load_unit_kg;
}

/// Steps of `step` after which `from` has grown to `to`.
int steps_between(double from, double to, double step) {
  return std::max(1, static_cast<int>(std::ceil(std::log(to / from) / std::log1p(step) - dose_rounding)));
}

std::vector<double> on_sets(double total, const ContentLine& line) {
  const double needed = std::ceil(total / line.reps.max);
  return spread(total, static_cast<int>(std::clamp(needed, std::min(line.sets.min, total), line.sets.max)));
}

}  // namespace

double Dose::total() const {
  return std::accumulate(amounts.begin(), amounts.end(), 0.0);
}

double Dose::volume() const {
  return total() * load_kg.value_or(1.0);
}

Tolerance tolerance_of(std::optional<double> before, std::optional<double> worst,
                       std::optional<double> morning, double pain_limit) {
  if ((worst && *worst > pain_limit) || (morning && *morning > pain_limit)) return Tolerance::not_tolerated;
  if (before && morning && *morning - *before > morning_noise) return Tolerance::not_tolerated;
  // One point more is noise: no setback, but no proof either that it was borne.
  return before && worst && morning && *morning <= *before ? Tolerance::tolerated : Tolerance::not_known;
}

Dose first_dose(const ContentLine& line) {
  return {
      .amounts = std::vector<double>(static_cast<std::size_t>(std::max(1.0, line.sets.min)), line.reps.min),
      .load_kg = line.load_start};
}

Dose dose_of_total(const ContentLine& line, double total, std::optional<double> load_kg) {
  return {.amounts = on_sets(std::clamp(total, 1.0, line.sets.max * line.reps.max), line),
          .load_kg = load_kg};
}

std::optional<NextDose> next_dose(const Dose& base, const ContentLine& line, double step) {
  if (step <= 0.0) return std::nullopt;
  const double total = base.total();
  const double most = line.sets.max * line.reps.max;
  NextDose next{.dose = base, .steps = 1};
  if (total < most) {
    const double grown =
        std::min(std::max(std::floor(total * (1.0 + step) + dose_rounding), total + 1.0), most);
    next.steps = grown - total > 1.0 || total <= 0.0 ? 1 : steps_between(total, grown, step);
    next.dose.amounts = on_sets(grown, line);
    return next;
  }
  if (!base.load_kg || *base.load_kg <= 0.0) return std::nullopt;
  const double grown = std::max(down_to_unit(*base.load_kg * (1.0 + step)), *base.load_kg + load_unit_kg);
  next.steps = grown - *base.load_kg > load_unit_kg
                   ? 1
                   : steps_between(*base.load_kg, *base.load_kg + load_unit_kg, step);
  next.dose.load_kg = grown;
  return next;
}

Dose dose_within(const ContentLine& line, double step, double volume) {
  Dose result = first_dose(line);
  for (int i = 0; i < chain_max; ++i) {
    const std::optional<NextDose> next = next_dose(result, line, step);
    if (!next || next->dose.volume() > volume + dose_rounding) break;
    result = next->dose;
  }
  return result;
}

Dose dose_at_most(const ContentLine& line, double step, double volume, const Dose& wanted) {
  if (line.progress == ContentLine::Progress::load_step &&
      volume + dose_rounding >= first_dose(line).volume())
    return dose_within(line, step, volume);
  const double load = wanted.load_kg.value_or(1.0);
  const double total = std::max(1.0, std::floor((load > 0.0 ? volume / load : volume) + dose_rounding));
  const double sets = std::min(total, static_cast<double>(wanted.amounts.size()));
  return {.amounts = spread(total, static_cast<int>(sets)), .load_kg = wanted.load_kg};
}

}  // namespace hamstring::rehab
