#include "report/summary_json.h"

#include <cmath>

#include "core/units.h"
#include "report/force_json.h"
#include "report/headline.h"
#include "report/muscle_summary.h"
#include "report/numbers.h"

namespace hamstring::report {

namespace {

using exposure::Exposure;
using exposure::Extreme;
using exposure::MeanSd;
using Json = nlohmann::ordered_json;

Json number_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json json_of(const MeanSd& value, double factor = 1.0) {
  const MeanSd shown = scaled(value, factor);
  return {{"mean", number_or_null(shown.mean)},
          {"sd", number_or_null(shown.sd)},
          {"min", number_or_null(shown.min)},
          {"max", number_or_null(shown.max)},
          {"count", shown.count}};
}

void put_extreme(Json& json, const std::string& name, const std::string& unit, const ExtremeSummary& extreme,
                 double factor) {
  json[name + "_" + unit] = json_of(extreme.value, factor);
  json[name + "_at_percent_of_cycle"] = json_of(extreme.percent_of_cycle);
  json["hip_flexion_at_" + name + "_deg"] = json_of(extreme.hip_flexion_rad, deg_per_rad);
  json["knee_flexion_at_" + name + "_deg"] = json_of(extreme.knee_flexion_rad, deg_per_rad);
}

void put_extreme(Json& json, const std::string& name, const std::string& unit, const Extreme& extreme,
                 double factor) {
  json[name + "_" + unit] = number_or_null(extreme.value * factor);
  json[name + "_at_s"] = number_or_null(extreme.time_s);
  json["hip_flexion_at_" + name + "_deg"] = number_or_null(extreme.hip_flexion_rad * deg_per_rad);
  json["knee_flexion_at_" + name + "_deg"] = number_or_null(extreme.knee_flexion_rad * deg_per_rad);
}

Json over_strides(const MuscleResult& muscle) {
  const MuscleSummary summary = summarize(muscle);
  Json json = Json::object();
  put_extreme(json, "peak_stretch", "percent", summary.peak_stretch, percent_per_one);
  put_extreme(json, "least_stretch", "percent", summary.least_stretch, percent_per_one);
  put_extreme(json, "peak_lengthening_speed", "m_per_s", summary.peak_lengthening_speed, 1.0);
  put_extreme(json, "peak_shortening_speed", "m_per_s", summary.peak_shortening_speed, 1.0);
  json["stretch_at_foot_strike_percent"] = json_of(summary.stretch_at_foot_strike, percent_per_one);
  return json;
}

Json over_recording(const MuscleResult& muscle) {
  const Exposure& recording = muscle.recording;
  Json json = Json::object();
  put_extreme(json, "peak_stretch", "percent", recording.peak_stretch, percent_per_one);
  put_extreme(json, "least_stretch", "percent", recording.least_stretch, percent_per_one);
  put_extreme(json, "peak_lengthening_speed", "m_per_s", recording.peak_lengthening_speed, 1.0);
  put_extreme(json, "peak_shortening_speed", "m_per_s", recording.peak_shortening_speed, 1.0);
  return json;
}

Json json_of(const MuscleResult& muscle) {
  Json json{{"muscle", hamstring_code(muscle.muscle)},
            {"name_in_model", muscle.name_in_model},
            {"is_only_long_hamstring", muscle.is_lumped},
            {"upright_length_m", number_or_null(muscle.upright_length_m)},
            {"hip_moment_arm_at_peak_stretch_m", number_or_null(muscle.hip_moment_arm_m)},
            {"knee_moment_arm_at_peak_stretch_m", number_or_null(muscle.knee_moment_arm_m)}};
  json["strides"] = muscle.strides.empty() ? Json(nullptr) : over_strides(muscle);
  json["recording"] = over_recording(muscle);
  return json;
}

Json json_of(const StrideList& strides) {
  const StrideSummary summary = summarize(strides);
  const DroppedStrides& dropped = strides.dropped;
  return {{"complete", strides.complete.size()},
          {"dropped",
           {{"starts_before_recording", dropped.starts_before_recording},
            {"ends_after_recording", dropped.ends_after_recording},
            {"without_toe_off", dropped.without_toe_off},
            {"implausible_duration", dropped.implausible_duration},
            {"missing_data", dropped.missing_data}}},
          {"duration_s", json_of(summary.duration_s)},
          {"contact_s", json_of(summary.contact_s)},
          {"toe_off_percent", json_of(summary.toe_off_percent)}};
}

Json json_of(const SideResult& side) {
  Json json{{"side", side_name(side.side)}, {"strides", json_of(side.strides)}, {"muscles", Json::array()}};
  for (const MuscleResult& muscle : side.muscles) json["muscles"].push_back(json_of(muscle));
  for (const exposure::MissingMuscle& missing : side.missing) {
    json["missing"].push_back({{"muscle", hamstring_code(missing.muscle)}, {"reason", missing.reason}});
  }
  return json;
}

Json steps_json(const std::vector<StepSpan>& steps) {
  Json all = Json::array();
  for (const StepSpan& step : steps)
    all.push_back({{"side", side_name(step.side)}, {"start_s", step.start_s}, {"end_s", step.end_s}});
  return all;
}

Json movement_json(const MotionReport& report) {
  const bool has_time = !report.time_s.empty();
  return {{"gait", gait_kind_name(report.gait)},
          {"speed_m_per_s", number_or_null(report.speed_m_per_s)},
          {"start_s", number_or_null(has_time ? report.time_s.front() : unknown)},
          {"end_s", number_or_null(has_time ? report.time_s.back() : unknown)},
          {"frames", report.time_s.size()},
          {"no_strides_reason", stride_count(report) > 0 ? Json(nullptr) : Json(report.no_strides_reason)},
          {"steps_without_stride", steps_json(report.steps)}};
}

Json provenance_json(const MotionReport& report) {
  Json inputs = Json::array();
  for (const InputFile& input : report.provenance.inputs) {
    inputs.push_back({{"role", input.role}, {"name", input.name}, {"sha256", input.sha256}});
  }
  return {{"program", "hamstring"},
          {"version", report.provenance.program_version},
          {"mode", compatibility_name(report.provenance.mode)},
          {"generated_on", report.generated_on},
          {"inputs", std::move(inputs)}};
}

Json model_json(const ModelFacts& model) {
  return {{"name", model.name},
          {"muscle_count", model.muscle_count},
          {"personal", model.personal},
          {"coordinates_used", model.coordinates_used},
          {"coordinates_missing", model.coordinates_missing}};
}

Json diagnostics_json(const Diagnostics& diagnostics) {
  Json all = Json::array();
  for (const Diagnostic& entry : diagnostics.entries()) {
    all.push_back({{"severity", severity_name(entry.severity)},
                   {"message", entry.message},
                   {"file", entry.file},
                   {"line", entry.line},
                   {"element", entry.element}});
  }
  return all;
}

Json choices_json(const Choices& choices) {
  const auto given = [](const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); };
  Json hamstrings = Json::object();
  for (const auto& [slot, muscle] : choices.hamstrings) hamstrings[slot] = muscle;
  return {{"lowpass_hz", given(choices.lowpass_hz)},
          {"from_s", given(choices.from_s)},
          {"to_s", given(choices.to_s)},
          {"angles", !choices.in_degrees   ? "as in the file"
                     : *choices.in_degrees ? "degrees"
                                           : "radians"},
          {"hamstrings", std::move(hamstrings)},
          {"capture", choices.capture.empty() ? Json(nullptr) : Json(choices.capture)}};
}

Json filled_json(const std::vector<FilledRows>& filled) {
  Json all = Json::array();
  for (const FilledRows& rows : filled)
    all.push_back({{"coordinate", rows.coordinate}, {"from_s", rows.from_s}, {"to_s", rows.to_s}});
  return all;
}

Json jumps_json(const std::vector<ReportedJump>& jumps) {
  Json all = Json::array();
  for (const ReportedJump& jump : jumps) {
    all.push_back({{"muscle", jump.muscle},
                   {"frame", jump.frame},
                   {"time_s", number_or_null(jump.time_s)},
                   {"size_m", number_or_null(jump.size_m)},
                   {"cause", jump.cause}});
  }
  return all;
}

}  // namespace

nlohmann::ordered_json summary_json(const MotionReport& report) {
  Json json{{"schema", "hamstring/motion_summary"},
            {"schema_version", summary_schema_version},
            {"title", report.title},
            {"subject", report.subject},
            {"result", result_sentence(report).text()},
            {"provenance", provenance_json(report)},
            {"choices", choices_json(report.choices)},
            {"model", model_json(report.model)},
            {"movement", movement_json(report)},
            {"sides", Json::array()}};
  for (const SideResult& side : report.sides) json["sides"].push_back(json_of(side));
  if (report.forces) json["forces"] = forces_json(*report.forces);
  json["filled"] = filled_json(report.filled);
  json["jumps"] = jumps_json(report.jumps);
  json["diagnostics"] = diagnostics_json(report.diagnostics);
  json["files"] = Json::array();
  for (const WrittenFile& file : report.files_written) {
    json["files"].push_back({{"name", file.name}, {"contents", file.contents}});
  }
  return json;
}

}  // namespace hamstring::report
