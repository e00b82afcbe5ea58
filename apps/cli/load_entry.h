// What a recording asked of the hamstrings, kept in somebody's case as an entry of its own.
#pragma once

#include <string>

#include "apps/cli/rehab_input.h"
#include "load/load.h"

namespace hamstring::cli {

/// A case that may take an entry about `day`; read, held against the knowledge and the clock.
struct CaseForLoads {
  std::string file;
  Day day{}, clock{};
  RehabInput input;
};
/// Says on standard error what is wrong with file or day, and returns nothing.
[[nodiscard]] std::optional<CaseForLoads> case_for_loads(const std::string& file, const std::string& day);

/// Checks the case with what was added to it and writes it. Errors: one that would not be readable, or is too
/// large; nothing is written then.
[[nodiscard]] Result<void> write_with_loads(CaseForLoads& target, rehab::Case history);

/// Adds the load unless it is there, and writes the case. Returns an exit code.
[[nodiscard]] int add_load(CaseForLoads& target, load::Load load);

}  // namespace hamstring::cli
