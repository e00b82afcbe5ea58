#include "analysis/motion_stages.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/units.h"

#include "kinematics/foot_paths.h"

namespace hamstring::analysis {
namespace {

/// The hamstrings of both legs that can be computed, each once.
std::vector<MuscleIndex> computed_hamstrings(const LoadedModel& loaded) {
  std::vector<MuscleIndex> found;
  for (const muscle::Leg& leg : loaded.hamstrings.legs) {
    for (const MuscleIndex m : leg.muscles) {
      const bool is_new = m.is_valid() && std::ranges::find(found, m) == found.end();
      if (is_new && loaded.model.muscles[m.value()].is_computed) found.push_back(m);
    }
  }
  return found;
}

/// What somebody gave stands instead of what was found; the speed and the gaps of the feet stay those of the
/// recording.
void take_given(const EventTable& given, Gait& gait) {
  gait.given = true;
  GaitEvents& events = gait.events;
  events.kind = gait_kind_of(given);
  const auto take = [](const SideEvents& from, SideEvents& to) {
    to.foot_strike_s = from.foot_strike_s;
    to.toe_off_s = from.toe_off_s;
  };
  take(given.left, events.left);
  take(given.right, events.right);
  events.remarks.assign(
      1, events.kind == GaitKind::none
             ? "the events that were given hold no stride: two foot strikes of one foot with a "
               "toe-off between"
             : "foot strikes and toe-offs are those that were given, not found");
}

/// Whether the motion has an angle of the leg's hip or knee. One that has none stands at the model's default
/// pose: what would be computed of it is no result.
bool is_moved(const muscle::Leg& leg, const JointMotion& motion) {
  const auto given = [&](const kinematics::Flexion& flexion) {
    return flexion.coordinate.is_valid() && motion.is_given[flexion.coordinate.value()];
  };
  const bool bends = leg.hip.coordinate.is_valid() || leg.knee.coordinate.is_valid();
  return !bends || given(leg.hip) || given(leg.knee);
}

kinematics::FootPaths paths_of(const LoadedModel& loaded, Side side, const JointMotion& motion) {
  const muscle::Leg& leg = loaded.hamstrings.leg(side);
  return is_moved(leg, motion) ? foot_paths(loaded.model, leg, motion) : kinematics::FootPaths{};
}

}  // namespace

Gait find_gait(const LoadedModel& loaded, const LoadedMotion& motion,
               const std::optional<EventTable>& given) {
  const JointMotion& whole = motion.recording();
  const kinematics::FootPaths left = paths_of(loaded, Side::left, whole);
  const kinematics::FootPaths right = paths_of(loaded, Side::right, whole);
  Gait gait;
  gait.events = detect_gait_events({.time_s = whole.time_s,
                                    .pelvis_m = right.pelvis.empty() ? left.pelvis : right.pelvis,
                                    .left = {.heel_m = left.heel, .toe_m = left.toe},
                                    .right = {.heel_m = right.heel, .toe_m = right.toe}});
  if (given) take_given(*given, gait);
  const TimeSpan recording{.start_s = whole.time_s.front(), .end_s = whole.time_s.back()};
  const TimeSpan part{.start_s = motion.motion.time_s.front(), .end_s = motion.motion.time_s.back()};
  for (const Side side : both_sides) {
    const SideEvents& events = side == Side::left ? gait.events.left : gait.events.right;
    StrideList strides = find_strides(events, gait.events.kind, recording);
    gait.strides[static_cast<std::size_t>(side)] =
        motion.whole ? strides_within(strides, part) : std::move(strides);
  }
  return gait;
}

muscle::MuscleHistory muscles_over_time(const LoadedModel& loaded, const JointMotion& motion,
                                        Compatibility mode) {
  return muscle::compute_muscle_history(loaded.model, muscle::all_muscles(loaded.model), motion,
                                        {.mode = mode, .keep = computed_hamstrings(loaded)});
}

Result<void> check_knees(const LoadedModel& loaded, const JointMotion& motion) {
  // A knee that is read the right way stays within some twenty degrees of straight; no recording of the
  // shared ones bends further in its own model, and every one does in a model of the other sign (30 to 100 %
  // of the rows). Ours.
  constexpr double share_max = 0.1, bend_max_rad = 45.0 * rad_per_deg;
  for (const muscle::Leg& leg : loaded.hamstrings.legs) {
    const kinematics::WrongWayKnee knee = kinematics::find_wrong_way_knee(flexion_series(motion, leg.knee));
    if (knee.share_of_frames <= share_max || -knee.worst_rad <= bend_max_rad) continue;
    return failure(
        {.message =
             fmt::format("the {} knee would bend the wrong way in {:.0f} % of the frames, by up to {:.0f} "
                         "degrees: the file counts knee flexion with the other sign than the model",
                         side_name(leg.side), 100.0 * knee.share_of_frames, -knee.worst_rad * deg_per_rad),
         .element = loaded.model.coordinates[leg.knee.coordinate.value()].name,
         .advice = "Give the model that the angles were made with: --model FILE.osim. Families of models "
                   "count the knee differently."});
  }
  return {};
}

std::vector<double> flexion_series(const JointMotion& motion, const kinematics::Flexion& flexion) {
  std::vector<double> series;
  if (!flexion.coordinate.is_valid()) return series;
  for (std::size_t f = 0; f < motion.frames(); ++f) {
    series.push_back(flexion.sign * motion.values_at(f)[flexion.coordinate.value()]);
  }
  return series;
}

exposure::SideExposure expose_side(const LoadedModel& loaded, const JointMotion& motion,
                                   const muscle::MuscleHistory& muscles, const std::vector<double>& upright_m,
                                   const muscle::Leg& leg, StrideList strides) {
  const bool moved = is_moved(leg, motion);
  const std::vector<double> hip = moved ? flexion_series(motion, leg.hip) : std::vector<double>{};
  const std::vector<double> knee = moved ? flexion_series(motion, leg.knee) : std::vector<double>{};
  exposure::SideSeries series{.side = leg.side,
                              .time_s = motion.time_s,
                              .hip_flexion_rad = hip,
                              .knee_flexion_rad = knee,
                              .muscles = {}};
  std::vector<exposure::MissingMuscle> missing;
  for (const Hamstring hamstring : all_hamstrings) {
    const MuscleIndex m = leg.muscle(hamstring);
    if (!m.is_valid()) {
      const bool in_another = leg.is_lumped && crosses_hip(hamstring);
      missing.push_back({.muscle = hamstring,
                         .reason = in_another
                                       ? "the model has one long hamstring, which may stand for all three"
                                       : "the model has no muscle that stands for it"});
      continue;
    }
    if (!moved) {
      missing.push_back(
          {.muscle = hamstring, .reason = "the motion has no angle of the hip or knee of this leg"});
      continue;
    }
    const model::Muscle& muscle = loaded.model.muscles[m.value()];
    if (!muscle.is_computed) {
      missing.push_back({.muscle = hamstring, .reason = muscle.not_computed});
      continue;
    }
    const std::size_t column = muscles.length_m.find(muscle.name).value_or(0);
    series.muscles.push_back(
        {.muscle = hamstring,
         .name_in_model = muscle.name,
         .upright_length_m = upright_m[m.value()],
         .length_m = muscles.length_m.column(column),
         .lengthening_speed_m_per_s = muscles.lengthening_speed_m_per_s.column(column),
         .is_lumped = leg.is_lumped && hamstring == Hamstring::biceps_femoris_long_head});
  }
  exposure::SideExposure side = exposure::side_exposure(series, std::move(strides));
  side.missing = std::move(missing);
  return side;
}

}  // namespace hamstring::analysis
