#include "tests/lives/truth.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace hamstring::lives {
namespace {

constexpr double clip_at = 2.5;

void collect(const toml::table& table, const std::string& path,
             std::map<std::string, Parameter, std::less<>>& numbers) {
  if (const auto value = table["value"].value<double>()) {
    const std::string kind = table["spread_kind"].value_or(std::string());
    numbers[path] = {.value = *value, .spread = table["spread"].value_or(0.0), .normal = kind == "normal"};
    return;
  }
  for (const auto& [key, item] : table) {
    const std::string below = path.empty() ? std::string(key.str()) : path + "." + std::string(key.str());
    if (const auto* inner = item.as_table()) collect(*inner, below, numbers);
    // Shares, factors and offsets stand beside each other in one line.
    if (const auto plain = item.value<double>(); plain && !item.is_boolean())
      numbers[below] = {.value = *plain, .spread = 0.0, .normal = false};
  }
}

std::string position_factor(std::string_view position) {
  return "constants.strength_factor_" + std::string(position);
}

}  // namespace

std::optional<Healing> Healing::read(const std::string& file, std::string& fault) {
  try {
    Healing healing;
    collect(toml::parse_file(file), "", healing.numbers_);
    return healing;
  } catch (const toml::parse_error& error) {
    fault = file + ": " + std::string(error.description());
    return std::nullopt;
  }
}

const Parameter& Healing::at(const std::string& path) const {
  static const Parameter none;
  const auto found = numbers_.find(path);
  return found == numbers_.end() ? none : found->second;
}

std::vector<std::string> Healing::pains(const std::string& picture) const {
  const std::string before = "pictures." + picture + ".pain.", after = ".fast";
  std::vector<std::string> result;
  for (const auto& [path, number] : numbers_) {
    if (path.starts_with(before) && path.ends_with(after))
      result.push_back(path.substr(before.size(), path.size() - before.size() - after.size()));
  }
  return result;
}

Truth::Truth(const Healing& healing, const Draw& draw)
    : healing_(healing),
      picture_(draw.picture),
      random_(draw.seed),
      scale_(draw.curve_scale),
      always_well_(draw.well) {
  const double r = healing_.value("person.correlation_time_severity");
  time_ = clipped();
  severity_ = r * time_ + std::sqrt(1.0 - r * r) * clipped();
  draw_person(draw);
  draw_parameters();
  draw_baseline();
  if (!always_well_) return;
  for (auto& [path, value] : drawn_) {
    if (path.ends_with(".fast") || path.ends_with(".slow")) value = 0.0;
    if (path == "speed_tolerance.start") value = 100.0;
  }
  prone_ = false;
  reporting_ = Reporting::as_it_is;
  side_knee_extension_ = side_strength_ = confidence_bias_ = 0.0;
}

double Truth::clipped() {
  return std::clamp(gauss(), -clip_at, clip_at);
}

void Truth::draw_person(const Draw& draw) {
  gradual_ = healing_.value("pictures." + picture_ + ".pain_at_injury.peak") <= 0.0;
  prone_ = chance(healing_.value("person.prone.share"));
  const std::string share = "person.no_responder.share_" + picture_;
  no_responder_ = chance(healing_.value(healing_.has(share) ? share : "person.no_responder.share_acute"));
  const double low = healing_.value("person.compliance.low"), high = healing_.value("person.compliance.high");
  compliance_ = std::lerp(low, high, uniform());
  if (draw.compliance) compliance_ = *draw.compliance;
  const double kind = uniform(), over = healing_.value("person.reporting.share_over");
  reporting_ = kind < over                                                    ? Reporting::over
               : kind < over + healing_.value("person.reporting.share_under") ? Reporting::under
                                                                              : Reporting::as_it_is;
  const double before = uniform();
  const double none = healing_.value("person.previous_injuries.share_0");
  previous_ = before < none ? 0 : before < none + healing_.value("person.previous_injuries.share_1") ? 1 : 2;
  if (prone_) previous_ = std::max(previous_, 1);
  age_ = draw.age.value_or(std::lerp(18.0, 45.0, uniform()));
  woman_ = chance(0.3);
  timed_ = chance(0.5);  // ours: every second runner has a watch and does as the plan says
  const double decades = std::max(0.0, (age_ - 35.0) / 10.0);
  age_factor_ = std::pow(healing_.value("person.sex_and_age.effect_per_decade_over_35"), decades);
  days_until_start_ = gradual_ ? 1.0 : std::max(1.0, std::round(draw_plain("person.days_until_start")));
}

double Truth::draw_number(const Parameter& parameter, double z) {
  const double shared = healing_.value("person.shared");
  const double noise = shared * z + std::sqrt(1.0 - shared * shared) * clipped();
  if (parameter.normal) return parameter.value + parameter.spread * noise;
  return parameter.value * std::exp(parameter.spread * noise);
}

double Truth::draw_plain(const std::string& path) {
  const Parameter& parameter = healing_.at(path);
  if (parameter.normal) return parameter.value + parameter.spread * clipped();
  return parameter.value * std::exp(parameter.spread * clipped());
}

void Truth::draw_parameters() {
  std::vector<std::string> measures = {"strength_outer", "knee_extension_deficit",
                                       "straight_leg_raise_deficit", "tenderness_length"};
  for (const std::string& activity : healing_.pains(picture_)) measures.push_back("pain." + activity);
  const auto draw = [&](const std::string& path) {
    const std::string whole = "pictures." + picture_ + "." + path;
    if (!healing_.has(whole)) return;
    const double z = path.ends_with("_days") ? time_ : path.ends_with("start") ? -severity_ : severity_;
    drawn_[path] = draw_number(healing_.at(whole), z);
  };
  for (const std::string& measure : measures) {
    for (const char* part : {".fast", ".fast_days", ".slow", ".slow_days"}) draw(measure + part);
  }
  for (const char* path :
       {"pain_at_injury.peak", "speed_tolerance.start", "speed_tolerance.full_days", "speed_tolerance.power"})
    draw(path);
  for (const char* path :
       {"speeds.walking", "speeds.brisk_walking", "speeds.jogging", "constants.pain_per_point",
        "constants.insecurity_factor", "overload.flare_pain_next_morning", "overload.flare_sets_back",
        "overload.flare_half_life", "overload.tendon_flare_half_life",
        "loading.slow_days_factor_without_training", "loading.tendon_days_factor_without_training",
        "loading.speed_full_days_factor_without_training"})
    drawn_[path] = draw_plain(path);
  for (const std::string load : {"two_leg_bridge", "single_leg_bridge", "set_to_15_repetition_maximum",
                                 "set_to_8_repetition_maximum", "nordic"})
    drawn_["loads." + load] = draw_plain("loads." + load);
  for (const char* factor :
       {"tenderness_days_factor", "knee_extension_days_factor", "knee_extension_residual",
        "knee_extension_residual_days", "strength_slow_factor", "speed_full_days_factor"})
    drawn_["prone." + std::string(factor)] = draw_plain("person.prone." + std::string(factor));
  drawn_["no_responder"] = no_responder_ ? draw_plain("person.no_responder.days_factor") : 1.0;
}

void Truth::draw_baseline() {
  other_knee_ =
      std::max(0.0, draw_plain(woman_ ? "baseline.knee_extension_women" : "baseline.knee_extension_men"));
  side_knee_extension_ = draw_plain("baseline.side_difference_knee_extension");
  side_strength_ = draw_plain("baseline.side_difference_strength");
  force_ = draw_plain("baseline.knee_flexor_force_uninjured");
  bridge_ = std::max(5.0, draw_plain("baseline.bridge_repetitions"));
  top_speed_ = draw_plain("baseline.top_speed");
  confidence_bias_ = healing_.value("measure.confidence_in_sprint") * clipped();
}

double Truth::number(const std::string& path) const {
  const auto found = drawn_.find(path);
  return found == drawn_.end() ? 0.0 : found->second;
}

double Truth::drawn(const std::string& path) const {
  return number(path);
}

void Truth::note_done(bool done) {
  ++asked_;
  done_ += done ? 1 : 0;
}

/// What was really done so far; before anything was asked, what this person is like.
double Truth::trained() const {
  constexpr double prior = 5.0;
  return (done_ + prior * compliance_) / (asked_ + prior);
}

double Truth::days(const std::string& path) const {
  const auto untrained = [&](const char* factor) { return std::lerp(number(factor), 1.0, trained()); };
  double result = number(path) * scale_ * age_factor_ * number("no_responder");
  const bool tendon = healing_.has("well." + picture_ + ".every_pain_at_most");
  if (tendon) {
    result *= untrained("loading.tendon_days_factor_without_training");
  } else if (path.ends_with("slow_days")) {
    result *= untrained("loading.slow_days_factor_without_training");
  } else if (path == "speed_tolerance.full_days") {
    result *= untrained("loading.speed_full_days_factor_without_training");
  }
  if (!prone_) return result;
  if (path.starts_with("tenderness")) return result * number("prone.tenderness_days_factor");
  if (path.starts_with("knee_extension")) return result * number("prone.knee_extension_days_factor");
  if (path == "speed_tolerance.full_days") return result * number("prone.speed_full_days_factor");
  return result;
}

double Truth::healed_days(double day) const {
  return std::max(0.0, day - set_back_);
}

double Truth::deficit(double day, const std::string& path) const {
  const double t = healed_days(day);
  double total = number(path + ".fast") * std::exp(-t / days(path + ".fast_days"));
  const double slow = number(path + ".slow");
  if (slow > 0.0) {
    const double more = prone_ && path.starts_with("strength") ? number("prone.strength_slow_factor") : 1.0;
    total += more * slow * std::exp(-t / days(path + ".slow_days"));
  }
  return total;
}

double Truth::strength_ratio(double day, std::string_view position) const {
  const double factor = healing_.value(position_factor(position));
  return std::clamp(1.0 - factor * deficit(day, "strength_outer") + side_strength_, 0.05, 1.10);
}

double Truth::load_tolerance(double day, std::string_view position) const {
  return 100.0 * std::clamp(strength_ratio(day, position) - side_strength_, 0.05, 1.0);
}

double Truth::knee_extension_deficit(double day) const {
  double total = deficit(day, "knee_extension_deficit");
  if (prone_)
    total += number("prone.knee_extension_residual") *
             std::exp(-healed_days(day) / number("prone.knee_extension_residual_days"));
  return total;
}

double Truth::straight_leg_raise_deficit(double day) const {
  return deficit(day, "straight_leg_raise_deficit");
}

double Truth::tenderness(double day) const {
  const double length = deficit(day, "tenderness_length");
  return length < healing_.value("constants.tenderness_floor") ? 0.0 : length;
}

double Truth::pain(double day, const std::string& activity) const {
  const double value = deficit(day, "pain." + activity) + flare_;
  return value < healing_.value("constants.pain_floor") ? 0.0 : std::min(10.0, value);
}

double Truth::speed_tolerance(double day) const {
  if (always_well_) return 100.0;
  const double start = std::min(95.0, number("speed_tolerance.start"));
  const double share = healed_days(day) / full_days();
  return std::min(100.0, start + (100.0 - start) * std::pow(share, number("speed_tolerance.power")));
}

double Truth::insecurity(double day) const {
  if (gradual_ || always_well_) return 0.0;
  const double end = number("constants.insecurity_factor") * full_days();
  return 100.0 *
         std::max(0.0, 1.0 - std::pow(healed_days(day) / end, healing_.value("constants.insecurity_power")));
}

double Truth::running_pain(double day, double speed) const {
  const double above = std::max(0.0, speed - speed_tolerance(day));
  return std::clamp(number("constants.pain_per_point") * above + flare_, 0.0, 10.0);
}

double Truth::loading_pain(double day, double load, std::string_view position) const {
  const double borne = load_tolerance(day, position);
  const double base =
      pain(day, "single_leg_bridge") * std::min(load, borne) / healing_.value("loads.single_leg_bridge");
  return std::clamp(base + number("constants.pain_per_point") * std::max(0.0, load - borne), 0.0, 10.0);
}

bool Truth::well(double day) const {
  const auto limit = [&](const std::string& name) {
    const std::string own = "well." + picture_ + "." + name;
    return healing_.value(healing_.has(own) ? own : "well." + name);
  };
  if (speed_tolerance(day) < limit("speed_tolerance_at_least")) return false;
  // Lifelong differences between the sides are no remains of an injury.
  if (strength_ratio(day, "outer") - side_strength_ < limit("strength_ratio_outer_at_least")) return false;
  if (knee_extension_deficit(day) > limit("knee_extension_deficit_at_most")) return false;
  if (straight_leg_raise_deficit(day) > limit("straight_leg_raise_deficit_at_most")) return false;
  if (tenderness(day) > limit("tenderness_length_at_most")) return false;
  return std::ranges::all_of(healing_.pains(picture_), [&](const std::string& activity) {
    return pain(day, activity) <= limit("every_pain_at_most");
  });
}

bool Truth::train(double day, double speed, double load, std::string_view position) {
  const double borne = load_tolerance(day, position);
  const double e = std::max(speed - speed_tolerance(day), load - borne);
  if (e < healing_.value("overload.quiet_below")) return false;
  tomorrow_ += number("overload.flare_pain_next_morning") * e;
  set_back_ += number("overload.flare_sets_back") * e;
  const double from = healing_.value("overload.flare_below");
  return e >= from &&
         chance(healing_.value("overload.reinjury_per_session_from_15") * std::pow(2.0, (e - from) / 10.0));
}

void Truth::sleep() {
  const bool tendon = healing_.has("well." + picture_ + ".every_pain_at_most");
  const double half = number(tendon ? "overload.tendon_flare_half_life" : "overload.flare_half_life");
  flare_ = std::min(10.0, flare_ * std::pow(0.5, 1.0 / half) + std::exchange(tomorrow_, 0.0));
}

double Truth::said(double true_pain) {
  if (always_well_) return true_pain;
  double value = true_pain;
  const std::string kind = reporting_ == Reporting::over ? "over" : "under";
  if (reporting_ != Reporting::as_it_is) {
    value *= healing_.value("person.reporting." + kind + ".factor");
    if (true_pain > 0.0 || (reporting_ == Reporting::over && chance(0.2)))
      value += healing_.value("person.reporting." + kind + ".offset");
  }
  value = std::round(std::max(0.0, value));
  const double u = uniform(), less = healing_.value("person.reporting.noise.minus_one");
  if (u < less && true_pain > 0.0) value -= 1.0;
  if (u > 1.0 - healing_.value("person.reporting.noise.plus_one")) value += 1.0;
  return std::clamp(value, 0.0, 10.0);
}

double Truth::measured_tenderness(double day) {
  const double truth = tenderness(day);
  if (always_well_) return truth;
  if (reporting_ == Reporting::under && truth < 2.0) return 0.0;
  if (truth <= 0.0) return chance(0.95) ? 0.0 : 1.0;
  const double found = truth + healing_.value("measure.tenderness_length") * gauss();
  return std::max(0.0, std::round(2.0 * found) / 2.0);
}

std::vector<double> Truth::with_error(double truth, double sd, int repeats) {
  if (always_well_) return std::vector<double>(static_cast<std::size_t>(repeats), truth);
  const double share = healing_.value("measure.within_session_share");
  const double together = sd * std::sqrt(share) * gauss();
  std::vector<double> result;
  for (int i = 0; i < repeats; ++i)
    result.push_back(truth + together + sd * std::sqrt(1.0 - share) * gauss());
  return result;
}

Truth::Legs Truth::measured_knee_extension(double day, int repeats) {
  const double sd = healing_.value("measure.knee_extension_self");
  const double injured = other_knee_ + side_knee_extension_ + knee_extension_deficit(day);
  return {with_error(injured, sd, repeats), with_error(other_knee_, sd, repeats)};
}

Truth::Legs Truth::measured_strength(double day, std::string_view position, int repeats) {
  const double sd = healing_.value("measure.strength_clinic") * force_;
  return {with_error(force_ * strength_ratio(day, position), sd, repeats), with_error(force_, sd, repeats)};
}

Truth::Legs Truth::measured_hips(int repeats) {
  constexpr double angle = 12.0, sd = 3.0;  // about the middle of healthy people, and the tests' own error
  return {with_error(angle, sd, repeats), with_error(angle, sd, repeats)};
}

Truth::Legs Truth::bridge_count(double day) {
  const double sd = healing_.value("measure.bridge_repetitions");
  const double share = pain(day, "single_leg_bridge") < 4.0 ? strength_ratio(day, "inner") : 0.0;
  const auto count = [&](double truth) {
    return std::vector<double>{std::max(0.0, std::round(truth + sd * gauss()))};
  };
  return {count(share * bridge_), count(bridge_)};
}

double Truth::said_confidence(double day) {
  const double tolerance = speed_tolerance(day) / 100.0;
  return std::round(std::clamp(10.0 * tolerance * tolerance + confidence_bias_, 0.0, 10.0));
}

double Truth::run_speed(double from, double to) {
  const double middle = 0.5 * (from + to);
  const double felt =
      healing_.value(middle < 70.0 ? "measure.speed_felt_below_70" : "measure.speed_felt_from_70");
  const double sd = timed_ ? middle * healing_.value("measure.speed_timed") : felt;
  return std::clamp(middle + sd * gauss(), 0.0, 100.0);
}

}  // namespace hamstring::lives
