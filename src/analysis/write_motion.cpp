#include "analysis/write_motion.h"

#include "core/file.h"
#include "core/try.h"
#include "gait/event_table.h"
#include "render/report_html.h"
#include "report/strides_table.h"
#include "report/summary_json.h"

namespace hamstring::analysis {
namespace {

constexpr const char* muscles_file = "muscles.sto";

void name_files(const MusclesTableChoice& choice, MotionAnalysis& analysis) {
  report::MotionReport& report = analysis.report;
  const bool whole = choice.muscles.empty() && choice.quantities.empty();
  report.files_written = {
      {.name = "report.html", .contents = "this page"},
      {.name = "strides.csv", .contents = "one row per stride, side and muscle"},
      {.name = "events.csv", .contents = "foot strikes and toe-offs"},
      {.name = muscles_file,
       .contents = whole ? "length, stretch, lengthening speed and moment arms of every muscle in every frame"
                         : "what was chosen of muscles and quantities, in every frame"},
      {.name = "summary.json", .contents = "this report for programs"}};
  report.files_written.insert(report.files_written.end(), analysis.further_files.begin(),
                              analysis.further_files.end());
}

/// All but the long one.
std::vector<ResultFile> short_files(const report::MotionReport& report) {
  std::vector<ResultFile> files;
  files.push_back({.name = "strides.csv", .text = report::strides_csv(report)});
  files.push_back({.name = "events.csv",
                   .text = write_event_table({.left = report.left_events, .right = report.right_events},
                                             report.events_given ? "given" : "found")});
  files.push_back(
      {.name = "summary.json",
       .text = report::summary_json(report).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) +
               "\n"});
  files.push_back({.name = "report.html", .text = render::report_html(report)});
  return files;
}

}  // namespace

Result<std::vector<ResultFile>> motion_files(MotionAnalysis& analysis, const MusclesTableChoice& choice) {
  name_files(choice, analysis);
  ResultFile muscles{.name = muscles_file, .text = {}};
  const auto keep = [&](std::string_view piece) { muscles.text += piece; };
  HAMSTRING_TRY_DO(write_muscles_table(analysis, choice, keep));
  std::vector<ResultFile> files = short_files(analysis.report);
  files.insert(files.begin(), std::move(muscles));
  return files;
}

Result<void> write_motion_analysis(const std::filesystem::path& folder, MotionAnalysis& analysis,
                                   const MusclesTableChoice& choice) {
  HAMSTRING_TRY_DO(check_choice(analysis.model, choice));
  name_files(choice, analysis);
  for (const ResultFile& file : short_files(analysis.report)) {
    HAMSTRING_TRY_DO(write_file(folder / file.name, file.text));
  }
  FileWriter muscles(folder / muscles_file);
  const Result<void> made =
      write_muscles_table(analysis, choice, [&](std::string_view piece) { muscles.write(piece); });
  return made ? muscles.commit() : made;
}

}  // namespace hamstring::analysis
