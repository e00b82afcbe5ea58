// The part of `hamstring convert` that reads motion capture files.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "apps/cli/command.h"

namespace hamstring::cli {

struct ConvertCaptureOptions {
  std::string up{};
  int turn_degrees = 0;
  bool from_zero = false;
  double rate_hz = 0.0;  ///< 0: as the file says
  std::string unit{};    ///< of the points; empty: as the file says
  double contact_force_n = 20.0;
  bool notes = false;
};

void add_convert_capture_options(CLI::App& command, ConvertCaptureOptions& options);

/// Converts one C3D file into a folder and says what was written and chosen. Returns the exit code.
[[nodiscard]] int convert_capture_file(const std::string& file, const std::string& folder,
                                       const ConvertCaptureOptions& options);

}  // namespace hamstring::cli
