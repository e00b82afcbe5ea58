// The command line: hamstring SUBCOMMAND … ; data on standard output, words on standard error.
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>
#include <system_error>
#include <vector>

#include "apps/cli/command.h"

namespace {

int run_command(int argc, char** argv) {
  using namespace hamstring::cli;
  CLI::App app("Hamstring: what a movement did to each of the three hamstring muscles, and what to do next.",
               "hamstring");
  app.set_version_flag("--version", program_version());
  app.require_subcommand(1);
  CommonOptions options;
  add_common_options(app, options);
  std::vector<Command> commands{add_analyze(app, options),
                                add_assess(app, options),
                                add_plan(app, options),
                                add_log(app),
                                add_replay(app, options),
                                add_case(app),
                                add_knowledge(app, options),
                                add_model(app, options),
                                add_convert(app, options),
                                add_exercises(app, options),
                                add_exposure(app, options),
                                add_id(app, options),
                                add_ik(app, options),
                                add_forces(app, options),
                                add_run_tool(app, options),
                                add_check(app, options),
                                add_scale(app),
                                add_serve(app),
                                add_squad(app),
                                add_lab_child(app),
                                add_run_child(app),
                                add_vault_child(app)};
  for (Command& command : add_vault(app)) commands.push_back(std::move(command));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? exit_good : exit_wrong_use;
  }
  for (const Command& command : commands) {
    if (command.app->parsed()) return command.run();
  }
  return exit_wrong_use;
}

/// What was printed is an output like any file: it counts once all of it has left.
int end(int code) {
  std::cout.flush();
  const bool left = std::cout.good() && std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
  if (left) return code;
  (void)hamstring::cli::print_error(
      {.message = fmt::format("what was printed could not be written: {}", std::strerror(errno)),
       .advice = "Is there room where it goes?"});
  return std::max(code, hamstring::cli::exit_data_at_fault);
}

/// What people told is in the memory of most of these commands and in most of what they write: no image of
/// the memory lands on a disk when one of them crashes, and every file it makes is its owner's alone.
void keep_to_its_owner() {
  ::umask(0077);
  constexpr rlimit none{.rlim_cur = 0, .rlim_max = 0};
  (void)::setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__  // whose search for leaks has to look into the process
  (void)::prctl(PR_SET_DUMPABLE, 0);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  keep_to_its_owner();
  // A file that may not grow further is a refused write like any other: it is told, and the server goes on.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return end(run_command(argc, argv));
  } catch (const std::system_error& error) {
    fmt::print(stderr, "error: {}\nIs there room where the output goes?\n", error.what());
    return hamstring::cli::exit_data_at_fault;
  } catch (const std::exception& error) {
    // Libraries return their errors; what arrives here is memory or a fault of ours.
    fmt::print(stderr, "error: {}\nThis should not happen; nothing was written.\n", error.what());
    return hamstring::cli::exit_data_at_fault;
  }
}
