#include "formats/watch/activity_reader.h"

#include <string>

#include "core/text.h"
#include "formats/fit/fit_reader.h"
#include "formats/gpx/gpx_reader.h"
#include "formats/tcx/tcx_reader.h"

namespace hamstring {

std::optional<ActivityFormat> activity_format_of(std::string_view content) {
  if (content.size() >= 12 && content.substr(8, 4) == ".FIT") return ActivityFormat::fit;
  const std::string_view head = content.substr(0, 4096);
  if (head.find('\0') != std::string_view::npos || content.starts_with("PK") ||
      content.starts_with("\x1f\x8b"))
    return std::nullopt;
  if (head.find("<TrainingCenterDatabase") != std::string_view::npos) return ActivityFormat::tcx;
  if (head.find("<gpx") != std::string_view::npos) return ActivityFormat::gpx;
  const std::string_view start = trim(head);
  if (start.empty() || start.starts_with("<") || start.starts_with("{")) return std::nullopt;
  return ActivityFormat::csv;
}

Result<ActivityFile> parse_activity_file(std::string_view content, std::string_view file_name,
                                         Diagnostics& diagnostics,
                                         const std::vector<GpsColumnName>& columns) {
  switch (activity_format_of(content).value_or(ActivityFormat::csv)) {
    case ActivityFormat::fit:
      return parse_fit(content, file_name, diagnostics);
    case ActivityFormat::tcx:
      return parse_tcx(content, file_name, diagnostics);
    case ActivityFormat::gpx:
      return parse_gpx(content, file_name, diagnostics);
    case ActivityFormat::csv:
      break;
  }
  if (!activity_format_of(content))
    return failure(Error{.message = "this is no file of a watch that is known here (FIT, TCX, GPX, CSV)",
                         .file = std::string(file_name),
                         .advice = "Export the activity as FIT, TCX or GPX."});
  return parse_gps_csv(content, file_name, diagnostics, columns);
}

}  // namespace hamstring
