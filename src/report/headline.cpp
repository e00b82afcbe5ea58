#include "report/headline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/units.h"
#include "report/figures.h"
#include "report/messages.h"
#include "report/muscle_summary.h"
#include "report/numbers.h"

namespace hamstring::report {

namespace {

std::string count_text(std::size_t count) {
  return counted(count, messages::one_stride, messages::strides);
}

// Arguments that every result sentence shares.
std::vector<Argument> naming(const MostStretched& most) {
  const messages::MuscleWords words = messages::words(most.muscle->muscle, most.muscle->is_lumped);
  const auto id = [&](FigureKind quantity) {
    return figure_id(most.side->side, most.muscle->muscle, quantity);
  };
  return {{"side", say(messages::word(most.side->side)).text()},
          {"plain", say(words.plain).text()},
          {"term", say(words.term).text()},
          {"peak", shown_quantity(*most.muscle, FigureKind::peak_stretch), id(FigureKind::peak_stretch)},
          {"percent", shown_quantity(*most.muscle, FigureKind::peak_stretch_place),
           id(FigureKind::peak_stretch_place)},
          {"time", shown_quantity(*most.muscle, FigureKind::peak_stretch_place),
           id(FigureKind::peak_stretch_place)}};
}

Sentence basis_sentence(const MotionReport& report) {
  if (stride_count(report) == 0) {
    const double seconds = report.time_s.empty() ? 0.0 : report.time_s.back() - report.time_s.front();
    const std::string reason =
        report.no_strides_reason.empty() ? say(messages::basis_no_reason).text() : report.no_strides_reason;
    return say(messages::basis_recording, {{"seconds", quantity(seconds, 1, "s")}, {"reason", reason}});
  }
  const std::string gait =
      say(report.gait == GaitKind::running ? messages::running : messages::walking).text();
  const SideResult* left = find_side(report, Side::left);
  const SideResult* right = find_side(report, Side::right);
  if (left == nullptr || right == nullptr) {
    const SideResult& only = left != nullptr ? *left : *right;
    return say(messages::basis_one_side, {{"gait", gait},
                                          {"strides", count_text(only.strides.complete.size())},
                                          {"side", say(messages::word(only.side)).text()}});
  }
  const std::vector<Argument> arguments{{"gait", gait},
                                        {"speed", quantity(report.speed_m_per_s, 1, "m/s")},
                                        {"left", count_text(left->strides.complete.size())},
                                        {"right", count_text(right->strides.complete.size())}};
  return say(std::isnan(report.speed_m_per_s) ? messages::basis_strides_no_speed : messages::basis_strides,
             arguments);
}

// The same muscle on the other side, and whether the difference says anything.
std::optional<Sentence> comparison(const MotionReport& report, const MostStretched& most) {
  const Side other_side = most.side->side == Side::left ? Side::right : Side::left;
  const SideResult* side = find_side(report, other_side);
  const MuscleResult* muscle = side == nullptr ? nullptr : find_muscle(*side, most.muscle->muscle);
  if (muscle == nullptr || std::isnan(shown_peak_stretch(*muscle))) return std::nullopt;
  const double difference = shown_peak_stretch(*most.muscle) - shown_peak_stretch(*muscle);
  const double error = stretch_error(*most.muscle, assumed_angle_error_deg * rad_per_deg);
  const std::vector<Argument> arguments{{"other", say(messages::word(other_side)).text()},
                                        {"peak", shown_quantity(*muscle, FigureKind::peak_stretch),
                                         figure_id(other_side, muscle->muscle, FigureKind::peak_stretch)},
                                        {"difference", number(difference * percent_per_one, 1)},
                                        {"error", number(error * percent_per_one, 1)}};
  if (std::abs(difference) * percent_per_one < 0.05) return say(messages::sides_same, arguments);
  if (std::isnan(error)) return say(messages::sides_plain, arguments);
  return say(difference < error ? messages::sides_alike : messages::sides_differ, arguments);
}

// Whether the side misses this muscle for this reason.
bool misses(const SideResult* side, const exposure::MissingMuscle& missing) {
  return side != nullptr && std::ranges::any_of(side->missing, [&](const exposure::MissingMuscle& m) {
           return m.muscle == missing.muscle && m.reason == missing.reason;
         });
}

std::string missing_words(const MotionReport& report, const exposure::MissingMuscle& missing) {
  const bool left = misses(find_side(report, Side::left), missing);
  const bool both = left && misses(find_side(report, Side::right), missing);
  const std::vector<Argument> arguments{
      {"plain", say(messages::words(missing.muscle).plain).text()},
      {"code", std::string(hamstring_code(missing.muscle))},
      {"side", say(messages::word(left ? Side::left : Side::right)).text()}};
  return say(both ? messages::missing_both : messages::missing_one, arguments).text();
}

// The hamstrings that have no figure and why, one sentence a reason.
std::vector<Sentence> missing_sentences(const MotionReport& report) {
  std::vector<std::pair<std::string, std::string>> by_reason;  // reason, muscles
  for (const SideResult& side : report.sides) {
    for (const exposure::MissingMuscle& missing : side.missing) {
      if (side.side == Side::right && misses(find_side(report, Side::left), missing)) continue;  // said
      auto known = std::ranges::find(by_reason, missing.reason, &std::pair<std::string, std::string>::first);
      if (known == by_reason.end()) known = by_reason.insert(known, {missing.reason, ""});
      if (!known->second.empty()) known->second += ", ";
      known->second += missing_words(report, missing);
    }
  }
  std::vector<Sentence> sentences;
  for (const auto& [reason, muscles] : by_reason)
    sentences.push_back(say(messages::basis_missing, {{"muscles", muscles}, {"reason", reason}}));
  return sentences;
}

// Whether any muscle has a figure at all.
bool has_peaks(const MotionReport& report) {
  return std::ranges::any_of(report.sides, [](const SideResult& side) {
    return std::ranges::any_of(side.muscles,
                               [](const MuscleResult& m) { return !std::isnan(shown_peak_stretch(m)); });
  });
}

}  // namespace

std::optional<MostStretched> most_stretched(const MotionReport& report) {
  std::optional<MostStretched> most;
  double largest = -std::numeric_limits<double>::infinity();
  for (const SideResult& side : report.sides) {
    for (const MuscleResult& muscle : side.muscles) {
      const double peak = shown_peak_stretch(muscle);
      if (!crosses_hip(muscle.muscle) || !(peak > largest)) continue;
      most = {.side = &side, .muscle = &muscle};
      largest = peak;
    }
  }
  return most;
}

Sentence result_sentence(const MotionReport& report) {
  const std::optional<MostStretched> most = most_stretched(report);
  if (!most) return say(has_peaks(report) ? messages::result_short_head : messages::result_nothing);
  std::vector<Argument> arguments = naming(*most);
  const bool beyond_upright = shown_peak_stretch(*most->muscle) > 0.0;
  if (most->muscle->strides.empty()) {
    return say(beyond_upright ? messages::result_recording : messages::result_recording_short, arguments);
  }
  const double percent = summarize(*most->muscle).peak_stretch.percent_of_cycle.mean;
  const double toe_off = summarize(most->side->strides).toe_off_percent.mean;
  arguments.push_back({"phase", std::string(phase_words(percent, toe_off))});
  arguments.push_back({"strides", count_text(most->muscle->strides.size())});
  return say(beyond_upright ? messages::result_strides : messages::result_strides_short, arguments);
}

std::vector<Sentence> supporting_sentences(const MotionReport& report) {
  std::vector<Sentence> sentences;
  const std::optional<MostStretched> most = most_stretched(report);
  if (most && most->muscle->is_lumped)
    sentences.push_back(say(messages::basis_lumped, {{"name", most->muscle->name_in_model}}));
  if (most) {
    if (std::optional<Sentence> compared = comparison(report, *most)) sentences.push_back(*compared);
    sentences.push_back(say(messages::upright_explained));
  }
  sentences.push_back(basis_sentence(report));
  for (Sentence& missing : missing_sentences(report)) sentences.push_back(std::move(missing));
  return sentences;
}

std::string_view phase_words(double percent_of_cycle, double toe_off_percent) {
  constexpr double landing = 2.0;  // within this of foot strike [% of the cycle]
  constexpr double leaving = 4.0;  // within this of toe-off
  constexpr double before = 10.0;  // this long before foot strike
  const double swing_middle = 0.5 * (toe_off_percent + 100.0);
  if (percent_of_cycle < landing || percent_of_cycle > 100.0 - landing) return messages::phase_landing.text;
  if (std::abs(percent_of_cycle - toe_off_percent) <= leaving) return messages::phase_toe_off.text;
  if (percent_of_cycle < toe_off_percent) return messages::phase_stance.text;
  if (percent_of_cycle < swing_middle) return messages::phase_early_swing.text;
  if (percent_of_cycle < 100.0 - before) return messages::phase_late_swing.text;
  return messages::phase_before_landing.text;
}

}  // namespace hamstring::report
