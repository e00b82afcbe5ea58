// hamstring plan CASE: what to do today, and why.
#include <fmt/format.h>

#include <chrono>
#include <cstdint>

#include "apps/cli/rehab_input.h"
#include "core/file.h"
#include "rehab/plan/next_test.h"
#include "rehab/plan/plan.h"
#include "view/answer_text.h"
#include "view/calendar.h"
#include "view/today_view.h"

namespace hamstring::cli {
namespace {

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

int print_plan(const CommonOptions& common, const RehabOptions& options, const std::string& protocol,
               const std::string& calendar) {
  const std::optional<RehabInput> input = rehab_input(options);
  if (!input) return exit_data_at_fault;
  if (!protocol.empty() && !input->knowledge.protocols.contains(protocol)) {
    return print_error({.message = fmt::format("there is no protocol '{}'", protocol),
                        .advice = "hamstring knowledge list names them."});
  }
  const rehab::Plan plan = rehab::plan(input->knowledge, input->history, input->today, protocol);
  if (!calendar.empty()) {
    const auto events = rehab::calendar_events(input->knowledge, input->history, plan, rehab::calendar_days);
    const auto written = write_file(
        calendar, rehab::calendar_file(
                      catalog_for(input->knowledge, options, &input->history), events,
                      {.owner = input->history.case_id, .made_s = seconds_now(), .session_minute = {}}));
    if (!written) return print_error(written.error());
  }
  const rehab::Catalog& catalog = catalog_for(input->knowledge, options, &input->history);
  if (common.json) {
    print_json("plan", service::today_json({input->knowledge, catalog}, input->history, plan));
  } else {
    fmt::print("{}", rehab::plan_text(input->knowledge, catalog, plan,
                                      rehab::next_test(input->knowledge, input->history, input->today),
                                      options.why));
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
  const auto calendar = std::make_shared<std::string>();
  command->add_option("--ics", *calendar, "writes the days of the next four weeks into this calendar file");
  command->add_flag("--why", options->why, "every rule, what it looked at, and its sources");
  return {.app = command, .run = [&common, options, protocol, calendar] {
            return print_plan(common, *options, *protocol, *calendar);
          }};
}

}  // namespace hamstring::cli
