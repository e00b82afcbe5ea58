// What `hamstring id` says and writes.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/analyze_dynamics.h"
#include "analysis/dynamics_table.h"
#include "core/file.h"
#include "core/try.h"
#include "formats/storage/storage_writer.h"
#include "formats/text/csv_writer.h"

namespace hamstring::analysis {
namespace {

std::string plates_csv(const std::vector<dynamics::PlateContact>& contacts) {
  std::string text = "plate,from_s,to_s,body,distance_m,other_foot_distance_m,doubt\n";
  for (const dynamics::PlateContact& contact : contacts) {
    text += fmt::format("{},{:.4f},{:.4f},{},{:.3f},{:.3f},{}\n", csv_field(contact.plate), contact.from_s,
                        contact.to_s, csv_field(contact.body), contact.distance_m, contact.other_distance_m,
                        csv_field(contact.doubt));
  }
  return text;
}

nlohmann::json residuals_json(const dynamics::Residuals& r) {
  return {{"force_peak_N", r.force_peak_n},
          {"force_rms_N", r.force_rms_n},
          {"moment_peak_Nm", r.moment_peak_n_m},
          {"moment_rms_Nm", r.moment_rms_n_m},
          {"force_limit_N", r.force_limit_n},
          {"moment_limit_Nm", r.moment_limit_n_m},
          {"peak_at_s", r.peak_at_s},
          {"external_force_peak_N", r.external_peak_n},
          {"mass_center_height_m", r.mass_center_height_m},
          {"acceptable", r.are_acceptable()},
          {"sentence", dynamics::residual_sentence(r)},
          {"source", "Hicks et al. 2015, doi 10.1115/1.4029304"}};
}

std::string peaks_line(const MomentPeaks& peaks, double mass_kg, std::size_t frames) {
  if (peaks.known_frames == 0) return fmt::format("  {:<22} not known in any frame\n", peaks.coordinate);
  std::string line =
      fmt::format("  {:<22} {:8.1f} N m at {:.3f} s  {:8.1f} N m at {:.3f} s  ({:.2f} and {:.2f} N m/kg)",
                  peaks.coordinate, peaks.highest, peaks.highest_at_s, peaks.lowest, peaks.lowest_at_s,
                  peaks.highest / mass_kg, peaks.lowest / mass_kg);
  if (peaks.known_frames < frames)
    line += fmt::format("; known in {} of {} frames", peaks.known_frames, frames);
  return line + "\n";
}

std::string contacts_text(const std::vector<dynamics::PlateContact>& contacts) {
  if (contacts.empty()) return {};
  std::string text = "Who stands on which plate (change it with --plate NAME=BODY):\n";
  for (const dynamics::PlateContact& c : contacts) {
    text += c.body.empty() ? fmt::format("  {:<22} {:.3f} – {:.3f} s  not known: {}\n", c.plate, c.from_s,
                                         c.to_s, c.doubt)
            : c.distance_m > 0.0
                ? fmt::format("  {:<22} {:.3f} – {:.3f} s  {} ({:.2f} m away; the other foot {:.2f} m)\n",
                              c.plate, c.from_s, c.to_s, c.body, c.distance_m, c.other_distance_m)
                : fmt::format("  {:<22} {:.3f} – {:.3f} s  {} (given by hand)\n", c.plate, c.from_s, c.to_s,
                              c.body);
  }
  return text;
}

}  // namespace

std::string dynamics_json(const DynamicsAnalysis& analysis) {
  nlohmann::json json{{"schema", "hamstring/id"},
                      {"version", 1},
                      {"program_version", analysis.provenance.program_version},
                      {"mode", compatibility_name(analysis.provenance.mode)},
                      {"settings", analysis.settings},
                      {"frames", analysis.result.frames()},
                      {"mass_kg", analysis.mass_kg}};
  for (const InputFile& file : analysis.provenance.inputs)
    json["inputs"].push_back({{"role", file.role}, {"name", file.name}, {"sha256", file.sha256}});
  if (analysis.residuals) json["residuals"] = residuals_json(*analysis.residuals);
  if (analysis.ground) {
    const dynamics::GroundEstimate& g = *analysis.ground;
    json["without_plates"] = {
        {"sentence", dynamics::ground_sentence(g)}, {"flight_frames", g.flight_frames},
        {"single_support_frames", g.single_frames}, {"double_support_frames", g.double_frames},
        {"unknown_frames", g.unknown_frames},       {"weight_N", g.weight_n}};
    if (g.flight_frames > 0) {
      json["without_plates"]["flight_force_rms_N"] = g.flight_force_rms_n;
      json["without_plates"]["flight_force_peak_N"] = g.flight_force_peak_n;
    }
  }
  json["plates"] = nlohmann::json::array();
  for (const dynamics::PlateContact& c : analysis.contacts) {
    json["plates"].push_back({{"plate", c.plate},
                              {"from_s", c.from_s},
                              {"to_s", c.to_s},
                              {"body", c.body.empty() ? nlohmann::json(nullptr) : nlohmann::json(c.body)},
                              {"doubt", c.doubt}});
  }
  json["flexion_moments"] = nlohmann::json::array();
  for (const MomentPeaks& p : analysis.peaks) {
    nlohmann::json entry{{"coordinate", p.coordinate}, {"known_frames", p.known_frames}};
    if (p.known_frames > 0) {
      entry["highest_Nm"] = p.highest;
      entry["highest_at_s"] = p.highest_at_s;
      entry["lowest_Nm"] = p.lowest;
      entry["lowest_at_s"] = p.lowest_at_s;
    }
    json["flexion_moments"].push_back(std::move(entry));
  }
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string dynamics_text(const DynamicsAnalysis& analysis) {
  std::string text = fmt::format("{} frames, {:.3f} s to {:.3f} s; {}; mode {}\n", analysis.result.frames(),
                                 analysis.result.time_s.front(), analysis.result.time_s.back(),
                                 analysis.settings, compatibility_name(analysis.provenance.mode));
  text += contacts_text(analysis.contacts);
  text += "Moments that flex (positive) or extend (negative), largest of each:\n";
  for (const MomentPeaks& peaks : analysis.peaks)
    text += peaks_line(peaks, analysis.mass_kg, analysis.result.frames());
  if (analysis.ground) {
    text += dynamics::ground_sentence(*analysis.ground) + "\n";
  } else if (analysis.residuals) {
    text += dynamics::residual_sentence(*analysis.residuals) + "\n";
  }
  return text;
}

Result<void> write_dynamics_analysis(const std::filesystem::path& folder, const DynamicsAnalysis& analysis) {
  const Compatibility mode = analysis.provenance.mode;
  const StorageWriteOptions options{
      .title = "Inverse Dynamics Generalized Forces",
      .in_degrees = false,
      .description = fmt::format("hamstring {}, mode {}, {}", analysis.provenance.program_version,
                                 compatibility_name(mode), analysis.settings)};
  HAMSTRING_TRY_DO(write_storage(folder / "inverse_dynamics.sto",
                                 generalized_force_table(analysis.model.model, analysis.result, mode),
                                 options));
  HAMSTRING_TRY_DO(write_file(folder / "summary.json", dynamics_json(analysis) + "\n"));
  if (!analysis.contacts.empty())
    HAMSTRING_TRY_DO(write_file(folder / "plates.csv", plates_csv(analysis.contacts)));
  return {};
}

}  // namespace hamstring::analysis
