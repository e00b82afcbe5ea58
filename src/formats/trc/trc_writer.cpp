#include "formats/trc/trc_writer.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "core/file.h"
#include "core/text.h"
#include "core/try.h"

namespace hamstring {
namespace {

constexpr double mm_per_m = 1000.0;

std::string without_blanks(std::string_view name) {
  std::string result(name);
  for (char& c : result) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') c = '_';
  }
  return result;
}

}  // namespace

Result<std::string> format_trc(const MarkerTrajectories& markers, const std::string& file_name) {
  if (markers.markers() == 0 || markers.frames() == 0)
    return failure(Error{.message = "there are no markers to write", .file = file_name});
  const std::string rate = shortest_number(std::isfinite(markers.rate_hz) ? markers.rate_hz : 0.0);
  const long long first = markers.original.first_frame.value_or(1);
  std::string text = fmt::format(
      "PathFileType\t4\t(X/Y/Z)\t{}\n"
      "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n"
      "{}\t{}\t{}\t{}\tmm\t{}\t{}\t{}\nFrame#\tTime",
      without_blanks(file_name), rate, rate, markers.frames(), markers.markers(), rate, first,
      markers.frames());
  for (const std::string& name : markers.names) {
    if (name.empty()) return failure(Error{.message = "a marker has no name", .file = file_name});
    text += '\t' + without_blanks(name) + "\t\t";
  }
  text.resize(text.size() - 2);  // what follows the last name would be a field too many
  text += "\n\t";
  for (std::size_t m = 1; m <= markers.markers(); ++m)
    fmt::format_to(std::back_inserter(text), "\tX{0}\tY{0}\tZ{0}", m);
  text += "\n\n";
  for (std::size_t f = 0; f < markers.frames(); ++f) {
    fmt::format_to(std::back_inserter(text), "{}\t{}", f + 1, shortest_number(markers.time_s[f]));
    for (std::size_t m = 0; m < markers.markers(); ++m) {
      const Vec3 p = mm_per_m * markers.position_m(f, m);
      if (p.allFinite()) {
        fmt::format_to(std::back_inserter(text), "\t{:.5f}\t{:.5f}\t{:.5f}", p.x(), p.y(), p.z());
      } else {
        text += "\t\t\t";
      }
    }
    text += '\n';
  }
  return text;
}

Result<void> write_trc(const std::filesystem::path& path, const MarkerTrajectories& markers) {
  HAMSTRING_TRY(text, format_trc(markers, path.filename().string()));
  return write_file(path, text);
}

}  // namespace hamstring
