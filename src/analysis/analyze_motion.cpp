#include "analysis/analyze_motion.h"

#include <fmt/format.h>

#include "analysis/load_motion.h"
#include "core/units.h"
#include "gait/gait_events.h"
#include "gait/strides.h"
#include "muscle/leg_geometry.h"
#include "report/make_side.h"

namespace hamstring::analysis {
namespace {

using muscle::Leg;
using report::SideResult;

/// A coordinate as an angle that is positive in flexion; empty where the model has none.
std::vector<double> flexion_series(const JointMotion& motion, const muscle::Flexion& flexion) {
  std::vector<double> series;
  if (!flexion.coordinate.is_valid()) return series;
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    series.push_back(flexion.sign * motion.values_at(f)[flexion.coordinate.value()]);
  }
  return series;
}

struct Gait {
  GaitEvents events;
  std::array<StrideList, 2> strides;  ///< by Side
};

/// Events of the whole recording, strides of the analyzed part.
Gait find_gait(const LoadedModel& loaded, const JointMotion& whole, const JointMotion& motion) {
  const muscle::FootPaths left = foot_paths(loaded.model, loaded.hamstrings.leg(Side::left), whole);
  const muscle::FootPaths right = foot_paths(loaded.model, loaded.hamstrings.leg(Side::right), whole);
  Gait gait;
  gait.events = detect_gait_events({.time_s = whole.time_s,
                                    .pelvis_m = right.pelvis.empty() ? left.pelvis : right.pelvis,
                                    .left = {.heel_m = left.heel, .toe_m = left.toe},
                                    .right = {.heel_m = right.heel, .toe_m = right.toe}});
  const TimeSpan recording{.start_s = whole.time_s.front(), .end_s = whole.time_s.back()};
  const TimeSpan part{.start_s = motion.time_s.front(), .end_s = motion.time_s.back()};
  const bool is_part = part.start_s > recording.start_s || part.end_s < recording.end_s;
  for (const Side side : both_sides) {
    const SideEvents& events = side == Side::left ? gait.events.left : gait.events.right;
    StrideList strides = find_strides(events, gait.events.kind, recording);
    gait.strides[static_cast<std::size_t>(side)] =
        is_part ? strides_within(strides, part) : std::move(strides);
  }
  return gait;
}

SideResult describe_side(const MotionAnalysis& analysis, const Leg& leg, const StrideList& strides,
                         const std::vector<double>& upright) {
  const std::vector<double> hip = flexion_series(analysis.motion, leg.hip);
  const std::vector<double> knee = flexion_series(analysis.motion, leg.knee);
  report::SideSeries series{.side = leg.side,
                            .time_s = analysis.motion.time_s,
                            .hip_flexion_rad = hip,
                            .knee_flexion_rad = knee,
                            .muscles = {}};
  for (const Hamstring hamstring : all_hamstrings) {
    const MuscleIndex m = leg.muscle(hamstring);
    if (!m.is_valid() || !analysis.model.model.muscles[m.value()].is_computed) continue;
    series.muscles.push_back(
        {.muscle = hamstring,
         .name_in_model = analysis.model.model.muscles[m.value()].name,
         .upright_length_m = upright[m.value()],
         .length_m = analysis.muscles.length_m.column(m.value()),
         .lengthening_speed_m_per_s = analysis.muscles.lengthening_speed_m_per_s.column(m.value())});
  }
  return report::make_side(series, strides);
}

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

/// Draws the side at the instant its most stretched hamstring peaks, and reads the moment arms there.
void describe_pose(const MotionAnalysis& analysis, const Leg& leg, SideResult& side) {
  const report::PoseInstant instant = report::pose_instant(side);
  if (std::isnan(instant.time_s) || !leg.femur.is_valid()) return;
  const std::size_t frame = frame_near(analysis.motion.time_s, instant.time_s);
  const model::Model& model = analysis.model.model;
  const auto points = leg_points(model, analysis.model.hamstrings, analysis.motion.values_at(frame));
  const muscle::LegPoints& own = points[static_cast<std::size_t>(leg.side)];
  const muscle::LegPoints& other = points[1 - static_cast<std::size_t>(leg.side)];
  report::LegPose pose{.time_s = analysis.motion.time_s[frame],
                       .percent_of_cycle = instant.percent_of_cycle,
                       .muscle = instant.muscle,
                       .leg = chain_of(own)};
  if (!side.hip_flexion.values.empty()) pose.hip_flexion_rad = side.hip_flexion.values[frame];
  if (!side.knee_flexion.values.empty()) pose.knee_flexion_rad = side.knee_flexion.values[frame];
  if (other.hip.allFinite()) pose.other_leg = chain_of(other);
  for (report::MuscleResult& result : side.muscles) {
    report::MuscleLine line{.muscle = result.muscle, .points = {}, .stretch = result.stretch.values[frame]};
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

/// Model families count knee flexion with opposite signs; a file from the other family is questioned, never
/// flipped.
void question_knee_sign(const MotionAnalysis& analysis, const Leg& leg, Diagnostics& diagnostics) {
  const muscle::WrongWayKnee knee = muscle::find_wrong_way_knee(flexion_series(analysis.motion, leg.knee));
  if (knee.share_of_frames <= 0.0) return;
  diagnostics.warn(
      fmt::format("the {} knee bends the wrong way in {:.0f} % of the frames, by up to {:.0f} degrees: the "
                  "file seems "
                  "to count knee flexion with the other sign than the model; use the model it was made with",
                  side_name(leg.side), 100.0 * knee.share_of_frames, -knee.worst_rad * deg_per_rad),
      analysis.model.model.coordinates[leg.knee.coordinate.value()].name);
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
  for (const std::string& remark : gait.events.remarks) report.diagnostics.note(remark, "gait");
  if (gait.events.kind == GaitKind::none) {
    report.no_strides_reason = gait.events.remarks.empty()
                                   ? "no walking or running was recognized in this recording"
                                   : gait.events.remarks.front();
  }
}

}  // namespace

Result<MotionAnalysis> analyze_motion(const MotionRequest& request, Diagnostics& diagnostics) {
  Result<LoadedModel> model = request.model_content
                                  ? load_model_content(*request.model_content, request.model, request.mode,
                                                       request.hamstrings, diagnostics)
                                  : load_model(request.model, request.mode, request.hamstrings, diagnostics);
  if (!model) return failure(model.error());
  Result<LoadedMotion> motion = load_motion(request, model->model, diagnostics);
  if (!motion) return failure(motion.error());

  MotionAnalysis analysis{
      .model = std::move(*model), .motion = std::move(motion->motion), .muscles = {}, .report = {}};
  const muscle::MuscleSelection all = muscle::all_muscles(analysis.model.model);
  analysis.muscles = muscle::compute_muscle_history(analysis.model.model, all, analysis.motion,
                                                    {.mode = request.mode, .all_moment_arms = true});
  const std::vector<double> upright = muscle::upright_lengths(analysis.model.model, request.mode);
  const Gait gait = find_gait(analysis.model, motion->whole, analysis.motion);

  report::MotionReport& report = analysis.report;
  report.title = request.title.empty() ? request.motion.filename().string() : request.title;
  report.generated_on = request.generated_on;
  report.provenance = {.program_version = request.program_version,
                       .mode = request.mode,
                       .inputs = {motion->file, analysis.model.file}};
  report.model = model_facts(analysis);
  report.time_s = analysis.motion.time_s;
  report.diagnostics = diagnostics;
  describe_gait(gait, report);
  for (const Leg& leg : analysis.model.hamstrings.legs) {
    if (!leg.has_any()) continue;
    question_knee_sign(analysis, leg, report.diagnostics);
    SideResult side = describe_side(analysis, leg, gait.strides[static_cast<std::size_t>(leg.side)], upright);
    describe_pose(analysis, leg, side);
    report.sides.push_back(std::move(side));
  }
  describe_jumps(analysis);
  return analysis;
}

}  // namespace hamstring::analysis
