// The whole path of a recorded movement, on one page. Newcomers: read this first, then the room of the stage
// that you came for.
#include "analysis/analyze_motion.h"

#include <utility>

#include "analysis/describe_motion.h"
#include "analysis/load_motion.h"
#include "analysis/motion_stages.h"
#include "core/try.h"
#include "report/headline.h"
#include "report/muscle_summary.h"

namespace hamstring::analysis {
namespace {

/// What holds of the whole movement; its sides follow.
report::MotionReport begin_report(const MotionRequest& request, const MotionAnalysis& analysis,
                                  const InputFile& motion_file, const std::optional<InputFile>& events_file) {
  report::MotionReport report;
  report.title = request.title.empty() ? request.motion.filename().string() : request.title;
  report.generated_on = request.generated_on;
  report.provenance = {.program_version = request.program_version,
                       .mode = request.mode,
                       .inputs = {motion_file, analysis.model.file}};
  if (events_file) report.provenance.inputs.push_back(*events_file);
  report.choices = {.lowpass_hz = request.lowpass_hz,
                    .from_s = request.from_s,
                    .to_s = request.to_s,
                    .in_degrees = request.in_degrees,
                    .hamstrings = request.hamstrings};
  report.model = model_facts(analysis);
  for (const FilledGap& gap : analysis.motion.filled) {
    report.filled.push_back({.coordinate = analysis.model.model.coordinates[gap.coordinate].name,
                             .from_s = gap.from_s,
                             .to_s = gap.to_s});
  }
  report.time_s = analysis.motion.time_s;
  return report;
}

}  // namespace

double first_number(const MotionAnalysis& analysis) {
  const std::optional<report::MostStretched> most = report::most_stretched(analysis.report);
  return most ? report::shown_peak_stretch(*most->muscle) : report::unknown;
}

Result<MotionAnalysis> analyze_motion(const MotionRequest& request, Diagnostics& diagnostics) {
  // Model (formats/osim, model, kinematics, muscle): bodies and joints, the legs among them, their
  // hamstrings.
  HAMSTRING_TRY(model, model_of(request, diagnostics));

  // Motion (formats/storage, kinematics): the columns of the file as coordinates of that model, and their
  // speeds.
  HAMSTRING_TRY(motion, load_motion(request, model.model, diagnostics));
  if (Result<void> good = check_knees(model, motion.motion); !good) {
    good.error().file = request.motion.string();
    return failure(std::move(good.error()));
  }

  // Gait (kinematics, gait): where the feet go says when they strike and leave the ground: strides. No muscle
  // is needed for it.
  HAMSTRING_TRY(given_events, read_events(request));
  Gait gait = find_gait(model, motion, given_events.table);
  motion.whole.reset();  // only the events needed what lies beyond the part that is analyzed

  // Muscles (muscle): length, speed, moment arms and jumps of every muscle in every frame.
  MotionAnalysis analysis{.model = std::move(model),
                          .motion = std::move(motion.motion),
                          .muscles = {},
                          .upright_m = {},
                          .report = {}};
  analysis.muscles = muscles_over_time(analysis.model, analysis.motion, request.mode);
  analysis.upright_m = muscle::upright_lengths(analysis.model.model, request.mode);

  // Exposure (exposure): what each stride did to each hamstring. Report (report): the same for people.
  analysis.report = begin_report(request, analysis, motion.file, given_events.file);
  analysis.report.diagnostics = diagnostics;
  describe_gait(gait, analysis.report);
  for (const muscle::Leg& leg : analysis.model.hamstrings.legs) {
    if (!leg.is_known() && !leg.has_any()) continue;
    question_knee_sign(analysis, leg, analysis.report.diagnostics);
    report::SideResult side{expose_side(analysis.model, analysis.motion, analysis.muscles, analysis.upright_m,
                                        leg, std::move(gait.strides[static_cast<std::size_t>(leg.side)])),
                            {}};
    describe_pose(analysis, leg, side);
    question_peaks(side, analysis.report.diagnostics);
    analysis.report.sides.push_back(std::move(side));
  }
  describe_jumps(analysis);
  return analysis;
}

}  // namespace hamstring::analysis
