// What every subcommand of the command line shares. One file a subcommand; no domain logic here.
#pragma once

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "core/provenance.h"
#include "core/result.h"

namespace hamstring::cli {

inline constexpr int exit_good = 0;
inline constexpr int exit_data_at_fault = 1;
inline constexpr int exit_wrong_use = 2;

/// Options that may stand before or after the subcommand.
struct CommonOptions {
  std::string compat{};  ///< "opensim" or "physics"; empty: the subcommand's own default
  bool physics = false;  ///< --physics
  bool json = false;     ///< machine output on stdout
};

/// Adds --compat, --physics and --json to a (sub)command.
void add_common_options(CLI::App& app, CommonOptions& options);

/// The mode that was asked for, or the default of the subcommand.
[[nodiscard]] Compatibility mode_of(const CommonOptions& options, Compatibility otherwise);

/// A subcommand registers itself and leaves its action in `run`.
struct Command {
  CLI::App* app = nullptr;
  std::function<int()> run;
};

[[nodiscard]] Command add_analyze(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_assess(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_case(CLI::App& app);
[[nodiscard]] Command add_check(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_convert(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_exercises(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_exposure(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_id(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_ik(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_forces(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_knowledge(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_lab_child(CLI::App& app);
[[nodiscard]] Command add_vault_child(CLI::App& app);
[[nodiscard]] Command add_log(CLI::App& app);
[[nodiscard]] Command add_model(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_plan(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_replay(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_run_child(CLI::App& app);
[[nodiscard]] Command add_run_tool(CLI::App& app, CommonOptions& options);
[[nodiscard]] Command add_scale(CLI::App& app);
[[nodiscard]] Command add_serve(CLI::App& app);
[[nodiscard]] Command add_squad(CLI::App& app);
/// export, import, backup, restore, password
[[nodiscard]] std::vector<Command> add_vault(CLI::App& app);

/// The folder `data/` that came with the program: HAMSTRING_DATA_DIR, else beside the sources it was built
/// from, else ../share/hamstring beside the program.
[[nodiscard]] std::filesystem::path data_folder();

/// The built app: HAMSTRING_WEB_DIR, else web/dist beside the sources, else web/ in the installed data
/// folder.
[[nodiscard]] std::filesystem::path web_folder();

/// Where what one records lies unless told otherwise: ~/.local/share/hamstring/hamstring.db, as the XDG Base
/// Directory Specification has it.
[[nodiscard]] std::filesystem::path own_database();

/// Today as an ISO date; the only clock of the command line.
[[nodiscard]] std::string today();

/// "0.1.0"
[[nodiscard]] std::string program_version();

/// Warnings and errors (and notes, if asked) on standard error.
void print_diagnostics(const Diagnostics& diagnostics, bool with_notes);

/// An error on standard error, with what can be done about it. Returns exit_data_at_fault.
int print_error(const Error& error);

}  // namespace hamstring::cli
