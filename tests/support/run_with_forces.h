// The library's run with forces, no plate under its feet: analyzed once for every test program that asks.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "analysis/analyze_forces.h"

namespace hamstring::testing {

inline const std::filesystem::path project_data = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data";

inline analysis::DynamicsRequest run_without_plates() {
  return {.motion = {.motion = project_data / "movements" / "run.toml",
                     .model = project_data / "models" / "lower_body.osim",
                     .from_s = 0.6,
                     .to_s = 2.1,
                     .lowpass_hz = 12.0},
          .without_plates = true};
}

/// Two strides of it, or why there are none.
inline const Result<analysis::ForcesAnalysis>& run_with_forces() {
  static const Result<analysis::ForcesAnalysis> analysis = [] {
    Diagnostics diagnostics;
    return analysis::analyze_forces({.dynamics = run_without_plates()}, diagnostics);
  }();
  return analysis;
}

}  // namespace hamstring::testing
