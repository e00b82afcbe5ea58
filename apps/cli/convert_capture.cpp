// The part of hamstring convert that reads motion capture: markers, forces, signals and events of a motion
// capture file as tables.
#include "apps/cli/convert_capture.h"

#include <fmt/format.h>

#include <cmath>

#include "analysis/convert_capture.h"
#include "core/text.h"

namespace hamstring::cli {
namespace {

int wrong_use(std::string message, std::string advice = {}) {
  print_error({.message = std::move(message), .advice = std::move(advice)});
  return exit_wrong_use;
}

std::optional<double> meters_of(const std::string& unit) {
  if (unit == "mm") return 1e-3;
  if (unit == "cm") return 1e-2;
  if (unit == "m") return 1.0;
  return std::nullopt;
}

}  // namespace

void add_convert_capture_options(CLI::App& command, ConvertCaptureOptions& options) {
  command.add_option(
      "--up", options.up,
      "C3D: the axis of the recording that points up: +z, +y, -x … (default: found, and shown)");
  command.add_option("--turn", options.turn_degrees,
                     "C3D: turn about the vertical by 90, 180 or 270 degrees, so that one runs along x");
  command.add_flag("--from-zero", options.from_zero, "C3D: the first frame is at 0 s");
  command.add_option("--rate", options.rate_hz, "C3D: frames a second, where the file does not say");
  command.add_option("--unit", options.unit, "C3D: mm, cm or m, where the file does not say");
  command.add_option("--contact-force", options.contact_force_n,
                     "C3D: a force below is no contact and has no center of pressure [N] (default: 20)");
  command.add_flag("--notes", options.notes, "also print what was noticed but needs no action");
}

int convert_capture_file(const std::string& file, const std::string& folder,
                         const ConvertCaptureOptions& options) {
  analysis::ConvertRequest request{.capture = file,
                                   .quarter_turns = options.turn_degrees / 90,
                                   .from_zero = options.from_zero,
                                   .program_version = program_version()};
  if (options.turn_degrees % 90 != 0) return wrong_use("--turn: 0, 90, 180 or 270 was expected");
  if (!options.up.empty()) {
    request.up = laboratory_axis(options.up);
    if (!request.up) return wrong_use(fmt::format("--up '{}': an axis such as +z was expected", options.up));
  }
  if (!options.unit.empty()) {
    request.reading.meters_per_unit = meters_of(options.unit);
    if (!request.reading.meters_per_unit) return wrong_use("--unit: mm, cm or m was expected");
  }
  if (options.rate_hz != 0.0) {
    if (!(options.rate_hz > 0.0) || !std::isfinite(options.rate_hz))
      return wrong_use("--rate: frames a second were expected");
    request.reading.rate_hz = options.rate_hz;
  }
  if (!(options.contact_force_n > 0.0) || !std::isfinite(options.contact_force_n))
    return wrong_use("--contact-force: a force in newtons, more than 0, was expected",
                     "A center of pressure is a moment divided by this force.");
  request.reading.contact_force_n = options.contact_force_n;
  Diagnostics diagnostics;
  const auto converted = analysis::convert_capture(request, diagnostics);
  print_diagnostics(diagnostics, options.notes);
  if (!converted) return print_error(converted.error());
  if (converted->files.empty())
    return print_error({.message = "the file holds nothing that a table can hold", .file = file});
  if (const auto written = analysis::write_converted(folder, *converted); !written)
    return print_error(written.error());
  for (const analysis::ConvertedFile& one : converted->files)
    fmt::print("{}  {}\n", (std::filesystem::path(folder) / one.name).string(), one.contents);
  for (const std::string& choice : converted->choices) fmt::print(stderr, "{}\n", choice);
  return exit_good;
}

}  // namespace hamstring::cli
