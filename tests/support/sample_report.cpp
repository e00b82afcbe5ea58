#include "tests/support/sample_report.h"

#include <array>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "core/units.h"
#include "exposure/side_exposure.h"

namespace hamstring::testing {

namespace {

using report::LegChain;
using report::MotionReport;
using report::PlanePoint;
using report::SideResult;

constexpr double stride_s = 0.70;
constexpr double toe_off_share = 0.36;

// A bump around `center` (share of the cycle) that meets itself around foot strike.
double bump(double share, double center, double width) {
  const double distance = std::remainder(share - center, 1.0);
  return std::exp(-distance * distance / (2.0 * width * width));
}

double hip_rad(double share) {
  return rad_per_deg * (-8.0 + 50.0 * bump(share, 0.82, 0.16) + 24.0 * bump(share, 0.03, 0.10));
}

double knee_rad(double share) {
  return rad_per_deg * (10.0 + 30.0 * bump(share, 0.14, 0.07) + 96.0 * bump(share, 0.66, 0.115));
}

// Straight-line lengths: constant moment arms r_hip and r_knee around the upright length.
struct MuscleShape {
  Hamstring muscle;
  std::string name;
  double upright_length_m, hip_arm_m, knee_arm_m;
};

const std::array<MuscleShape, 4>& shapes() {
  static const std::array<MuscleShape, 4> all{
      {{Hamstring::biceps_femoris_long_head, "bflh", 0.4202, 0.062, 0.028},
       {Hamstring::semitendinosus, "semiten", 0.4632, 0.068, 0.042},
       {Hamstring::semimembranosus, "semimem", 0.4146, 0.054, 0.032},
       {Hamstring::biceps_femoris_short_head, "bfsh", 0.2220, 0.0, 0.030}}};
  return all;
}

struct SideMotion {
  std::vector<double> time_s, hip, knee, hip_speed, knee_speed;
};

void differentiate(const std::vector<double>& time_s, const std::vector<double>& values,
                   std::vector<double>& speed) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t before = i == 0 ? 0 : i - 1;
    const std::size_t after = std::min(i + 1, values.size() - 1);
    speed.push_back((values[after] - values[before]) / (time_s[after] - time_s[before]));
  }
}

SideResult side_from(Side side, const SideMotion& motion, StrideList strides, bool with_short_head) {
  exposure::SideSeries series{
      .side = side, .time_s = motion.time_s, .hip_flexion_rad = motion.hip, .knee_flexion_rad = motion.knee};
  std::vector<std::vector<double>> lengths;
  std::vector<std::vector<double>> speeds;
  lengths.reserve(shapes().size());
  speeds.reserve(shapes().size());
  for (const MuscleShape& shape : shapes()) {
    if (!with_short_head && !crosses_hip(shape.muscle)) continue;
    std::vector<double>& length = lengths.emplace_back();
    std::vector<double>& speed = speeds.emplace_back();
    for (std::size_t i = 0; i < motion.time_s.size(); ++i) {
      length.push_back(shape.upright_length_m + shape.hip_arm_m * motion.hip[i] -
                       shape.knee_arm_m * motion.knee[i]);
      speed.push_back(shape.hip_arm_m * motion.hip_speed[i] - shape.knee_arm_m * motion.knee_speed[i]);
    }
    series.muscles.push_back({.muscle = shape.muscle,
                              .name_in_model = shape.name + (side == Side::left ? "_l" : "_r"),
                              .upright_length_m = shape.upright_length_m,
                              .length_m = length,
                              .lengthening_speed_m_per_s = speed});
  }
  SideResult result{exposure::side_exposure(series, std::move(strides)), {}};
  for (std::size_t i = 0; i < result.muscles.size(); ++i) {
    result.muscles[i].hip_moment_arm_m = shapes()[i].hip_arm_m;
    result.muscles[i].knee_moment_arm_m = shapes()[i].knee_arm_m;
  }
  return result;
}

PlanePoint beside(const PlanePoint& from, double angle_rad, double length_m) {
  return {from.x + length_m * std::sin(angle_rad), from.y - length_m * std::cos(angle_rad)};
}

// Thigh angle from the vertical is the hip flexion of an upright trunk.
LegChain chain(double hip, double knee) {
  LegChain leg{.hip = {0.0, 0.0}};
  leg.knee = beside(leg.hip, hip, 0.41);
  leg.ankle = beside(leg.knee, hip - knee, 0.42);
  const double foot = hip - knee + std::numbers::pi / 2.0;
  leg.heel = beside(beside(leg.ankle, hip - knee, 0.04), foot, -0.048);
  leg.toe = beside(beside(leg.ankle, hip - knee, 0.06), foot, 0.13);
  return leg;
}

// A point of a segment: along it (share of its length) and in front of it [m].
PlanePoint on(const PlanePoint& from, const PlanePoint& to, double along, double front_m) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double length = std::hypot(dx, dy);
  return {from.x + along * dx - front_m * dy / length, from.y + along * dy + front_m * dx / length};
}

void draw(SideResult& side) {
  const exposure::PeakInstant instant = exposure::peak_instant(side);
  if (std::isnan(instant.time_s)) return;
  const auto at = [&](const std::vector<double>& values, const std::vector<double>& time_s) {
    std::size_t best = 0;
    for (std::size_t i = 0; i < time_s.size(); ++i) {
      if (std::abs(time_s[i] - instant.time_s) < std::abs(time_s[best] - instant.time_s)) best = i;
    }
    return values[best];
  };
  std::vector<double> time_s(side.hip_flexion.values.size());
  const double start = side.muscles.front().recording.span.start_s;
  const double end = side.muscles.front().recording.span.end_s;
  for (std::size_t i = 0; i < time_s.size(); ++i) {
    time_s[i] = std::lerp(start, end, static_cast<double>(i) / static_cast<double>(time_s.size() - 1));
  }
  const double hip = at(side.hip_flexion.values, time_s);
  const double knee = at(side.knee_flexion.values, time_s);
  report::LegPose pose{.time_s = instant.time_s,
                       .percent_of_cycle = instant.percent_of_cycle,
                       .stride_number = instant.stride + 1,
                       .stride_count = side.strides.complete.size(),
                       .muscle = instant.muscle,
                       .hip_flexion_rad = hip,
                       .knee_flexion_rad = knee,
                       .leg = chain(hip, knee),
                       .other_leg = chain(-0.25, 0.9)};
  const LegChain& leg = pose.leg;
  const PlanePoint sit_bone{-0.055, -0.037};
  for (const report::MuscleResult& muscle : side.muscles) {
    const bool is_long = crosses_hip(muscle.muscle);
    const PlanePoint origin = is_long ? sit_bone : on(leg.hip, leg.knee, 0.5, -0.012);
    const double behind = muscle.muscle == Hamstring::semitendinosus ? -0.042 : -0.034;
    pose.muscles.push_back(
        {.muscle = muscle.muscle,
         .points = {origin, on(leg.knee, leg.ankle, -0.02, behind), on(leg.knee, leg.ankle, 0.14, -0.018)},
         .stretch = at(muscle.stretch.values, time_s)});
  }
  side.pose = std::move(pose);
}

MotionReport base(const std::string& title) {
  return {.title = title,
          .generated_on = "2025-03-14",
          .provenance = {.program_version = "0.1.0",
                         .mode = Compatibility::physics,
                         .inputs = {{"motion", title, std::string(64, 'a')},
                                    {"model", "sample_model.osim", std::string(64, 'b')}}},
          .model = {.name = "sample model",
                    .muscle_count = 80,
                    .coordinates_used = {"pelvis_tilt", "hip_flexion_r", "hip_flexion_l", "knee_angle_r",
                                         "knee_angle_l", "ankle_angle_r", "ankle_angle_l"},
                    .coordinates_missing = {"mtp_angle_r", "mtp_angle_l"}},
          .files_written = {{"muscles.sto", "length and speed of every muscle, frame by frame"},
                            {"strides.csv", "one row per stride, side and muscle"},
                            {"summary.json", "the whole result for programs"},
                            {"report.html", "this page"}}};
}

// Strides differ a little from each other, in a fixed and smooth way.
SideMotion run_of(Side side, const SampleOptions& options, StrideList& strides) {
  SideMotion motion;
  const double offset = side == Side::left ? 0.10 : 0.10 + 0.5 * stride_s;
  const double gain = side == Side::left ? 1.0 : 0.97;
  const double duration = (static_cast<double>(options.strides) + 1.2) * stride_s;
  const auto frames = static_cast<std::size_t>(duration * options.rate_hz) + 1;
  for (std::size_t i = 0; i < frames; ++i) {
    const double t = static_cast<double>(i) / options.rate_hz;
    const double cycles = (t - offset) / stride_s;
    const double wobble = 1.0 + 0.03 * std::sin(2.1 * cycles) + 0.015 * std::sin(5.3 * cycles + 1.0);
    const double share = cycles - std::floor(cycles);
    motion.time_s.push_back(t);
    motion.hip.push_back(gain * wobble * hip_rad(share));
    motion.knee.push_back(wobble * knee_rad(share));
  }
  differentiate(motion.time_s, motion.hip, motion.hip_speed);
  differentiate(motion.time_s, motion.knee, motion.knee_speed);
  for (std::size_t n = 0; n < options.strides; ++n) {
    const double start = offset + stride_s * static_cast<double>(n);
    const double shift = 0.006 * std::sin(1.7 * static_cast<double>(n));
    strides.complete.push_back({start, start + toe_off_share * stride_s + shift, start + stride_s});
  }
  strides.dropped = {.starts_before_recording = 1, .ends_after_recording = 1};
  return motion;
}

}  // namespace

MotionReport sample_run(const SampleOptions& options) {
  MotionReport report = base(options.title);
  report.gait = GaitKind::running;
  report.speed_m_per_s = 4.0;
  for (const Side side : both_sides) {
    StrideList strides;
    const SideMotion motion = run_of(side, options, strides);
    report.time_s = motion.time_s;
    report.sides.push_back(side_from(side, motion, std::move(strides), options.with_short_head));
    draw(report.sides.back());
  }
  report.jumps = {{.muscle = "semiten_l", .frame = 61, .time_s = 0.61, .size_m = 0.0012, .cause = "wrap"}};
  report.diagnostics.warn("coordinates mtp_angle_r and mtp_angle_l are not in the file; held at the default",
                          "mtp_angle_r");
  report.diagnostics.warn("semiten_l jumps by 1.2 mm at 0.61 s where a wrap switches", "semiten_l");
  report.diagnostics.note("ignored: 14 meshes (appearance only)");
  return report;
}

MotionReport sample_bend() {
  MotionReport report = base("forward_bend.mot");
  report.no_strides_reason = "both feet stayed on the ground";
  SideMotion motion;
  for (std::size_t i = 0; i <= 400; ++i) {
    const double t = 0.01 * static_cast<double>(i);
    const double bend = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * t / 4.0);
    motion.time_s.push_back(t);
    motion.hip.push_back(rad_per_deg * 80.0 * bend);
    motion.knee.push_back(rad_per_deg * (5.0 + 8.0 * bend));
  }
  differentiate(motion.time_s, motion.hip, motion.hip_speed);
  differentiate(motion.time_s, motion.knee, motion.knee_speed);
  report.time_s = motion.time_s;
  for (const Side side : both_sides) {
    report.sides.push_back(side_from(side, motion, {}, true));
    draw(report.sides.back());
  }
  return report;
}

MotionReport sample_nothing() {
  MotionReport report = base("upper_body.mot");
  report.no_strides_reason = "the model has no legs";
  report.diagnostics.error("the model has no hamstring muscles; name them with --hamstring");
  return report;
}

MotionReport sample_hostile() {
  const std::string attack =
      "</title></style></script><script>alert('x')</script>\"'><img src=x onerror=alert(1)>&";
  MotionReport report = sample_run({.title = attack + ".mot"});
  report.subject = attack;
  report.generated_on = attack;
  report.provenance.program_version = attack;
  for (InputFile& input : report.provenance.inputs) input = {attack, attack, attack};
  report.model = {.name = attack + "\\00003c \x01\x1b[31m\xff\xfe {unfilled}",
                  .muscle_count = 1,
                  .coordinates_used = {attack},
                  .coordinates_missing = {attack}};
  for (SideResult& side : report.sides) {
    for (report::MuscleResult& muscle : side.muscles) muscle.name_in_model = attack;
  }
  report.jumps = {{.muscle = attack, .cause = attack}};
  report.files_written = {{attack, attack}};
  report.diagnostics.error(attack, attack, 7);
  return report;
}

report::ForceReport sample_forces(bool swing_only) {
  report::ForceReport forces{.mass_kg = 70.0,
                             .settings = "made up",
                             .frames = 300,
                             .solved = 299,
                             .marked = 12,
                             .kkt_residual = 1e-9,
                             .muscles = {},
                             .reserves = {{.coordinate = "knee_angle_l",
                                           .frames = 12,
                                           .known = 299,
                                           .first_s = 0.2,
                                           .worst_s = 0.3,
                                           .worst_share = 0.4}},
                             .cautions = {"One caution <of> two."},
                             .notes = {"One note <of> two."},
                             .swing_only = swing_only};
  const auto numbers = [](double peak, double low) {
    report::ForceNumbers n;
    n.peak = {.force_n = peak, .low_n = low, .high_n = 1.1 * peak, .at_s = 0.6, .at_percent = 86.0};
    n.late_swing = n.peak;
    const auto about = [](double value) {
      return report::Banded{value, value - 0.5 * std::abs(value), value + 0.5 * std::abs(value)};
    };
    n.longest_fiber = about(1.1);
    n.most_tendon_strain = about(0.03);
    n.peak_power_w = about(300.0);
    n.least_power_w = about(-700.0);
    n.positive_work_j = about(11.0);
    n.negative_work_j = n.swing_negative_work_j = about(-14.0);
    n.impulse_n_s = about(106.0);
    n.hip_share = about(0.25);
    n.knee_share = about(0.36);
    return n;
  };
  for (const bool single : {false, true}) {
    const report::ForceNumbers n = single ? numbers(700.0, 115.0) : numbers(1400.0, 1290.0);
    forces.muscles.push_back({.side = Side::left,
                              .what = single ? "BFlh" : "hamstrings",
                              .is_single = single,
                              .middle = n,
                              .strides = {n, n, n}});
  }
  return forces;
}

}  // namespace hamstring::testing
