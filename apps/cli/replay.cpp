// hamstring replay CASE --protocol A --protocol B: where two protocols would have decided differently.
#include <fmt/format.h>

#include "apps/cli/rehab_input.h"
#include "rehab/plan/replay.h"
#include "view/answer_text.h"
#include "view/course_view.h"

namespace hamstring::cli {
namespace {

int compare_protocols(const CommonOptions& common, const RehabOptions& options,
                      const std::vector<std::string>& protocols) {
  const std::optional<RehabInput> input = rehab_input(options);
  if (!input) return exit_data_at_fault;
  const Day until =
      options.today.empty() ? rehab::latest_day(input->history).value_or(input->today) : input->today;
  const rehab::Catalog& catalog = catalog_for(input->knowledge, options, &input->history);
  if (common.json) {
    const Result<service::Json> sides = service::side_by_side_json(
        {input->knowledge, catalog}, input->history, protocols[0], protocols[1], until);
    if (!sides) return print_error(sides.error());
    print_json("replay", *sides);
    return exit_good;
  }
  const Result<rehab::Replay> replayed =
      rehab::replay(input->knowledge, input->history, protocols[0], protocols[1], until);
  if (!replayed) return print_error(replayed.error());
  fmt::print("{}", rehab::replay_text(catalog, *replayed));
  return exit_good;
}

}  // namespace

Command add_replay(CLI::App& app, CommonOptions& common) {
  CLI::App* command = app.add_subcommand(
      "replay", "Two protocols over one history: on which days they would have decided differently, and why");
  add_common_options(*command, common);
  const auto options = std::make_shared<RehabOptions>();
  const auto protocols = std::make_shared<std::vector<std::string>>();
  add_rehab_options(*command, *options, true);
  command->add_option("--protocol", *protocols, "given twice: the two to compare")->required();
  return {.app = command, .run = [&common, options, protocols] {
            if (protocols->size() == 2) return compare_protocols(common, *options, *protocols);
            fmt::print(stderr, "error: --protocol is given twice, once for each side\n");
            return exit_wrong_use;
          }};
}

}  // namespace hamstring::cli
