// hamstring plan CASE: what to do today, and why.
#include <fmt/format.h>

#include "apps/cli/rehab_input.h"
#include "rehab/answer_json.h"
#include "rehab/answer_text.h"
#include "rehab/next_test.h"
#include "rehab/plan.h"

namespace hamstring::cli {
namespace {

int run(const CommonOptions& common, const RehabOptions& options, const std::string& protocol) {
  const std::optional<RehabInput> input = rehab_input(options);
  if (!input) return exit_data_at_fault;
  if (!protocol.empty() && !input->knowledge.protocols.contains(protocol)) {
    return print_error({.message = fmt::format("there is no protocol '{}'", protocol),
                        .advice = "hamstring knowledge list names them."});
  }
  const rehab::Plan plan = rehab::plan(input->knowledge, input->history, input->today, protocol);
  const rehab::NextTest next = rehab::next_test(input->knowledge, input->history, input->today);
  if (common.json) {
    fmt::print("{}\n", rehab::plan_json(plan, next));
  } else {
    fmt::print("{}",
               rehab::plan_text(input->knowledge, catalog_for(input->knowledge, options, &input->history),
                                plan, next, options.why));
  }
  return exit_good;
}

}  // namespace

Command add_plan(CLI::App& app, CommonOptions& common) {
  CLI::App* command = app.add_subcommand("plan", "What to do today and why");
  add_common_options(*command, common);
  const auto options = std::make_shared<RehabOptions>();
  const auto protocol = std::make_shared<std::string>();
  add_rehab_options(*command, *options, true);
  command->add_option("--protocol", *protocol, "another protocol than the one chosen");
  command->add_flag("--why", options->why, "every rule, what it looked at, and its sources");
  return {.app = command, .run = [&common, options, protocol] { return run(common, *options, *protocol); }};
}

}  // namespace hamstring::cli
