#include "record/course_steps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "record/earth_distance.h"

namespace hamstring::course {
namespace {

/// Further from the middle of an activity nothing belongs to it; the longest races last six days.
constexpr double farthest_from_middle_s = 7 * 86400.0;
/// After so many places in a row that seem to jump the new ones are believed.
constexpr int believed_after = 5;

constexpr std::array<double ActivitySample::*, 14> values{&ActivitySample::latitude_deg,
                                                          &ActivitySample::longitude_deg,
                                                          &ActivitySample::altitude_m,
                                                          &ActivitySample::distance_m,
                                                          &ActivitySample::speed_m_per_s,
                                                          &ActivitySample::second_speed_m_per_s,
                                                          &ActivitySample::heart_rate_per_min,
                                                          &ActivitySample::cadence_per_min,
                                                          &ActivitySample::power_w,
                                                          &ActivitySample::vertical_oscillation_m,
                                                          &ActivitySample::contact_time_s,
                                                          &ActivitySample::contact_left_fraction,
                                                          &ActivitySample::step_length_m,
                                                          &ActivitySample::time_s};

/// Positions of a longest subsequence whose times do not fall (patience sorting).
std::vector<std::size_t> longest_rising(std::span<const ActivitySample> samples) {
  std::vector<std::size_t> ends, before(samples.size(), samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto place = std::ranges::upper_bound(ends, samples[i].time_s, {},
                                                [&](std::size_t at) { return samples[at].time_s; });
    if (place != ends.begin()) before[i] = *std::prev(place);
    if (place == ends.end())
      ends.push_back(i);
    else
      *place = i;
  }
  std::vector<std::size_t> chain;
  for (std::size_t at = ends.empty() ? samples.size() : ends.back(); at < samples.size(); at = before[at])
    chain.push_back(at);
  std::ranges::reverse(chain);
  return chain;
}

double median_time(std::span<const ActivitySample> samples) {
  std::vector<double> times;
  for (const ActivitySample& sample : samples) times.push_back(sample.time_s);
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::ranges::nth_element(times, middle);
  return *middle;
}

/// Way along places. A place that jumps (a reflection, satellites that change) makes one step that no body
/// could speed up to, and another one back: such steps count as far as the body went in the seconds before.
class WayAlongPlaces {
 public:
  /// The step that counts [m]; `is_jump`, where it is not known before: it is not the one between the places.
  double step(const ActivitySample& from, const ActivitySample& to, bool& is_jump) {
    const double time = to.time_s - from.time_s;
    double way =
        earth_distance_m({from.latitude_deg, from.longitude_deg}, {to.latitude_deg, to.longitude_deg});
    if (!is_jump && !(time <= known_step_max_s)) {
      recent_.clear();
      return way;
    }
    double before_s = 0.0, before_m = 0.0;
    for (const auto& [step_s, step_m] : recent_) {
      before_s += step_s;
      before_m += step_m;
    }
    const double speed = before_s > 0.0 ? before_m / before_s : 0.0;
    const double faster = std::min(speeding_up_m_per_s2 * time, gain_m_per_s);
    is_jump = is_jump || (before_s >= window_s && way > (speed + faster) * time + place_noise_m);
    if (is_jump) way = speed * time;
    recent_.emplace_back(time, way);
    before_s += time;
    while (before_s - recent_.front().first >= window_s) {
      before_s -= recent_.front().first;
      recent_.erase(recent_.begin());
    }
    return way;
  }

 private:
  /// Sprinters leave the blocks with less than 10 m/s², and have 5 left after the first second (our
  /// rounding). Over a longer step the mean is no more than 6 m/s above that of the seconds before it.
  static constexpr double speeding_up_m_per_s2 = 5.0, gain_m_per_s = 6.0, window_s = 3.0;
  static constexpr double place_noise_m = 3.0;  ///< from one place to the next; our assumption
  std::vector<std::pair<double, double>> recent_;
};

/// What the later of two records of one time knows stands; the earlier fills in the rest.
void join(ActivitySample& into, const ActivitySample& later) {
  for (const auto value : values)
    if (std::isfinite(later.*value)) into.*value = later.*value;
}

void take_out(double& value, bool is_possible, std::string_view what, double time_s,
              std::vector<LeftOut>& left_out) {
  if (!std::isfinite(value) || is_possible) return;
  value = not_recorded;
  note_left_out(left_out, what, time_s);
}

std::vector<double> take_out_jumps(double fastest, double start_s, std::vector<ActivitySample>& samples,
                                   std::vector<LeftOut>& left_out) {
  std::vector<double> moved_s;
  const ActivitySample* last = nullptr;
  int jumps = 0;
  for (ActivitySample& sample : samples) {
    if (sample.latitude_deg == 0.0 && sample.longitude_deg == 0.0) {
      // What many devices write before they know where they are.
      sample.latitude_deg = sample.longitude_deg = not_recorded;
      note_left_out(left_out, "places that are none (0°, 0°)", sample.time_s - start_s);
    }
    if (!sample.has_position()) continue;
    if (last != nullptr) {
      const double step = earth_distance_m({last->latitude_deg, last->longitude_deg},
                                           {sample.latitude_deg, sample.longitude_deg});
      // A place is known to some meters: a short step says nothing of speed.
      static constexpr double place_error_m = 15.0;
      if (step > fastest * (sample.time_s - last->time_s) + place_error_m && ++jumps <= believed_after) {
        sample.latitude_deg = sample.longitude_deg = not_recorded;
        note_left_out(left_out, "places that nobody could have reached in the time", sample.time_s - start_s);
        continue;
      }
    }
    if (jumps > believed_after) moved_s.push_back(sample.time_s);
    jumps = 0;
    last = &sample;
  }
  return moved_s;
}

}  // namespace

void note_left_out(std::vector<LeftOut>& left_out, std::string_view what, double time_s) {
  const auto known = std::ranges::find(left_out, what, &LeftOut::what);
  if (known != left_out.end())
    ++known->count;
  else
    left_out.push_back({.count = 1, .first_s = time_s, .what = std::string(what)});
}

double fastest_of(Sport sport) {
  // On wheels 35 m/s; for all that is not said a body on its feet is assumed.
  return sport == Sport::cycling || sport == Sport::other ? 35.0 : fastest_run_m_per_s;
}

std::vector<ActivitySample> in_order(const Activity& activity, std::vector<LeftOut>& left_out) {
  std::vector<ActivitySample> timed;
  timed.reserve(activity.samples.size());
  for (const ActivitySample& sample : activity.samples) {
    if (std::isfinite(sample.time_s))
      timed.push_back(sample);
    else
      note_left_out(left_out, "records without a time", not_recorded);
  }
  if (timed.empty()) return {};
  const double middle = median_time(timed);
  std::erase_if(timed, [&](const ActivitySample& sample) {
    if (std::abs(sample.time_s - middle) <= farthest_from_middle_s) return false;
    note_left_out(left_out, "records whose time lies days away from all others", not_recorded);
    return true;
  });
  const std::vector<std::size_t> chain = longest_rising(timed);
  std::vector<ActivitySample> ordered;
  ordered.reserve(chain.size());
  for (const std::size_t at : chain) {
    if (!ordered.empty() && ordered.back().time_s == timed[at].time_s)
      join(ordered.back(), timed[at]);
    else
      ordered.push_back(timed[at]);
  }
  for (std::size_t i = chain.size(); i < timed.size(); ++i)
    note_left_out(left_out, "records whose time runs backwards", not_recorded);
  return ordered;
}

std::vector<double> take_out_impossible(const Activity& activity, std::vector<ActivitySample>& samples,
                                        std::vector<LeftOut>& left_out) {
  if (samples.empty()) return {};
  const double fastest = fastest_of(activity.sport), start_s = samples.front().time_s;
  for (ActivitySample& s : samples) {
    const double at = s.time_s - start_s;
    take_out(s.speed_m_per_s, s.speed_m_per_s >= 0.0 && s.speed_m_per_s <= fastest, "speeds that nobody has",
             at, left_out);
    take_out(s.second_speed_m_per_s, s.second_speed_m_per_s >= 0.0 && s.second_speed_m_per_s <= fastest,
             "speeds that nobody has", at, left_out);
    take_out(s.heart_rate_per_min, s.heart_rate_per_min >= 25.0 && s.heart_rate_per_min <= 240.0,
             "heart rates that nobody has", at, left_out);
    take_out(s.cadence_per_min, s.cadence_per_min >= 0.0 && s.cadence_per_min < 255.0,
             "cadences that are none", at, left_out);
    take_out(s.altitude_m, s.altitude_m > -450.0 && s.altitude_m < 8900.0, "altitudes that are none on earth",
             at, left_out);
  }
  return take_out_jumps(fastest, start_s, samples, left_out);
}

std::vector<double> distances(const Activity& activity, const std::vector<ActivitySample>& samples,
                              const std::vector<double>& moved_s, std::vector<LeftOut>& left_out) {
  const auto has_distance = static_cast<std::size_t>(std::ranges::count_if(
      samples, [](const ActivitySample& sample) { return std::isfinite(sample.distance_m); }));
  const bool is_of_file = 2 * has_distance > samples.size();
  const double fastest = fastest_of(activity.sport);
  std::vector<double> distances(samples.size(), not_recorded);
  double total = 0.0;
  WayAlongPlaces along_places;
  const ActivitySample* last = nullptr;
  double last_rise_s = not_recorded;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const ActivitySample& sample = samples[i];
    if (is_of_file ? !std::isfinite(sample.distance_m) : !sample.has_position()) continue;
    bool is_jump = std::ranges::binary_search(moved_s, sample.time_s);
    double step = is_of_file ? (last == nullptr ? sample.distance_m : sample.distance_m - last->distance_m)
                  : last == nullptr ? 0.0
                                    : along_places.step(*last, sample, is_jump);
    if (is_jump)
      note_left_out(left_out, "steps between places that no body speeds up to",
                    sample.time_s - samples.front().time_s);
    // A device that lost its satellites catches up in one step: what counts is the time since it last
    // counted.
    const double time = last == nullptr ? not_recorded : sample.time_s - last_rise_s;
    if (step < 0.0 || (is_of_file && step > fastest * time + 20.0)) {
      note_left_out(left_out, "steps of the distance that nobody runs",
                    sample.time_s - samples.front().time_s);
      step = 0.0;
    }
    if (step > 0.0 || last == nullptr) last_rise_s = sample.time_s;
    total += step;
    distances[i] = total;
    last = &sample;
  }
  return distances;
}

}  // namespace hamstring::course
