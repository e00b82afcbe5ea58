#include "analysis/write_motion.h"

#include <fmt/format.h>

#include <cmath>

#include "core/file.h"
#include "formats/storage/storage_writer.h"
#include "render/report_html.h"
#include "report/strides_table.h"
#include "report/summary_json.h"

namespace hamstring::analysis {
namespace {

/// Length, stretch, lengthening speed and moment arms of every muscle, labels "muscle|quantity_unit".
TimeSeries muscles_table(const MotionAnalysis& analysis, Compatibility mode) {
  const model::Model& model = analysis.model.model;
  const std::vector<double> upright = muscle::upright_lengths(model, mode);
  TimeSeries table(analysis.motion.time_s, {});
  for (std::size_t m = 0; m < model.muscles.size(); ++m) {
    if (!model.muscles[m].is_computed) continue;
    const std::span<const double> length = analysis.muscles.length_m.column(m);
    std::vector<double> stretch(length.begin(), length.end());
    for (double& value : stretch) value = value / upright[m] - 1.0;
    table.add_column(model.muscles[m].name + "|length_m", length);
    table.add_column(model.muscles[m].name + "|stretch_from_upright", stretch);
    table.add_column(model.muscles[m].name + "|lengthening_speed_m_per_s",
                     analysis.muscles.lengthening_speed_m_per_s.column(m));
  }
  const TimeSeries& arms = analysis.muscles.all_moment_arms;
  for (std::size_t column = 0; column < arms.columns(); ++column) {
    const std::string& label = arms.labels()[column];
    const std::size_t bar = label.find('|');
    table.add_column(label.substr(0, bar) + "|moment_arm_m|" + label.substr(bar + 1), arms.column(column));
  }
  return table;
}

}  // namespace

Result<std::vector<ResultFile>> motion_files(MotionAnalysis& analysis) {
  report::MotionReport& report = analysis.report;
  report.files_written = {
      {.name = "report.html", .contents = "this page"},
      {.name = "strides.csv", .contents = "one row per stride, side and muscle"},
      {.name = "muscles.sto",
       .contents = "length, stretch, lengthening speed and moment arms of every muscle in every frame"},
      {.name = "summary.json", .contents = "this report for programs"}};
  const Compatibility mode = report.provenance.mode;
  const StorageWriteOptions options{
      .title = "muscles",
      .in_degrees = false,
      .description = fmt::format("hamstring {}, mode {}, model {}", report.provenance.program_version,
                                 compatibility_name(mode), report.model.name),
      .digits = StorageDigits::eight_decimals};
  const Result<std::string> muscles = format_storage(muscles_table(analysis, mode), options);
  if (!muscles) return failure(muscles.error());
  std::vector<ResultFile> files;
  files.push_back({.name = "muscles.sto", .text = *muscles});
  files.push_back({.name = "strides.csv", .text = report::strides_csv(report)});
  files.push_back(
      {.name = "summary.json",
       .text = report::summary_json(report).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) +
               "\n"});
  files.push_back({.name = "report.html", .text = render::report_html(report)});
  return files;
}

Result<void> write_motion_analysis(const std::filesystem::path& folder, MotionAnalysis& analysis) {
  const Result<std::vector<ResultFile>> files = motion_files(analysis);
  if (!files) return failure(files.error());
  for (const ResultFile& file : *files) {
    if (const Result<void> written = write_file(folder / file.name, file.text); !written) return written;
  }
  return {};
}

}  // namespace hamstring::analysis
