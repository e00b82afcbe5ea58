#include "analysis/describe_motion.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/units.h"
#include "muscle/leg_geometry.h"

namespace hamstring::analysis {
namespace {

report::PlanePoint in_plane(const Vec3& p) {
  return {.x = p.x(), .y = p.y()};
}

report::LegChain chain_of(const muscle::LegPoints& points) {
  return {.hip = in_plane(points.hip),
          .knee = in_plane(points.knee),
          .ankle = in_plane(points.ankle),
          .heel = in_plane(points.heel),
          .toe = in_plane(points.toe)};
}

/// The frame whose time is nearest.
std::size_t frame_near(const std::vector<double>& time_s, double at_s) {
  std::size_t best = 0;
  for (std::size_t f = 1; f < time_s.size(); ++f) {
    if (std::abs(time_s[f] - at_s) < std::abs(time_s[best] - at_s)) best = f;
  }
  return best;
}

/// The events of the time that is analyzed.
SideEvents within(SideEvents events, const std::vector<double>& time_s) {
  const auto outside = [&](double t) { return time_s.empty() || t < time_s.front() || t > time_s.back(); };
  std::erase_if(events.foot_strike_s, outside);
  std::erase_if(events.toe_off_s, outside);
  return events;
}

/// What a recording without a stride holds.
std::string instead_of_strides(const std::vector<StepSpan>& steps, const Gait& gait) {
  const DroppedStrides &left = gait.strides[0].dropped, &right = gait.strides[1].dropped;
  const auto dropped = [&](int DroppedStrides::* reason) { return left.*reason + right.*reason; };
  const int bad = dropped(&DroppedStrides::without_toe_off) + dropped(&DroppedStrides::implausible_duration) +
                  dropped(&DroppedStrides::missing_data);
  if (bad > 0) {
    return fmt::format(
        "none of its strides counts: {} without a toe-off, {} of an implausible duration, {} "
        "with missing samples",
        dropped(&DroppedStrides::without_toe_off), dropped(&DroppedStrides::implausible_duration),
        dropped(&DroppedStrides::missing_data));
  }
  if (steps.empty()) return "it holds a part of a step, and no whole stride of either leg";
  const StepSpan& first = steps.front();
  const std::string_view other = side_name(first.side == Side::left ? Side::right : Side::left);
  const std::string one = fmt::format("from the {} foot strike at {:.2f} s to the {} one at {:.2f} s",
                                      side_name(first.side), first.start_s, other, first.end_s);
  return steps.size() == 1 ? fmt::format("it holds one step, {}, and no whole stride of either leg", one)
                           : fmt::format("it holds {} steps, the first {}, and no whole stride of either leg",
                                         steps.size(), one);
}

}  // namespace

report::ModelFacts model_facts(const MotionAnalysis& analysis) {
  report::ModelFacts facts{.name = analysis.model.model.name,
                           .muscle_count = analysis.model.model.muscles.size()};
  for (std::size_t c = 0; c < analysis.model.model.coordinates.size(); ++c) {
    const model::Coordinate& coordinate = analysis.model.model.coordinates[c];
    if (coordinate.coupler >= 0) continue;  // follows its driver; not expected in a file
    (analysis.motion.is_given[c] ? facts.coordinates_used : facts.coordinates_missing)
        .push_back(coordinate.name);
  }
  return facts;
}

void describe_gait(const Gait& gait, report::MotionReport& report) {
  report.gait = gait.events.kind;
  report.speed_m_per_s = gait.events.speed_m_per_s;
  report.events_given = gait.given;
  report.left_events = within(gait.events.left, report.time_s);
  report.right_events = within(gait.events.right, report.time_s);
  for (const std::string& remark : gait.events.remarks) report.diagnostics.note(remark, "gait");
  if (gait.events.kind == GaitKind::none) {
    report.no_strides_reason = gait.events.remarks.empty()
                                   ? "no walking or running was recognized in this recording"
                                   : gait.events.remarks.front();
  } else if (gait.strides[0].complete.empty() && gait.strides[1].complete.empty()) {
    report.steps = find_step_spans(report.left_events, report.right_events, report.gait);
    report.no_strides_reason = instead_of_strides(report.steps, gait);
  }
}

void describe_pose(const MotionAnalysis& analysis, const muscle::Leg& leg, report::SideResult& side) {
  const exposure::PeakInstant instant = exposure::peak_instant(side);
  if (std::isnan(instant.time_s) || !leg.femur.is_valid()) return;
  const std::size_t frame = frame_near(analysis.motion.time_s, instant.time_s);
  const model::Model& model = analysis.model.model;
  const auto points = leg_points(model, analysis.model.hamstrings, analysis.motion.values_at(frame));
  const muscle::LegPoints& own = points[static_cast<std::size_t>(leg.side)];
  const muscle::LegPoints& other = points[1 - static_cast<std::size_t>(leg.side)];
  report::LegPose pose{.time_s = analysis.motion.time_s[frame],
                       .percent_of_cycle = instant.percent_of_cycle,
                       .stride_number = instant.stride + 1,
                       .stride_count = side.strides.complete.size(),
                       .muscle = instant.muscle,
                       .leg = chain_of(own)};
  if (!side.hip_flexion.values.empty()) pose.hip_flexion_rad = side.hip_flexion.values[frame];
  if (!side.knee_flexion.values.empty()) pose.knee_flexion_rad = side.knee_flexion.values[frame];
  if (other.hip.allFinite()) pose.other_leg = chain_of(other);
  for (report::MuscleResult& result : side.muscles) {
    report::MuscleLine line{.muscle = result.muscle,
                            .points = {},
                            .stretch = result.stretch.values[frame],
                            .is_lumped = result.is_lumped};
    for (const Vec3& p : own.muscles[static_cast<std::size_t>(result.muscle)])
      line.points.push_back(in_plane(p));
    pose.muscles.push_back(std::move(line));
    const std::array<double, 2> arms =
        hip_and_knee_arms(model, leg, leg.muscle(result.muscle), analysis.motion.values_at(frame));
    result.hip_moment_arm_m = arms[0];
    result.knee_moment_arm_m = arms[1];
  }
  side.pose = std::move(pose);
}

void question_knee_sign(const MotionAnalysis& analysis, const muscle::Leg& leg, Diagnostics& diagnostics) {
  const kinematics::WrongWayKnee knee =
      kinematics::find_wrong_way_knee(flexion_series(analysis.motion, leg.knee));
  if (knee.share_of_frames <= 0.0) return;
  diagnostics.warn(
      fmt::format("the {} knee bends the wrong way in {:.0f} % of the frames, by up to {:.0f} degrees: the "
                  "file seems "
                  "to count knee flexion with the other sign than the model; use the model it was made with",
                  side_name(leg.side), 100.0 * knee.share_of_frames, -knee.worst_rad * deg_per_rad),
      analysis.model.model.coordinates[leg.knee.coordinate.value()].name);
}

void question_peaks(const report::SideResult& side, Diagnostics& diagnostics) {
  // Ours: the fastest of all shared recordings, runs at 4.5 m/s and a sprint, stay below 1.8 m/s, and no
  // real pose stretches beyond a third.
  constexpr double speed_max_m_per_s = 3.0, stretch_max = 0.5;
  for (const report::MuscleResult& muscle : side.muscles) {
    const double speed =
        std::max(muscle.recording.peak_lengthening_speed.value, muscle.recording.peak_shortening_speed.value);
    if (speed > speed_max_m_per_s) {
      diagnostics.warn(fmt::format("its length would change with {:.1f} m/s, faster than in any sprint: the "
                                   "angles are noisy, or the times are wrong; look at the curves, and filter "
                                   "with --lowpass",
                                   speed),
                       muscle.name_in_model);
    }
    if (muscle.recording.peak_stretch.value > stretch_max) {
      diagnostics.warn(fmt::format("it would be {:.0f} % longer than upright, which no muscle survives: are "
                                   "these the angles of this model?",
                                   100.0 * muscle.recording.peak_stretch.value),
                       muscle.name_in_model);
    }
  }
}

void describe_jumps(MotionAnalysis& analysis) {
  for (const muscle::LengthJump& jump : analysis.muscles.jumps) {
    analysis.report.jumps.push_back({.muscle = analysis.model.model.muscles[jump.muscle.value()].name,
                                     .frame = jump.frame,
                                     .time_s = jump.time_s,
                                     .size_m = jump.size_m,
                                     .cause = jump.cause});
  }
}

}  // namespace hamstring::analysis
