// Cells of the table: a protocol, a picture (or a mixture of them), a variant; many people each, and what
// came of them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/lives/life.h"

namespace hamstring::lives {

struct Cell {
  std::string protocol;  ///< as told in the settings; empty: what the program chooses
  std::string people;    ///< a picture or a mixture of healing.toml
  double curve_scale = 1.0;
  std::optional<double> compliance;
  int days = 120;
};

/// A row of [[accept]] in intervals.toml.
struct Interval {
  std::string protocol, people;
  double lower = 0.0, upper = 0.0;
  bool binding = false;
};
[[nodiscard]] std::vector<Interval> read_intervals(const std::string& file, std::string& fault);
/// Pictures of a mixture with their shares; a picture alone is itself.
[[nodiscard]] std::vector<std::pair<std::string, double>> pictures_of(const Healing& healing,
                                                                      const std::string& people);

/// People of a cell, lived on two threads. Each has a seed of its own: `seed`, the cell and the number decide
/// alone.
[[nodiscard]] std::vector<LifeResult> live_cell(const rehab::Knowledge& knowledge, const Healing& healing,
                                                const Cell& cell, int people, std::uint64_t seed);

struct Summary {
  int people = 0, full = 0, returned = 0, stuck = 0, at_risk_stuck = 0, false_cleared = 0, before_truth = 0,
      reinjured = 0;
  std::optional<double> median, lower_quartile, upper_quartile, median_well, median_prone, median_prevention;
  double setbacks = 0.0, phases_lost = 0.0;  ///< a person
  int prone_false = 0, prone = 0;
  std::vector<std::pair<std::string, double>> phases;  ///< median day on which each was reached
  std::vector<std::string> stuck_at;
  std::map<std::string, int> false_by;  ///< people by what was not what it seemed
};
[[nodiscard]] Summary summary_of(const std::vector<LifeResult>& lives);
/// The median over all, those who never came counted as later than anybody; nothing where that is the median.
[[nodiscard]] std::optional<double> quantile(std::vector<double> values, double share, std::size_t people);

[[nodiscard]] std::vector<Cell> default_cells();

}  // namespace hamstring::lives
