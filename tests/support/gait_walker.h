// A person made of formulas, for tests: the instants of contact are known because the paths are built from
// them.
#pragma once

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/geometry.h"
#include "core/units.h"
#include "gait/gait_events.h"

namespace hamstring::testing {

/// Steady gait along +x. The foot is a rod from heel to toe that stands still on the pivot of each phase: it
/// lands turned by `strike_pitch`, lies flat from 25 to 55 % of the contact, then rises on the toe; in swing
/// the toe flies along half a sine wave. The pelvis bobs by `bob_m`.
struct Walker {
  double speed_m_per_s = 3.0;
  double stride_s = 0.70;
  double contact_s = 0.25;
  double strike_pitch_rad = 0.3;  ///< toe up: heel strike; negative: forefoot strike
  double push_pitch_rad = -0.9;   ///< at toe-off, heel up
  double clearance_m = 0.12;
  double bob_m = 0.04;
  double rod_m = 0.18;
  double start_phase = 0.0;  ///< of the right foot at time 0, in strides after its foot strike

  struct Foot {
    Vec3 heel, toe;
  };

  [[nodiscard]] double stride_length_m() const { return speed_m_per_s * stride_s; }
  /// Foot strike number n of a side: the left foot lands half a stride after the right one.
  [[nodiscard]] double strike_s(int n, bool left) const {
    return (n + (left ? 0.5 : 0.0) - start_phase) * stride_s;
  }

  [[nodiscard]] Vec3 pelvis(double t) const {
    const double phase = t / stride_s + start_phase;
    return {speed_m_per_s * t,
            0.95 + bob_m * std::cos(4.0 * std::numbers::pi * (phase - contact_s / stride_s / 2.0)), 0.0};
  }

  [[nodiscard]] Foot foot(double t, bool left) const {
    const double cycles = t / stride_s + start_phase - (left ? 0.5 : 0.0);
    const double n = std::floor(cycles);
    const double since_strike = (cycles - n) * stride_s;
    // Where the toe stands during contact n: ahead of the pelvis at strike by as much as behind it at
    // toe-off.
    const double strike = (n + (left ? 0.5 : 0.0) - start_phase) * stride_s;
    const double stand_x = speed_m_per_s * (strike + contact_s / 2.0) + rod_m / 2.0;
    Foot foot = since_strike < contact_s
                    ? standing(since_strike / contact_s, stand_x)
                    : swinging((since_strike - contact_s) / (stride_s - contact_s), stand_x);
    for (Vec3* p : {&foot.heel, &foot.toe}) p->z() = left ? -0.1 : 0.1;
    return foot;
  }

 private:
  [[nodiscard]] Vec3 rod(double pitch) const {
    return {rod_m * std::cos(pitch), rod_m * std::sin(pitch), 0.0};
  }

  [[nodiscard]] Foot standing(double part, double toe_x) const {
    const Vec3 flat_toe(toe_x, 0.0, 0.0);
    if (part < 0.25) {
      const double pitch = strike_pitch_rad * (1.0 - part / 0.25);
      if (pitch <= 0.0) return {.heel = flat_toe - rod(pitch), .toe = flat_toe};
      const Vec3 heel = flat_toe - rod(0.0);
      return {.heel = heel, .toe = heel + rod(pitch)};
    }
    const double rise = part < 0.55 ? 0.0 : (part - 0.55) / 0.45;
    return {.heel = flat_toe - rod(push_pitch_rad * rise * rise), .toe = flat_toe};
  }

  [[nodiscard]] Foot swinging(double part, double toe_x) const {
    const Vec3 from = standing(1.0, toe_x).toe;
    const Vec3 to = standing(0.0, toe_x + stride_length_m()).toe;
    const double travel = 0.5 * (1.0 - std::cos(std::numbers::pi * part));
    const Vec3 toe =
        from + travel * (to - from) + Vec3(0.0, clearance_m * std::sin(std::numbers::pi * part), 0.0);
    return {.heel = toe - rod(push_pitch_rad + travel * (strike_pitch_rad - push_pitch_rad)), .toe = toe};
  }
};

inline Walker runner() {
  return {};
}
inline Walker forefoot_runner() {
  return {.strike_pitch_rad = -0.15};
}
inline Walker walker() {
  return {.speed_m_per_s = 1.3,
          .stride_s = 1.08,
          .contact_s = 0.66,
          .strike_pitch_rad = 0.35,
          .push_pitch_rad = -0.9,
          .clearance_m = 0.05,
          .bob_m = -0.02};
}

/// A recording: the points of a Walker (or of nobody) over time.
struct Recording {
  std::vector<double> time_s;
  std::vector<Vec3> pelvis, left_heel, left_toe, right_heel, right_toe;

  [[nodiscard]] std::array<std::vector<Vec3>*, 5> points() {
    return {&pelvis, &left_heel, &left_toe, &right_heel, &right_toe};
  }
  [[nodiscard]] GaitInput input() const {
    return {.time_s = time_s,
            .pelvis_m = pelvis,
            .left = {.heel_m = left_heel, .toe_m = left_toe},
            .right = {.heel_m = right_heel, .toe_m = right_toe}};
  }
  /// Applies p ↦ f(p, i) to every point of every frame i.
  template <class F>
  Recording& transform(F f) {
    for (std::vector<Vec3>* path : points()) {
      for (std::size_t i = 0; i < path->size(); ++i) (*path)[i] = f((*path)[i], i);
    }
    return *this;
  }
  [[nodiscard]] GaitEvents events() const { return detect_gait_events(input()); }
};

inline Recording record(const Walker& walker, double from_s, double to_s, double rate_hz) {
  Recording recording;
  const auto frames = static_cast<std::size_t>(std::floor((to_s - from_s) * rate_hz + 1e-9)) + 1;
  for (std::size_t i = 0; i < frames; ++i) {
    const double t = from_s + static_cast<double>(i) / rate_hz;
    const Walker::Foot left = walker.foot(t, true);
    const Walker::Foot right = walker.foot(t, false);
    recording.time_s.push_back(t);
    recording.pelvis.push_back(walker.pelvis(t));
    recording.left_heel.push_back(left.heel);
    recording.left_toe.push_back(left.toe);
    recording.right_heel.push_back(right.heel);
    recording.right_toe.push_back(right.toe);
  }
  return recording;
}

/// The same on a treadmill whose belt runs at the person's speed.
inline Recording on_treadmill(Recording recording, double speed_m_per_s) {
  const std::vector<double> t = recording.time_s;
  return recording.transform(
      [&](const Vec3& p, std::size_t i) { return Vec3(p - Vec3(speed_m_per_s * t[i], 0, 0)); });
}

/// The same as angles without translations show it: the pelvis stays where it is.
inline Recording without_translations(Recording recording) {
  const std::vector<Vec3> pelvis = recording.pelvis;
  return recording.transform([&](const Vec3& p, std::size_t i) { return Vec3(p - pelvis[i]); });
}

inline Recording turned(Recording recording, double angle_rad) {
  const Mat3 R = axis_angle_rotation(Vec3::UnitY(), angle_rad);
  return recording.transform([&](const Vec3& p, std::size_t) { return Vec3(R * p); });
}

}  // namespace hamstring::testing
