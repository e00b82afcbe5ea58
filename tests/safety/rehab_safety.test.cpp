// Each folder of tests/safety/cases: histories that must stop, hold back or ask, and their benign twins.
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "tests/golden/expectations.h"

namespace hamstring::rehab::golden {
namespace {

/// So many programs of ctest share the cases: each loads the knowledge once.
constexpr std::size_t shares = 6;

/// open.txt: cases that are known to disagree, by name, each with its reason.
std::map<std::string, std::string> known_to_disagree() {
  std::map<std::string, std::string> result;
  const auto text = read_file(tests_folder / "safety" / "open.txt");
  EXPECT_TRUE(text) << "tests/safety/open.txt cannot be read";
  std::istringstream lines(text.value_or(""));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t end = std::min(line.find(' '), line.size());
    result[line.substr(0, end)] = line.substr(std::min(end + 1, line.size()));
  }
  return result;
}

/// Whether anything of it fails; the failures themselves are not told on.
bool disagrees(const Told& told, const std::string& name) {
  testing::TestPartResultArray found;
  {
    const testing::ScopedFakeTestPartResultReporter caught(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &found);
    holds(told, name);
  }
  for (int i = 0; i < found.size(); ++i) {
    if (found.GetTestPartResult(i).failed()) return true;
  }
  return false;
}

class SafetyCases : public testing::TestWithParam<std::size_t> {};

TEST_P(SafetyCases, stop_hold_back_or_ask_and_the_benign_twins_go_on) {
  ASSERT_NE(knowledge(), nullptr) << "the knowledge does not load";
  const std::map<std::string, std::string> open = known_to_disagree();
  const std::vector<std::string> all = case_names(safety_cases);
  std::size_t looked_at = 0;
  for (std::size_t i = GetParam(); i < all.size(); i += shares) {
    const std::optional<Told> told = told_in(safety_cases / all[i]);
    if (!told) continue;
    ++looked_at;
    if (open.contains(all[i])) {
      EXPECT_TRUE(disagrees(*told, all[i])) << all[i] << " agrees now: take it out of tests/safety/open.txt";
    } else {
      holds(*told, all[i]);
    }
  }
  EXPECT_GE(looked_at, 68U);
}

TEST(SafetyList, has_all_histories_and_twins_and_names_what_disagrees_with_its_reason) {
  const std::vector<std::string> all = case_names(safety_cases);
  const auto twins = std::ranges::count_if(
      all, [](const std::string& name) { return name.find("__benign_") != std::string::npos; });
  EXPECT_GE(std::ssize(all) - twins, 236);
  EXPECT_GE(twins, 201);
  for (const auto& [name, reason] : known_to_disagree()) {
    EXPECT_TRUE(std::ranges::binary_search(all, name)) << "open.txt names " << name << ", which is no case";
    EXPECT_GE(reason.size(), 20U) << "open.txt does not say why " << name << " is open";
  }
}

INSTANTIATE_TEST_SUITE_P(Safety, SafetyCases, testing::Range(std::size_t{0}, shares));

}  // namespace
}  // namespace hamstring::rehab::golden
