#include "apps/cli/command.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <system_error>

namespace hamstring::cli {

void add_common_options(CLI::App& app, CommonOptions& options) {
  app.add_option("--compat", options.compat,
                 "whose numbers: 'opensim' (its known errors included) or 'physics'")
      ->check(CLI::IsMember({"opensim", "physics"}));
  app.add_flag("--physics", options.physics, "the same as --compat physics");
  app.add_flag("--json", options.json, "machine-readable output on standard output");
}

Compatibility mode_of(const CommonOptions& options, Compatibility otherwise) {
  if (options.physics || options.compat == "physics") return Compatibility::physics;
  if (options.compat == "opensim") return Compatibility::opensim;
  return otherwise;
}

std::filesystem::path data_folder() {
  if (const char* folder = std::getenv("HAMSTRING_DATA_DIR")) return folder;
  std::filesystem::path sources = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data";
  std::error_code code;
  if (std::filesystem::is_directory(sources, code)) return sources;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", code);
  return program.parent_path() / ".." / "share" / "hamstring";
}

std::filesystem::path web_folder() {
  if (const char* folder = std::getenv("HAMSTRING_WEB_DIR")) return folder;
  std::filesystem::path built = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "web" / "dist";
  std::error_code code;
  if (std::filesystem::is_directory(built, code)) return built;
  return data_folder() / "web";
}

std::filesystem::path own_database() {
  const char* data = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  std::filesystem::path folder = data != nullptr && *data != '\0' ? std::filesystem::path(data)
                                 : home != nullptr ? std::filesystem::path(home) / ".local" / "share"
                                                   : std::filesystem::path(".");
  return folder / "hamstring" / "hamstring.db";
}

std::string today() {
  const std::chrono::year_month_day date(
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string program_version() {
  return HAMSTRING_VERSION;
}

void print_diagnostics(const Diagnostics& diagnostics, bool with_notes) {
  for (const Diagnostic& diagnostic : diagnostics.entries()) {
    if (diagnostic.severity == Severity::note && !with_notes) continue;
    fmt::print(stderr, "{}\n", diagnostic.text());
  }
}

int print_error(const Error& error) {
  fmt::print(stderr, "error: {}\n", error.text());
  return exit_data_at_fault;
}

}  // namespace hamstring::cli
