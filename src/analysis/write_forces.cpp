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
  std::string text = "time_s,reserves_marked";
  for (const ForceCurve& c : analysis.curves) {
    const std::string name = fmt::format("{}_{}", c.what, side_name(c.side));
    text += fmt::format(",{0}_N,{0}_low_N,{0}_high_N,{0}_power_W", name);
    if (c.is_single) text += fmt::format(",{0}_fiber_length,{0}_tendon_strain", name);
  }
  text += '\n';
  const std::vector<double>& time_s = analysis.dynamics.motion.time_s;
  for (std::size_t f = 0; f < time_s.size(); ++f) {
    text += fmt::format("{:.6g},{}", time_s[f], analysis.marked[f] ? 1 : 0);
    for (const ForceCurve& c : analysis.curves) {
      for (const auto* series : {&c.force_n, &c.low_n, &c.high_n, &c.power_w})
        text += "," + cell((*series)[f]);
      if (!c.is_single) continue;
      for (const auto* series : {&c.fiber_length, &c.tendon_strain})
        text += "," + (series->empty() ? std::string() : cell((*series)[f]));
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
  return fmt::format(
      "{} Measured against plates in other recordings of {}, the largest force of the hamstrings late in the "
      "swing was off by {:.0f} % (median), the moments over the stride by {:.0f} % of the peak at the hip "
      "and "
      "{:.0f} % at the knee: forces of a leg on the ground are therefore not shown.",
      dynamics::ground_sentence(*moments.ground), moments.walks ? "walking" : "running",
      100.0 * error.late_swing_peak, 100.0 * error.hip_moment, 100.0 * error.knee_moment);
}

namespace {

/// Whole sentences of what to know before relying on the forces.
std::vector<std::string> notes_of(const ForcesAnalysis& analysis, std::size_t marked) {
  const std::size_t frames = analysis.shared.frames.size();
  std::vector<std::string> notes;
  if (analysis.dynamics.ground) notes.push_back(without_plates_sentence(analysis));
  notes.emplace_back(
      "How the hamstrings divide what they carry is known by no measurement here: one muscle's force is one "
      "of many that fit, and its band is wide.");
  if (analysis.solved < frames)
    notes.push_back(fmt::format("{} of {} frames have no result; they are empty, and why is said with them.",
                                frames - analysis.solved, frames));
  if (marked > 0)
    notes.push_back(
        fmt::format("In {} of {} frames reserves carry more than {:.0f} % of a hip or knee moment.", marked,
                    frames, 100.0 * reserve_share_marked));
  if (analysis.dynamics.residuals && !analysis.dynamics.ground)
    notes.push_back(dynamics::residual_sentence(*analysis.dynamics.residuals));
  return notes;
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
                             .notes = {},
                             .swing_only = analysis.dynamics.ground.has_value()};
  for (const bool m : analysis.marked) forces.marked += m ? 1 : 0;
  forces.notes = notes_of(analysis, forces.marked);
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
