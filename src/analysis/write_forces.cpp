// What is written of forces: tables, a summary for programs, one for people.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/analyze_forces.h"
#include "core/file.h"
#include "core/try.h"
#include "formats/storage/storage_writer.h"

namespace hamstring::analysis {
namespace {

nlohmann::json number(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

nlohmann::json summary_json(const ForceSummary& s, double mass_kg) {
  return {{"side", side_name(s.side)},
          {"what", s.what},
          {"strides", s.strides},
          {"peak_N", number(s.peak_n)},
          {"peak_low_N", number(s.low_n)},
          {"peak_high_N", number(s.high_n)},
          {"peak_N_per_kg", number(s.peak_n / mass_kg)},
          {"peak_low_N_per_kg", number(s.low_n / mass_kg)},
          {"peak_high_N_per_kg", number(s.high_n / mass_kg)},
          {"peak_at_percent", number(s.peak_at_percent)},
          {"largest_peak_at_s", number(s.peak_at_s)},
          {"longest_fiber_optimal_lengths", number(s.longest_fiber)},
          {"most_tendon_strain_percent", number(100.0 * s.most_tendon_strain)},
          {"peak_power_W", number(s.peak_power_w)},
          {"least_power_W", number(s.least_power_w)},
          {"positive_work_J", number(s.positive_work_j)},
          {"negative_work_J", number(s.negative_work_j)},
          {"positive_work_J_per_kg", number(s.positive_work_j / mass_kg)},
          {"negative_work_J_per_kg", number(s.negative_work_j / mass_kg)},
          {"impulse_Ns", number(s.impulse_n_s)},
          {"share_of_hip_extension_moment", number(s.hip_share)},
          {"share_of_knee_flexion_moment", number(s.knee_share)}};
}

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

std::string per_cent(double share) {
  return std::isfinite(share) ? fmt::format("{:.0f} %", 100.0 * share) : std::string("not known");
}

std::string summary_line(const ForceSummary& s, double mass_kg) {
  const std::string name = fmt::format("  {} {}", s.what, side_name(s.side));
  if (!std::isfinite(s.peak_n)) return fmt::format("{}: not known\n", name);
  std::string text =
      fmt::format("{}: {:.0f} N, between {:.0f} and {:.0f} ({:.1f} N/kg, {:.1f} to {:.1f})", name, s.peak_n,
                  s.low_n, s.high_n, s.peak_n / mass_kg, s.low_n / mass_kg, s.high_n / mass_kg);
  if (std::isfinite(s.peak_at_percent)) text += fmt::format(" at {:.0f} % of the stride", s.peak_at_percent);
  text += "\n    ";
  if (std::isfinite(s.impulse_n_s)) {
    text += fmt::format("work {:.1f} J done, {:.1f} J taken ({:.2f} and {:.2f} J/kg); impulse {:.0f} N s; ",
                        s.positive_work_j, -s.negative_work_j, s.positive_work_j / mass_kg,
                        -s.negative_work_j / mass_kg, s.impulse_n_s);
  } else {
    text += "work and impulse not known (frames within have no result); ";
  }
  text +=
      fmt::format("{} of hip extension, {} of knee flexion\n", per_cent(s.hip_share), per_cent(s.knee_share));
  if (std::isfinite(s.longest_fiber))
    text += fmt::format("    fiber up to {:.2f} optimal lengths, tendon stretched up to {:.1f} %\n",
                        s.longest_fiber, 100.0 * s.most_tendon_strain);
  return text;
}

}  // namespace

std::string forces_json(const ForcesAnalysis& analysis) {
  const DynamicsAnalysis& moments = analysis.dynamics;
  nlohmann::json json{{"schema", "hamstring/forces"},
                      {"version", 1},
                      {"program_version", moments.provenance.program_version},
                      {"mode", compatibility_name(moments.provenance.mode)},
                      {"settings", analysis.settings},
                      {"inputs", nlohmann::json::array()},
                      {"mass_kg", moments.mass_kg},
                      {"frames", analysis.shared.frames.size()},
                      {"solved_frames", analysis.solved},
                      {"kkt_residual", analysis.kkt_residual},
                      {"reserves", nlohmann::json::array()},
                      {"hamstrings", nlohmann::json::array()}};
  for (const InputFile& file : moments.provenance.inputs)
    json["inputs"].push_back({{"role", file.role}, {"name", file.name}, {"sha256", file.sha256}});
  for (const ReserveMark& mark : analysis.marks) {
    json["reserves"].push_back({{"coordinate", mark.coordinate},
                                {"marked_frames", mark.frames},
                                {"known_frames", mark.known},
                                {"largest_share", mark.worst_share},
                                {"largest_share_at_s", mark.worst_s}});
  }
  for (const ForceSummary& s : analysis.summaries)
    json["hamstrings"].push_back(summary_json(s, moments.mass_kg));
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string forces_text(const ForcesAnalysis& analysis) {
  const std::size_t frames = analysis.shared.frames.size();
  std::string text = fmt::format("{} frames, {} solved; {}; mode {}\n", frames, analysis.solved,
                                 analysis.settings, compatibility_name(analysis.dynamics.provenance.mode));
  text += analysis.summaries.front().strides > 0
              ? "Largest force of a stride, and over it (medians of strides):\n"
              : "Largest force, and over the whole recording (no stride was found):\n";
  for (const ForceSummary& s : analysis.summaries) text += summary_line(s, analysis.dynamics.mass_kg);
  std::size_t marked = 0;
  for (const bool m : analysis.marked) marked += m ? 1 : 0;
  if (marked > 0)
    text += fmt::format("In {} of {} frames reserves carry more than {:.0f} % of a hip or knee moment.\n",
                        marked, frames, 100.0 * reserve_share_marked);
  text +=
      "How the hamstrings divide what they carry is known by no measurement here: one muscle's force is one "
      "of many "
      "that fit, and its band is wide.\n";
  if (analysis.dynamics.residuals) text += dynamics::residual_sentence(*analysis.dynamics.residuals) + "\n";
  return text;
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
