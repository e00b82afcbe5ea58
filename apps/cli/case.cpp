// hamstring case merge A B: two copies of one history become one; what only one had, and what they disagree
// on.
#include <fmt/format.h>

#include "apps/cli/rehab_input.h"
#include "core/file.h"
#include "history/merge.h"

namespace hamstring::cli {
namespace {

void list_entries(const char* title, const std::vector<rehab::Entry>& entries) {
  fmt::print(stderr, "{}: {}\n", title, entries.size());
  for (const rehab::Entry& entry : entries)
    fmt::print(stderr, "  {} {} ({})\n", day_text(entry.day), entry.id, entry.hash.text());
}

int merge_files(const std::vector<std::string>& files, const std::string& out) {
  const std::optional<rehab::Case> a = read_case_or_say(files[0]), b = read_case_or_say(files[1]);
  if (!a || !b) return exit_data_at_fault;
  for (const auto& [history, file] : {std::pair(&*a, &files[0]), std::pair(&*b, &files[1])}) {
    RehabOptions of_file;
    of_file.case_file = *file;
    if (const Result<void> good = not_from_the_future(*history, of_file); !good)
      return print_error(good.error());
  }
  const Result<rehab::MergeResult> merged = rehab::merge(*a, *b);
  if (!merged) return print_error(merged.error());
  list_entries(("only in " + files[0]).c_str(), merged->only_in_a);
  list_entries(("only in " + files[1]).c_str(), merged->only_in_b);
  for (const rehab::Conflict& conflict : merged->conflicts) {
    fmt::print(
        stderr,
        "undecided: entry {} has {} versions; a 'resolve' entry with the hash of the right one settles it\n",
        conflict.entry, conflict.versions.size());
    for (const rehab::Entry& version : conflict.versions)
      fmt::print(stderr, "  {} recorded {}\n", version.hash.text(), version.recorded_at.view());
  }
  const std::string text = rehab::write_case(merged->merged);
  if (out.empty()) {
    fmt::print("{}", text);
    return exit_good;
  }
  const Result<void> written = write_file(out, text);
  return written ? exit_good : print_error(written.error());
}

}  // namespace

Command add_case(CLI::App& app) {
  CLI::App* command = app.add_subcommand("case", "Work on case files");
  command->require_subcommand(1);
  CLI::App* merge = command->add_subcommand(
      "merge", "Two copies of one person's case become one; nothing is decided silently");
  const auto files = std::make_shared<std::vector<std::string>>();
  const auto out = std::make_shared<std::string>();
  merge->add_option("files", *files, "the two case files")->required()->expected(2);
  merge->add_option("--out", *out, "write there instead of standard output");
  return {.app = command, .run = [files, out] { return merge_files(*files, *out); }};
}

}  // namespace hamstring::cli
