// The files of an analyzed movement: muscles.sto, strides.csv, summary.json, report.html.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/analyze_motion.h"
#include "core/result.h"

namespace hamstring::analysis {

struct ResultFile {
  std::string name;  ///< without a folder
  std::string text;
};

/// The files in memory: muscles.sto, strides.csv, summary.json, report.html. Fills report.files_written.
[[nodiscard]] Result<std::vector<ResultFile>> motion_files(MotionAnalysis& analysis);

/// Makes all files in memory first, then writes them into `folder` (created if missing). Fills
/// report.files_written. Errors: the first file that cannot be written.
[[nodiscard]] Result<void> write_motion_analysis(const std::filesystem::path& folder,
                                                 MotionAnalysis& analysis);

}  // namespace hamstring::analysis
