// hamstring run-child: not for people. The server starts it to read files of watches
// (apps/server/run_jobs.h).
#include "apps/cli/command.h"
#include "apps/server/run_jobs.h"

namespace hamstring::cli {

Command add_run_child(CLI::App& app) {
  CLI::App* command = app.add_subcommand("run-child", "reads files of watches for the server that starts it");
  command->group("");  // not listed
  const auto options = std::make_shared<server::RunChild>();
  command->add_option("--data", options->data_folder)->required();
  command->add_option("--memory", options->bounds.memory_max)->required();
  command->add_option("--result", options->bounds.file_max)->required();
  command->add_option("--seconds", options->bounds.seconds_max)->required();
  command->add_option("--parent", options->bounds.parent)->required();
  command->add_option("--zone", options->question.zone)->required();
  command->add_option("--day", options->question.today)->required();
  command->add_option("--easy", options->question.easy_m_per_s);
  command->add_option("--top-low", options->question.top_low_m_per_s);
  command->add_option("--top-high", options->question.top_high_m_per_s);
  return {.app = command, .run = [options] { return server::run_child(*options); }};
}

}  // namespace hamstring::cli
