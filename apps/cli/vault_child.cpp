// hamstring vault-child: not for people. The server starts it to export, back up or import
// (apps/server/vault_jobs.h).
#include <sodium.h>

#include "apps/cli/command.h"
#include "apps/server/vault_jobs.h"

namespace hamstring::cli {

Command add_vault_child(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("vault-child", "exports, backs up or imports for the server that starts it");
  command->group("");  // not listed
  const auto options = std::make_shared<server::VaultChild>();
  command->add_option("--data", options->data_folder)->required();
  command->add_option("--db", options->database)->required();
  command->add_option("--memory", options->bounds.memory_max)->required();
  command->add_option("--file", options->bounds.file_max)->required();
  command->add_option("--seconds", options->bounds.seconds_max)->required();
  command->add_option("--parent", options->bounds.parent)->required();
  return {.app = command, .run = [options] {
            if (sodium_init() < 0) return 1;
            return server::vault_child(*options);
          }};
}

}  // namespace hamstring::cli
