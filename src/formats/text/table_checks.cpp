#include "formats/text/table_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_set>

#include "core/text.h"
#include "formats/text/table_text.h"

namespace hamstring {
namespace {

constexpr double repeated_time_limit = 0.05;  // of all rows

}  // namespace

Result<std::vector<std::size_t>> rows_in_time_order(std::span<const double> time_s,
                                                    std::span<const int> lines, std::string_view file_name,
                                                    const RowsAreEqual& are_equal, Diagnostics& diagnostics) {
  const auto refuse = [&](std::string message, int line, std::string advice) {
    return failure({.message = std::move(message),
                    .file = std::string(file_name),
                    .line = line,
                    .element = "time",
                    .advice = std::move(advice)});
  };
  std::vector<std::size_t> kept;
  kept.reserve(time_s.size());
  int first_repeated = 0, first_equal = 0;
  std::size_t equal = 0;
  double last = -std::numeric_limits<double>::infinity();
  for (std::size_t r = 0; r < time_s.size(); ++r) {
    if (!std::isfinite(time_s[r]))
      return refuse("the time of this row is not a number", lines[r], "Correct the time.");
    if (time_s[r] < last) {
      return refuse(fmt::format("time goes back from {} to {} s", last, time_s[r]), lines[r],
                    "Split the file where time starts anew, or correct the time column.");
    }
    if (time_s[r] > last) {
      kept.push_back(r);
    } else if (are_equal(kept.back(), r)) {
      if (equal++ == 0) first_equal = lines[r];
    } else if (first_repeated == 0) {
      first_repeated = lines[r];
    }
    last = time_s[r];
  }
  if (equal > 0) {
    diagnostics.add(
        {.severity = Severity::note,
         .message = fmt::format("{} equal to the row before in every column left out, the first one here",
                                counted(equal, "row")),
         .line = first_equal,
         .element = "time"});
  }
  const std::size_t repeated = time_s.size() - kept.size() - equal;
  if (repeated == 0) return kept;
  if (static_cast<double>(repeated) >
      std::max(1.0, repeated_time_limit * static_cast<double>(time_s.size()))) {
    return refuse(fmt::format("{} of {} rows repeat the time of the row before with other values", repeated,
                              time_s.size()),
                  first_repeated, "Export the time column with more digits.");
  }
  diagnostics.warn(
      fmt::format("{} repeating the time of the row before with other values left out, the first "
                  "one here",
                  counted(repeated, "row")),
      "time", first_repeated);
  return kept;
}

void warn_of_duplicates(std::span<const std::string> names, std::string_view noun, Diagnostics& diagnostics) {
  std::unordered_set<std::string_view> seen;
  std::size_t duplicates = 0;
  std::string examples;
  for (const std::string& name : names) {
    if (seen.insert(name).second) continue;
    if (++duplicates <= 3)
      examples += fmt::format("{}\"{}\"", examples.empty() ? "" : ", ", quote_for_message(name));
  }
  if (duplicates == 0) return;
  diagnostics.warn(
      fmt::format("{} with a name that another one has already ({}{}); the first of each is used",
                  counted(duplicates, noun), examples, duplicates > 3 ? " …" : ""));
}

}  // namespace hamstring
