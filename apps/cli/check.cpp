// hamstring check: known answers, one page of pass and fail.
#include "analysis/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "apps/cli/command.h"

namespace hamstring::cli {
namespace {

int say_findings(const CommonOptions& common) {
  Diagnostics diagnostics;
  const Result<std::vector<analysis::KnownAnswer>> answers =
      analysis::run_known_answers(data_folder(), diagnostics);
  print_diagnostics(diagnostics, false);
  if (!answers) return print_error(answers.error());
  const auto failed =
      std::ranges::count_if(*answers, [](const analysis::KnownAnswer& a) { return !a.passed(); });
  if (common.json) {
    nlohmann::json json{{"schema", "hamstring/check"},
                        {"version", 1},
                        {"program_version", program_version()},
                        {"failed", failed}};
    for (const analysis::KnownAnswer& a : *answers) {
      json["answers"].push_back({{"what", a.what},
                                 {"basis", a.basis},
                                 {"expected", a.expected},
                                 {"found", a.found},
                                 {"tolerance", a.tolerance},
                                 {"unit", a.unit},
                                 {"passed", a.passed()}});
    }
    fmt::print("{}\n", json.dump(2));
  } else {
    for (const analysis::KnownAnswer& a : *answers) {
      fmt::print("{}  {}\n        expected {:.10g}, found {:.10g}, tolerance {:.0e} {}   ({})\n",
                 a.passed() ? "pass" : "FAIL", a.what, a.expected, a.found, a.tolerance, a.unit, a.basis);
    }
    fmt::print("\n{} known answers, {} failed\n", answers->size(), failed);
  }
  return failed == 0 ? exit_good : exit_data_at_fault;
}

}  // namespace

Command add_check(CLI::App& app, CommonOptions& common) {
  CLI::App* command =
      app.add_subcommand("check", "Compute known answers and compare: closed forms, an independent engine");
  add_common_options(*command, common);
  return {.app = command, .run = [&common] { return say_findings(common); }};
}

}  // namespace hamstring::cli
