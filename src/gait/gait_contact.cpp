#include "gait/gait_contact.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hamstring {
namespace {

constexpr double not_known = Contact::not_known;

// Speeds of heel or toe over the surface at the instants that force plates show, fitted over all recordings
// at once (docs/signal.md has the table and what happens to a recording that is left out of the fit).
double strike_speed(GaitKind kind, double speed_m_per_s) {
  return kind == GaitKind::running ? 0.80 * std::sqrt(speed_m_per_s) : 0.12 + 0.22 * speed_m_per_s;
}
double toe_off_speed(GaitKind kind, double speed_m_per_s) {
  return kind == GaitKind::running ? 0.36 * speed_m_per_s : 0.45 + 0.45 * speed_m_per_s;
}
constexpr double strike_height_m =
    0.012;  // above the lowest point of the contact; shoes and heel pads give way
constexpr double height_correction_s = 0.02;  // at most, half of what the height says

constexpr double passing_window = 0.15;    // of a step, around the passing: the foot stands
constexpr double flat_from = 0.25;         // of the contact: no foot is flat earlier, no forefoot striker's …
constexpr double flat_to = 0.65;           // … or later
constexpr double standing_to = 0.60;       // after that the joint of the toes begins to lift
constexpr double treadmill_m_per_s = 0.5;  // slower than this a surface is a floor
constexpr double level_slope = 0.02;       // less cannot be told from a foot that is not quite at rest
constexpr double level_window_s = 0.2;
constexpr double cut_search_s = 0.05;      // how far beyond the recording a speed is followed by its slope …
constexpr double cut_tolerance_s = 0.025;  // … and how far a strike may lie there and still count as its end

enum class Direction { rising, falling };

/// A signal over a range of samples.
struct Signal {
  const std::vector<double>& time_s;
  std::ptrdiff_t first = 0;
  std::vector<double> values;

  [[nodiscard]] std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(values.size()); }
  [[nodiscard]] double operator[](std::ptrdiff_t k) const { return values[static_cast<std::size_t>(k)]; }
  [[nodiscard]] double time(std::ptrdiff_t k) const { return time_s[static_cast<std::size_t>(first + k)]; }

  /// When the signal crosses `level` between samples k and k+1, if it does.
  [[nodiscard]] double crossing(std::ptrdiff_t k, double level, Direction direction) const {
    const double a = (*this)[k] - level;
    const double b = (*this)[k + 1] - level;
    const bool crosses = direction == Direction::falling ? (a > 0.0 && b <= 0.0) : (a <= 0.0 && b > 0.0);
    return crosses ? time(k) + a / (a - b) * (time(k + 1) - time(k)) : not_known;
  }
};

double interpolate(const std::vector<double>& t, const std::vector<double>& y, double at) {
  const auto upper = std::upper_bound(t.begin(), t.end(), at);
  if (upper == t.begin()) return y.front();
  if (upper == t.end()) return y.back();
  const auto k = static_cast<std::size_t>(upper - t.begin());
  return y[k - 1] + (at - t[k - 1]) / (t[k] - t[k - 1]) * (y[k] - y[k - 1]);
}

SurfaceVelocity constant_surface(double forward, double upward) {
  return {.time_s = {0.0}, .forward_m_per_s = {forward}, .upward_m_per_s = {upward}};
}

/// Speed of a point over the surface within a range of samples.
Signal speed_over(const SurfaceVelocity& surface, const PointTrack& point, const std::vector<double>& time_s,
                  ClosedSampleRange range) {
  Signal speed{.time_s = time_s, .first = range.first, .values = {}};
  for (std::ptrdiff_t i = range.first; i <= range.last; ++i) {
    const auto k = static_cast<std::size_t>(i);
    speed.values.push_back(
        std::hypot(point.forward_m_per_s[k] - interpolate(surface.time_s, surface.forward_m_per_s, time_s[k]),
                   point.upward_m_per_s[k] - interpolate(surface.time_s, surface.upward_m_per_s, time_s[k])));
  }
  return speed;
}

/// Where the recording ends just before the point comes to rest, or begins just after: when it does by its
/// last (first) slope, if that is near. Recordings are often cut from strike to strike.
double comes_to_rest_outside(const Signal& speed, double limit) {
  const std::ptrdiff_t n = speed.size();
  if (n < 2) return not_known;
  const bool at_end =
      speed.first + n == static_cast<std::ptrdiff_t>(speed.time_s.size()) && speed[n - 1] > limit;
  const bool at_start = speed.first == 0 && speed[0] <= limit;
  if (!at_end && !at_start) return not_known;
  const std::ptrdiff_t k = at_end ? n - 2 : 0;
  const double slope = (speed[k + 1] - speed[k]) / (speed.time(k + 1) - speed.time(k));
  const double edge = at_end ? speed[n - 1] : speed[0];
  const double ahead = (limit - edge) / slope;
  if (!(slope < 0.0) || !(std::abs(ahead) < cut_search_s)) return not_known;
  return (at_end ? speed.time(n - 1) : speed.time(0)) + ahead;
}

std::ptrdiff_t last_sample_above(const Signal& speed, double level) {
  std::ptrdiff_t k = speed.size() - 1;
  while (k >= 0 && !(speed[k] > level)) --k;
  return k;
}

/// When a point comes to rest: the first fall below `limit` after it last was as fast as in swing.
double comes_to_rest(const Signal& speed, double limit, double swing) {
  for (std::ptrdiff_t k = std::max<std::ptrdiff_t>(0, last_sample_above(speed, swing)); k + 1 < speed.size();
       ++k) {
    const double at = speed.crossing(k, limit, Direction::falling);
    if (std::isfinite(at)) return at;
  }
  return comes_to_rest_outside(speed, limit);
}

/// Whether the recording begins with the point at rest.
bool begins_at_rest(const Signal& speed, double limit, double swing) {
  return speed.first == 0 && speed.size() > 0 && speed[0] <= limit && last_sample_above(speed, swing) < 0;
}

/// When a point leaves: the last rise above `limit` before it first is as fast as in swing.
double leaves(const Signal& speed, double limit, double swing) {
  std::ptrdiff_t end = 0;
  while (end + 1 < speed.size() && !(speed[end] > swing)) ++end;
  for (std::ptrdiff_t k = end - 1; k >= 0; --k) {
    const double at = speed.crossing(k, limit, Direction::rising);
    if (std::isfinite(at)) return at;
  }
  return not_known;
}

double earlier(double a, double b) {
  return std::isfinite(a) && std::isfinite(b) ? std::min(a, b) : std::isfinite(a) ? a : b;
}

/// Whichever of heel and toe comes to rest first, so that heel and forefoot strikers are served alike.
double find_strike(const GaitTracks& tracks, const Step& step, const SurfaceVelocity& surface, double limit,
                   double body_speed) {
  const FootTrack& foot = tracks.foot(step.side);
  const ClosedSampleRange range = samples_within(tracks.time_s, step.from_s, step.passing_s);
  const double swing = std::max(body_speed, 1.3 * limit);
  const Signal heel = speed_over(surface, foot.heel, tracks.time_s, range);
  const Signal toe = speed_over(surface, foot.toe, tracks.time_s, range);
  if (begins_at_rest(heel, limit, swing) || begins_at_rest(toe, limit, swing)) {
    return earlier(comes_to_rest_outside(heel, limit), comes_to_rest_outside(toe, limit));
  }
  return earlier(comes_to_rest(heel, limit, swing), comes_to_rest(toe, limit, swing));
}

double find_toe_off(const GaitTracks& tracks, const Step& step, const SurfaceVelocity& surface, double limit,
                    double body_speed) {
  const ClosedSampleRange range = samples_within(tracks.time_s, step.passing_s, step.to_s);
  const double swing = std::max(1.2 * body_speed, 1.3 * limit);
  return leaves(speed_over(surface, tracks.foot(step.side).toe, tracks.time_s, range), limit, swing);
}

double mean_body_speed(const GaitTracks& tracks, const Step& step, const SurfaceVelocity& surface) {
  const ClosedSampleRange range = samples_within(tracks.time_s, step.from_s, step.to_s);
  double sum = 0.0;
  int count = 0;
  for (std::ptrdiff_t i = range.first; i <= range.last; ++i) {
    const auto k = static_cast<std::size_t>(i);
    const double v = tracks.pelvis_forward_m_per_s[k] -
                     interpolate(surface.time_s, surface.forward_m_per_s, tracks.time_s[k]);
    if (!std::isfinite(v)) continue;
    sum += v;
    ++count;
  }
  return count > 0 ? sum / count : not_known;
}

double median_within(const std::vector<double>& values, ClosedSampleRange range) {
  std::vector<double> chosen;
  for (std::ptrdiff_t i = range.first; i <= range.last; ++i)
    chosen.push_back(values[static_cast<std::size_t>(i)]);
  return median_of(std::move(chosen));
}

/// The sample at which the foot turns least, heel and toe moving alike: it lies flat. -1 where none is known.
std::ptrdiff_t flattest_sample(const FootTrack& foot, ClosedSampleRange range) {
  std::ptrdiff_t best = -1;
  double least = std::numeric_limits<double>::infinity();
  for (std::ptrdiff_t i = range.first; i <= range.last; ++i) {
    const auto k = static_cast<std::size_t>(i);
    const double turning = std::hypot(foot.heel.forward_m_per_s[k] - foot.toe.forward_m_per_s[k],
                                      foot.heel.upward_m_per_s[k] - foot.toe.upward_m_per_s[k]);
    if (turning < least) {
      least = turning;
      best = i;
    }
  }
  return best;
}

/// While the foot stands: the velocity of the heel until the foot is flat if the toe is still up, else of the
/// toe.
SurfaceVelocity standing_velocity(const GaitTracks& tracks, const FootTrack& foot, std::size_t flat,
                                  ClosedSampleRange range) {
  SurfaceVelocity standing;
  const double flat_pitch = foot.toe.height_m[flat] - foot.heel.height_m[flat];
  for (std::ptrdiff_t i = range.first; i <= range.last; ++i) {
    const auto k = static_cast<std::size_t>(i);
    const bool on_heel = k < flat && foot.toe.height_m[k] - foot.heel.height_m[k] > flat_pitch;
    const PointTrack& point = on_heel ? foot.heel : foot.toe;
    if (!std::isfinite(point.forward_m_per_s[k]) || !std::isfinite(point.upward_m_per_s[k])) continue;
    standing.time_s.push_back(tracks.time_s[k]);
    standing.forward_m_per_s.push_back(point.forward_m_per_s[k]);
    standing.upward_m_per_s.push_back(point.upward_m_per_s[k]);
  }
  return standing;
}

void look_at_flat_foot(const GaitTracks& tracks, Contact& contact) {
  const FootTrack& foot = tracks.foot(contact.step.side);
  const double start = contact.rough_strike_s;
  const double length = contact.rough_toe_off_s - start;
  if (!std::isfinite(length)) return;
  const std::ptrdiff_t sample = flattest_sample(
      foot, samples_within(tracks.time_s, start + flat_from * length, start + flat_to * length));
  if (sample < 0) return;
  const auto flat = static_cast<std::size_t>(sample);
  contact.flat_forward_m_per_s = 0.5 * (foot.heel.forward_m_per_s[flat] + foot.toe.forward_m_per_s[flat]);
  contact.flat_upward_m_per_s = 0.5 * (foot.heel.upward_m_per_s[flat] + foot.toe.upward_m_per_s[flat]);
  contact.standing = standing_velocity(
      tracks, foot, flat,
      samples_within(tracks.time_s, start + flat_from * length, start + standing_to * length));
}

/// Slope of a treadmill's belt, rise over run; zero on a floor, where the frame does not move.
double belt_slope(const GaitTracks& tracks, const std::vector<Contact>& contacts) {
  std::vector<double> forward;
  std::vector<double> upward;
  for (const Contact& contact : contacts) {
    forward.push_back(contact.flat_forward_m_per_s);
    upward.push_back(contact.flat_upward_m_per_s);
  }
  const double belt = median_of(std::move(forward));
  if (tracks.pelvis_keeps_height || !(std::abs(belt) > treadmill_m_per_s)) return 0.0;
  const double slope = median_of(std::move(upward)) / belt;
  return std::abs(slope) > level_slope ? slope : 0.0;
}

struct Surfaces {
  SurfaceVelocity before;  ///< until the foot is flat
  SurfaceVelocity after;   ///< from then on
};

/// The surface as the contacts around number i show it.
Surfaces surfaces_at(const GaitTracks& tracks, const std::vector<Contact>& contacts, std::size_t i,
                     double slope) {
  std::vector<double> near;
  for (std::size_t k = i > 0 ? i - 1 : 0; k <= std::min(i + 1, contacts.size() - 1); ++k) {
    near.push_back(contacts[k].flat_forward_m_per_s);
  }
  double forward = median_of(std::move(near));
  if (!std::isfinite(forward)) forward = contacts[i].flat_forward_m_per_s;
  Surfaces surfaces{.before = constant_surface(forward, slope * forward),
                    .after = constant_surface(forward, slope * forward)};
  if (!tracks.pelvis_keeps_place && !tracks.pelvis_keeps_height) return surfaces;

  // The pelvis' own velocity is seen from the foot that stands, before and after the flight or the change of
  // foot.
  SurfaceVelocity moving;
  for (std::size_t k = i > 0 ? i - 1 : 0; k <= i; ++k) {
    const SurfaceVelocity& seen = contacts[k].standing;
    moving.time_s.insert(moving.time_s.end(), seen.time_s.begin(), seen.time_s.end());
    moving.forward_m_per_s.insert(moving.forward_m_per_s.end(), seen.forward_m_per_s.begin(),
                                  seen.forward_m_per_s.end());
    moving.upward_m_per_s.insert(moving.upward_m_per_s.end(), seen.upward_m_per_s.begin(),
                                 seen.upward_m_per_s.end());
  }
  if (moving.time_s.empty()) return surfaces;
  const std::vector<double> zeros(moving.time_s.size(), 0.0);
  if (!tracks.pelvis_keeps_place) moving.forward_m_per_s.assign(moving.time_s.size(), forward);
  if (!tracks.pelvis_keeps_height) moving.upward_m_per_s.assign(moving.time_s.size(), slope * forward);
  surfaces.after =
      constant_surface(moving.forward_m_per_s.back(), tracks.pelvis_keeps_height ? 0.0 : slope * forward);
  surfaces.before = std::move(moving);
  return surfaces;
}

/// When one point comes within `strike_height_m` of the lowest place it reaches during the contact.
double reaches_ground(const PointTrack& point, const GaitTracks& tracks, const Step& step, double upward) {
  const ClosedSampleRange range =
      samples_within(tracks.time_s, step.from_s, std::min(step.to_s, step.passing_s + level_window_s));
  Signal height{.time_s = tracks.time_s, .first = range.first, .values = {}};
  std::ptrdiff_t lowest = -1;
  for (std::ptrdiff_t i = range.first; i <= range.last; ++i) {
    const auto k = static_cast<std::size_t>(i);
    height.values.push_back(point.height_m[k] - upward * (tracks.time_s[k] - step.passing_s));
    const std::ptrdiff_t here = i - range.first;
    if (tracks.time_s[k] < step.passing_s - level_window_s || !std::isfinite(height[here])) continue;
    if (lowest < 0 || height[here] < height[lowest]) lowest = here;
  }
  if (lowest < 0) return not_known;
  const double near_ground = height[lowest] + strike_height_m;
  for (std::ptrdiff_t k = lowest - 1; k >= 0; --k) {
    const double at = height.crossing(k, near_ground, Direction::falling);
    if (std::isfinite(at)) return at;
  }
  // A recording that begins with the point down there: it came no later than that.
  return range.first == 0 && height[0] <= near_ground ? height.time(0) : not_known;
}

/// In running the height of the foot is a second witness of the strike; in walking heel and toe skim the
/// floor.
double height_correction(const GaitTracks& tracks, const Contact& contact, double upward) {
  if (contact.kind != GaitKind::running || tracks.pelvis_keeps_height) return 0.0;
  const FootTrack& foot = tracks.foot(contact.step.side);
  const double by_height = earlier(reaches_ground(foot.heel, tracks, contact.step, upward),
                                   reaches_ground(foot.toe, tracks, contact.step, upward));
  if (contact.step.is_cut || !std::isfinite(by_height)) return not_known;
  return std::clamp(0.5 * (by_height - contact.foot_strike_s), -height_correction_s, height_correction_s);
}

/// The median correction of the side, or of both where the side has none.
double usual_correction(const std::vector<Contact>& contacts, const std::vector<double>& corrections,
                        Side side) {
  std::vector<double> same_side;
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    if (contacts[i].step.side == side) same_side.push_back(corrections[i]);
  }
  const double usual = median_of(std::move(same_side));
  const double of_both = median_of(corrections);
  return std::isfinite(usual) ? usual : std::isfinite(of_both) ? of_both : 0.0;
}

/// A strike at the very edge of the recording counts as the edge, one farther out as not seen.
double kept_within(double strike_s, double begin_s, double end_s) {
  const double kept = std::clamp(strike_s, begin_s, end_s);
  return std::abs(kept - strike_s) <= cut_tolerance_s ? kept : not_known;
}

/// A recording that begins with the foot on the ground, as long before its toe-off as the contacts usually
/// last, begins at the strike.
void find_strike_at_beginning(std::vector<Contact>& contacts, double begin_s) {
  std::vector<double> lengths;
  lengths.reserve(contacts.size());
  for (const Contact& contact : contacts) lengths.push_back(contact.toe_off_s - contact.foot_strike_s);
  const double usual = median_of(std::move(lengths));
  for (std::size_t i = 0; i < std::min<std::size_t>(2, contacts.size()); ++i) {
    if (std::isfinite(contacts[i].foot_strike_s)) continue;
    const double expected = contacts[i].toe_off_s - usual;
    if (std::abs(expected - begin_s) <= cut_tolerance_s) contacts[i].foot_strike_s = begin_s;
  }
}

}  // namespace

Contact rough_contact(const GaitTracks& tracks, const Step& step) {
  Contact contact{.step = step};
  if (step.is_cut) return contact;
  const double half = passing_window * step.duration_s;
  const PointTrack& toe = tracks.foot(step.side).toe;
  ClosedSampleRange around = samples_within(tracks.time_s, step.passing_s - half, step.passing_s + half);
  const double forward = median_within(toe.forward_m_per_s, around);
  if (!std::isfinite(forward)) return contact;
  const SurfaceVelocity surface = constant_surface(forward, 0.0);
  const double speed = mean_body_speed(tracks, step, surface);
  contact.speed_m_per_s = speed;
  contact.flat_forward_m_per_s = forward;
  if (!(speed > 0.0)) return contact;
  contact.rough_strike_s = find_strike(tracks, step, surface, 0.5 * speed, speed);
  contact.rough_toe_off_s = find_toe_off(tracks, step, surface, 0.5 * speed, speed);
  look_at_flat_foot(tracks, contact);
  return contact;
}

void borrow_for_cut_contacts(std::vector<Contact>& contacts) {
  if (contacts.size() < 2) return;
  const auto borrow = [](Contact& cut, const Contact& neighbor) {
    if (!cut.step.is_cut) return;
    cut.speed_m_per_s = neighbor.speed_m_per_s;
    cut.flat_forward_m_per_s = neighbor.flat_forward_m_per_s;
  };
  borrow(contacts.front(), contacts[1]);
  borrow(contacts.back(), contacts[contacts.size() - 2]);
}

void refine_contacts(const GaitTracks& tracks, std::vector<Contact>& contacts) {
  const double slope = belt_slope(tracks, contacts);
  std::vector<double> corrections;
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    Contact& contact = contacts[i];
    const Surfaces surfaces = surfaces_at(tracks, contacts, i, slope);
    if (!contact.step.is_cut) contact.speed_m_per_s = mean_body_speed(tracks, contact.step, surfaces.before);
    const double speed = std::max(contact.speed_m_per_s, 0.0);
    contact.foot_strike_s =
        find_strike(tracks, contact.step, surfaces.before, strike_speed(contact.kind, speed), speed);
    contact.toe_off_s =
        find_toe_off(tracks, contact.step, surfaces.after, toe_off_speed(contact.kind, speed), speed);
    corrections.push_back(height_correction(tracks, contact, surfaces.before.upward_m_per_s.front()));
  }
  for (std::size_t i = 0; i < contacts.size(); ++i) {
    // Where the height says nothing, the foot is taken to strike as it usually does.
    double& strike = contacts[i].foot_strike_s;
    strike += std::isfinite(corrections[i]) ? corrections[i]
                                            : usual_correction(contacts, corrections, contacts[i].step.side);
    strike = kept_within(strike, tracks.time_s.front(), tracks.time_s.back());
  }
  find_strike_at_beginning(contacts, tracks.time_s.front());
}

}  // namespace hamstring
