// Every .mot, .sto, .trc and .osim among the shared recordings is accounted for: read whole, in part with
// reasons, or refused with reasons. With HAMSTRING_READ_RATE_REPORT=<file> the test also writes the table of
// docs/formats.md.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/file.h"
#include "core/text.h"
#include "formats/osim/osim_reader.h"
#include "formats/storage/storage_reader.h"
#include "formats/trc/trc_reader.h"
#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

struct ReadOutcome {
  std::string file;  ///< relative to the shared data
  bool is_read = false;
  std::vector<std::string> reasons;  ///< warnings, or the refusal

  [[nodiscard]] std::string kind() const {
    return !is_read ? "refused" : reasons.empty() ? "whole" : "in part";
  }
};

template <class T>
ReadOutcome outcome_of(const std::string& file, const Result<T>& result, const Diagnostics& diagnostics) {
  ReadOutcome outcome{.file = file, .is_read = result.has_value()};
  if (!result) {
    outcome.reasons.push_back(result.error().message);
    return outcome;
  }
  for (const Diagnostic& entry : diagnostics.entries()) {
    if (entry.severity == Severity::note) continue;
    const std::string where = entry.line > 0 ? fmt::format(" (line {})", entry.line) : "";
    outcome.reasons.push_back((entry.element.empty() ? "" : entry.element + ": ") + entry.message + where);
  }
  return outcome;
}

ReadOutcome read_any(const std::filesystem::path& path, const std::string& name) {
  Diagnostics diagnostics;
  const std::string ending = to_lower(path.extension().string());
  if (ending == ".trc") {
    const auto result = read_trc(path, diagnostics);
    return outcome_of(name, result, diagnostics);
  }
  if (ending == ".osim") {
    const auto result = read_osim(path, {}, diagnostics);
    return outcome_of(name, result, diagnostics);
  }
  const auto result = read_storage(path, diagnostics);
  return outcome_of(name, result, diagnostics);
}

std::map<std::string, std::vector<ReadOutcome>> read_everything() {
  std::map<std::string, std::vector<ReadOutcome>> outcomes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::shared_data_folder())) {
    const std::string ending = to_lower(entry.path().extension().string());
    if (!entry.is_regular_file() ||
        (ending != ".mot" && ending != ".sto" && ending != ".trc" && ending != ".osim"))
      continue;
    const std::string name = std::filesystem::relative(entry.path(), testing::shared_data_folder()).string();
    outcomes[ending].push_back(read_any(entry.path(), name));
  }
  for (auto& [ending, files] : outcomes) std::ranges::sort(files, {}, &ReadOutcome::file);
  return outcomes;
}

std::size_t count_of(const std::vector<ReadOutcome>& files, std::string_view kind) {
  return static_cast<std::size_t>(
      std::ranges::count_if(files, [&](const ReadOutcome& f) { return f.kind() == kind; }));
}

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '|' || c == '<' || c == '*' || c == '_') result += '\\';
    result += c;
  }
  return result;
}

std::string as_markdown(const std::map<std::string, std::vector<ReadOutcome>>& outcomes) {
  std::string text = "| files | read whole | in part | refused | accounted for |\n|---|---|---|---|---|\n";
  for (const auto& [ending, files] : outcomes) {
    text += fmt::format("| {} `{}` | {} | {} | {} | 100 % |\n", files.size(), ending,
                        count_of(files, "whole"), count_of(files, "in part"), count_of(files, "refused"));
  }
  text += "\n| not read whole | outcome | why |\n|---|---|---|\n";
  for (const auto& [ending, files] : outcomes) {
    for (const ReadOutcome& file : files) {
      if (file.kind() == "whole") continue;
      std::string why;
      for (const std::string& reason : file.reasons) why += (why.empty() ? "" : "; ") + escaped(reason);
      text += fmt::format("| {} | {} | {} |\n", escaped(file.file), file.kind(), why);
    }
  }
  return text;
}

TEST(ReadRate, accounts_for_every_shared_recording) {
  HAMSTRING_NEEDS_DATA("INVENTORY.md");
  const auto outcomes = read_everything();
  for (const auto& [ending, files] : outcomes) {
    for (const ReadOutcome& file : files) {
      if (file.kind() == "whole") continue;
      EXPECT_FALSE(file.reasons.empty()) << file.file;
      for (const std::string& reason : file.reasons) EXPECT_FALSE(reason.empty()) << file.file;
    }
  }
  if (const char* report = std::getenv("HAMSTRING_READ_RATE_REPORT")) {
    EXPECT_TRUE(write_file(report, as_markdown(outcomes)));
  }
}

// The only files of the collection that hold no recording: one of no bytes, one cut inside its header.
TEST(ReadRate, refuses_only_the_files_that_hold_nothing) {
  HAMSTRING_NEEDS_DATA("INVENTORY.md");
  std::vector<std::string> refused;
  for (const auto& [ending, files] : read_everything()) {
    for (const ReadOutcome& file : files) {
      if (!file.is_read) refused.push_back(std::filesystem::path(file.file).filename().string());
    }
  }
  EXPECT_EQ(refused, (std::vector<std::string>{"Empty.trc", "Truncated.trc"}));
}

TEST(ReadRate, finds_the_known_faults_of_the_collection_and_no_others_in_motion_files) {
  HAMSTRING_NEEDS_DATA("INVENTORY.md");
  std::vector<std::string> in_part;
  const auto outcomes = read_everything();
  for (const char* ending : {".mot", ".sto"}) {
    for (const ReadOutcome& file : outcomes.at(ending)) {
      if (file.kind() == "in part") in_part.push_back(file.file);
    }
  }
  // Counted independently: a stale row count, ground forces named twice. A stale column count
  // (example3DWalking/coordinates.sto) is a note: nothing that is computed hangs on it.
  EXPECT_EQ(
      in_part,
      (std::vector<std::string>{
          "opensim-org+opensim-models/Pipelines/Gait2392_Simbody/OutputReference/subject01_walk1_ik.mot",
          "opensim-org+opensim-models/Pipelines/Hamner/subject02_running_grf.mot"}));
}

}  // namespace
}  // namespace hamstring
