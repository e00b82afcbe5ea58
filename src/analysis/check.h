// Known answers: does this build compute what mechanics, geometry and an independent engine say?
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/result.h"

namespace hamstring::analysis {

/// One comparison; `found` may be a largest error, then `expected` is 0.
struct KnownAnswer {
  std::string what;   ///< one line for people
  std::string basis;  ///< where the expected number comes from
  double expected = 0.0;
  double found = 0.0;
  double tolerance = 0.0;
  std::string unit;

  [[nodiscard]] bool passed() const;
};

/// Runs all known answers: closed forms, derivatives against differences, and the numbers that Simbody gave
/// for the built-in model (data/checks/). Errors: the built-in model or the stored numbers cannot be read.
[[nodiscard]] Result<std::vector<KnownAnswer>> run_known_answers(const std::filesystem::path& data_folder,
                                                                 Diagnostics& diagnostics);

/// The closed forms alone; need no file.
[[nodiscard]] std::vector<KnownAnswer> closed_form_answers();

}  // namespace hamstring::analysis
