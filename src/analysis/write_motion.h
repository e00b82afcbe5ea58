// The files of an analyzed movement: muscles.sto, strides.csv, events.csv, summary.json, report.html.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/analyze_motion.h"
#include "analysis/muscles_table.h"
#include "core/result.h"

namespace hamstring::analysis {

struct ResultFile {
  std::string name;  ///< without a folder
  std::string text;
};

/// The files in memory: muscles.sto, strides.csv, events.csv, summary.json, report.html. Fills
/// report.files_written. Errors: a choice that the model does not have.
[[nodiscard]] Result<std::vector<ResultFile>> motion_files(MotionAnalysis& analysis,
                                                           const MusclesTableChoice& choice = {});

/// Writes them into `folder` (created if missing); muscles.sto, the long one, goes to the disk while it is
/// computed. Fills report.files_written. Errors: a choice that the model does not have; the first file that
/// cannot be written.
[[nodiscard]] Result<void> write_motion_analysis(const std::filesystem::path& folder,
                                                 MotionAnalysis& analysis,
                                                 const MusclesTableChoice& choice = {});

}  // namespace hamstring::analysis
