// What is written of forces: tables, a summary for programs, one for people.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/analyze_forces.h"
#include "core/file.h"
#include "core/try.h"
#include "formats/storage/storage_writer.h"
#include "report/force_json.h"

namespace hamstring::analysis {
namespace {

std::string cell(double value) {
  return std::isfinite(value) ? fmt::format("{:.6g}", value) : std::string();
}

/// Every hamstring of every frame with its band; marked frames say so.
std::string curves_csv(const ForcesAnalysis& analysis) {
  struct Column {
    const char* name;
    const char* unit;
    BandedSeries ForceCurve::* series;
  };
  using C = ForceCurve;
  const auto columns_of = [](const ForceCurve& curve) {
    std::vector<Column> columns{{"", "_N", &C::force_n}, {"_power", "_W", &C::power_w}};
    if (curve.is_single) {
      columns.push_back({"_fiber_length", "", &C::fiber_length});
      columns.push_back({"_tendon_strain", "", &C::tendon_strain});
    }
    return columns;
  };
  std::string text = "time_s,reserves_marked";
  for (const ForceCurve& c : analysis.curves) {
    for (const Column& column : columns_of(c)) {
      for (const char* end : {"", "_low", "_high"})
        text += fmt::format(",{}_{}{}{}{}", c.what, side_name(c.side), column.name, end, column.unit);
    }
  }
  text += '\n';
  const std::vector<double>& time_s = analysis.dynamics.motion.time_s;
  for (std::size_t f = 0; f < time_s.size(); ++f) {
    text += fmt::format("{:.6g},{}", time_s[f], analysis.marked[f] ? 1 : 0);
    for (const ForceCurve& c : analysis.curves) {
      for (const Column& column : columns_of(c)) {
        const BandedSeries& series = c.*column.series;
        for (const auto* values : {&series.value, &series.low, &series.high})
          text += "," + (values->empty() ? std::string() : cell((*values)[f]));
      }
    }
    text += '\n';
  }
  return text;
}

}  // namespace

std::string without_plates_sentence(const ForcesAnalysis& analysis) {
  const DynamicsAnalysis& moments = analysis.dynamics;
  if (!moments.ground) return {};
  const WithoutPlatesError& error = moments.walks ? walking_without_plates : running_without_plates;
  const char* how = moments.walks ? "walking" : "running";
  const std::string found = dynamics::ground_sentence(*moments.ground);
  if (error.recordings == 0)
    return fmt::format(
        "{} How far such forces are off in {} was not measured in enough recordings: forces of a leg on the "
        "ground are not shown, and those of the swinging leg are without a measured error.",
        found, how);
  return fmt::format(
      "{} Measured against plates in {} other recordings of {}, the largest force of the hamstrings late in "
      "the swing was off by {:.0f} % in the median and by {:.0f} % at worst, the moments over the stride by "
      "{:.0f} % of the peak at the hip and {:.0f} % at the knee: forces of a leg on the ground are therefore "
      "not shown.",
      found, error.recordings, how, 100.0 * error.late_swing_peak, 100.0 * error.late_swing_peak_worst,
      100.0 * error.hip_moment, 100.0 * error.knee_moment);
}

namespace {

/// Whole sentences of what to know before relying on the forces.
void add_sentences(const ForcesAnalysis& analysis, report::ForceReport& forces) {
  const DynamicsAnalysis& moments = analysis.dynamics;
  if (moments.ground) forces.cautions.push_back(without_plates_sentence(analysis));
  if (!moments.beside_plates.empty())
    forces.cautions.push_back(
        fmt::format("In {} steps a foot stands where nothing measured what is under it; that leg has no "
                    "result then, and a stride that holds such a step has no work and no impulse.",
                    moments.beside_plates.size()));
  if (forces.solved < forces.frames)
    forces.cautions.push_back(
        fmt::format("In {} of {} frames not every muscle has a result; what has none is empty, and why is "
                    "said with it.",
                    forces.frames - forces.solved, forces.frames));
  if (forces.marked > 0)
    forces.cautions.push_back(
        fmt::format("In {} of {} frames reserves carry more than {:.0f} % of a hip or knee moment: the "
                    "muscles of the model could not make it, or not cheaply.",
                    forces.marked, forces.frames, 100.0 * reserve_share_marked));
  if (moments.residuals && !moments.ground)
    (moments.residuals->are_acceptable() ? forces.notes : forces.cautions)
        .push_back(dynamics::residual_sentence(*moments.residuals));
  forces.notes.emplace_back(
      "How the hamstrings divide what they carry is known by no measurement here: one muscle's numbers are "
      "one of many sets that fit, and their bands are wide.");
}

}  // namespace

report::ForceReport force_report(const ForcesAnalysis& analysis) {
  report::ForceReport forces{.mass_kg = analysis.dynamics.mass_kg,
                             .settings = analysis.settings,
                             .frames = analysis.shared.frames.size(),
                             .solved = analysis.solved,
                             .kkt_residual = analysis.kkt_residual,
                             .muscles = analysis.summaries,
                             .reserves = analysis.marks,
                             .swing_only = analysis.dynamics.ground.has_value()};
  for (const bool m : analysis.marked) forces.marked += m ? 1 : 0;
  add_sentences(analysis, forces);
  return forces;
}

std::string forces_json(const ForcesAnalysis& analysis) {
  const DynamicsAnalysis& moments = analysis.dynamics;
  nlohmann::ordered_json json{{"schema", "hamstring/forces"},
                              {"version", 2},
                              {"program_version", moments.provenance.program_version},
                              {"mode", compatibility_name(moments.provenance.mode)},
                              {"inputs", nlohmann::json::array()}};
  for (const InputFile& file : moments.provenance.inputs)
    json["inputs"].push_back({{"role", file.role}, {"name", file.name}, {"sha256", file.sha256}});
  json.update(report::forces_json(force_report(analysis)));
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string forces_text(const ForcesAnalysis& analysis) {
  return fmt::format("{} frames, {} solved; {}; mode {}\n", analysis.shared.frames.size(), analysis.solved,
                     analysis.settings, compatibility_name(analysis.dynamics.provenance.mode)) +
         report::forces_lines(force_report(analysis));
}

Result<void> write_forces_analysis(const std::filesystem::path& folder, const ForcesAnalysis& analysis) {
  const StorageWriteOptions options{
      .title = "Muscle forces",
      .in_degrees = false,
      .description = fmt::format("hamstring {}, mode {}, {}", analysis.dynamics.provenance.program_version,
                                 compatibility_name(analysis.dynamics.provenance.mode), analysis.settings)};
  HAMSTRING_TRY_DO(write_storage(folder / "forces.sto", analysis.shared.force, options));
  HAMSTRING_TRY_DO(write_storage(folder / "activations.sto", analysis.shared.activation, options));
  HAMSTRING_TRY_DO(write_file(folder / "hamstrings.csv", curves_csv(analysis)));
  return write_file(folder / "summary.json", forces_json(analysis) + "\n");
}

}  // namespace hamstring::analysis
