// hamstring lab-child: not for people. The server starts it to work on one recording
// (apps/server/lab_jobs.h).
#include "apps/cli/command.h"
#include "apps/server/lab_jobs.h"

namespace hamstring::cli {

Command add_lab_child(CLI::App& app) {
  CLI::App* command = app.add_subcommand("lab-child", "works on one recording for the server that starts it");
  command->group("");  // not listed
  const auto options = std::make_shared<server::LabChild>();
  command->add_option("--data", options->data_folder)->required();
  command->add_option("--memory", options->memory_max)->required();
  command->add_option("--result", options->result_max)->required();
  command->add_option("--seconds", options->seconds_max)->required();
  command->add_option("--parent", options->parent)->required();
  command->add_option("--day", options->day)->required();
  return {.app = command, .run = [options] { return server::lab_child(*options); }};
}

}  // namespace hamstring::cli
