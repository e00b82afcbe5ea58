#include "formats/trc/trc_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/file.h"
#include "core/text.h"
#include "core/try.h"
#include "formats/text/table_checks.h"
#include "formats/text/table_text.h"
#include "formats/trc/trc_rows.h"

namespace hamstring {
namespace {

// Thresholds of doubt are ours: they only raise questions.
constexpr double rate_tolerance = 0.02;         // of the rate in the header, against that of the times
constexpr double smallest_laboratory_m = 0.02;  // a recording that spans less is in another unit
constexpr double largest_laboratory_m = 200.0;

void check_counts(const TrcHeader& header, const MarkerTrajectories& markers, int label_line,
                  Diagnostics& diagnostics) {
  const auto frames = static_cast<long long>(markers.frames());
  const auto names = static_cast<long long>(markers.markers());
  if (header.frames && *header.frames != frames) {
    // More frames than are there may have been cut off; fewer than are there lose nothing.
    diagnostics.add({.severity = *header.frames > frames ? Severity::warning : Severity::note,
                     .message = fmt::format(
                         "the header counts {} frames, the file holds {}; the frames of the file are used",
                         *header.frames, frames),
                     .element = "NumFrames"});
  }
  if (header.markers && *header.markers != names) {
    diagnostics.add(
        {.message = fmt::format("the header counts {} markers, {} are labelled; the labels are used",
                                *header.markers, names),
         .line = label_line,
         .element = "NumMarkers"});
  }
}

/// The rate of the header where the times agree with it, else that of the times.
double checked_rate(const TrcHeader& header, const std::vector<double>& time_s, Diagnostics& diagnostics) {
  const double stated = header.rate_hz.value_or(std::nan(""));
  if (time_s.size() < 2) return stated;
  const double measured = static_cast<double>(time_s.size() - 1) / (time_s.back() - time_s.front());
  if (!header.rate_hz) return measured;
  if (std::abs(measured - stated) <= rate_tolerance * stated) return stated;
  diagnostics.warn(
      fmt::format("the header says {:.6g} frames a second, the times say {:.6g}; the times are used", stated,
                  measured),
      "DataRate");
  return measured;
}

void check_size(const MarkerTrajectories& markers, Diagnostics& diagnostics) {
  double largest = 0.0;
  for (const Vec3& position : markers.positions_m) {
    if (position.allFinite()) largest = std::max(largest, position.cwiseAbs().maxCoeff());
  }
  if (largest == 0.0 || (largest >= smallest_laboratory_m && largest <= largest_laboratory_m)) return;
  diagnostics.warn(
      fmt::format(
          "the farthest marker lies {:.3g} m from the origin if the file is in {}: is that the right unit?",
          largest, markers.unit_in_file),
      "Units");
}

void report_missing(const MarkerTrajectories& markers, Diagnostics& diagnostics) {
  std::size_t missing = 0;
  std::size_t never_seen = 0;
  std::size_t at_origin = 0;
  std::string first_at_origin;
  for (std::size_t m = 0; m < markers.markers(); ++m) {
    const std::size_t gaps = markers.missing_frames(m);
    missing += gaps;
    never_seen += gaps == markers.frames() ? 1 : 0;
    for (std::size_t f = 0; f < markers.frames(); ++f) {
      if (markers.position_m(f, m) == Vec3::Zero() && at_origin++ == 0) first_at_origin = markers.names[m];
    }
  }
  if (missing > 0) {
    diagnostics.note(fmt::format("{} missing; {} never seen", counted(missing, "marker position"),
                                 counted(never_seen, "marker")));
  }
  if (at_origin > 0) {
    diagnostics.warn(
        fmt::format("{} exactly at 0, 0, 0, the first one of this marker; some systems write missing markers "
                    "so; kept as they are",
                    counted(at_origin, "marker position")),
        first_at_origin);
  }
}

MarkerTrajectories assemble(const TrcPreamble& preamble, const TrcRows& rows,
                            const std::vector<std::size_t>& kept) {
  MarkerTrajectories markers;
  markers.names = preamble.labels.names;
  markers.unit_in_file = preamble.header.unit;
  markers.original = preamble.header.original;
  const std::size_t count = markers.markers();
  const double scale = preamble.header.meters_per_unit;
  markers.positions_m.reserve(kept.size() * count);
  for (const std::size_t r : kept) {
    markers.time_s.push_back(rows.time_s[r]);
    for (std::size_t m = 0; m < count; ++m)
      markers.positions_m.push_back(scale * rows.positions[r * count + m]);
  }
  return markers;
}

Result<MarkerTrajectories> parse_text(std::string_view text, std::string_view file_name,
                                      Diagnostics& diagnostics) {
  HAMSTRING_TRY(preamble, read_trc_preamble(text, file_name, diagnostics));
  HAMSTRING_TRY(rows, read_trc_rows(preamble, file_name, diagnostics));
  const std::size_t count = preamble.labels.names.size();
  const auto equal = [&](std::size_t a, std::size_t b) {
    for (std::size_t m = 0; m < count; ++m) {
      const Vec3 &p = rows.positions[a * count + m], &q = rows.positions[b * count + m];
      if (!std::equal(p.begin(), p.end(), q.begin(), same_number)) return false;
    }
    return true;
  };
  HAMSTRING_TRY(kept, rows_in_time_order(rows.time_s, rows.lines, file_name, equal, diagnostics));
  MarkerTrajectories markers = assemble(preamble, rows, kept);
  warn_of_duplicates(markers.names, "marker", diagnostics);
  check_counts(preamble.header, markers, preamble.labels.line, diagnostics);
  markers.rate_hz = checked_rate(preamble.header, markers.time_s, diagnostics);
  check_size(markers, diagnostics);
  report_missing(markers, diagnostics);
  return markers;
}

}  // namespace

Result<MarkerTrajectories> parse_trc(std::string_view content, std::string_view file_name,
                                     Diagnostics& diagnostics) {
  HAMSTRING_TRY(text, require_text(content, file_name, "marker file"));
  Diagnostics found;
  found.set_file(std::string(file_name));
  Result<MarkerTrajectories> markers = parse_text(text, file_name, found);
  diagnostics.append(found);
  return markers;
}

Result<MarkerTrajectories> read_trc(const std::filesystem::path& path, Diagnostics& diagnostics) {
  HAMSTRING_TRY(content, read_file(path, table_size_limit_bytes));
  return parse_trc(content, path.string(), diagnostics);
}

}  // namespace hamstring
