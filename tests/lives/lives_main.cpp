// The whole table of lives: lives_table [PEOPLE] [SEED] [--cell PROTOCOL PEOPLE] [--diary PICTURE NUMBER]
// [--no-variants]
#include <fmt/format.h>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>

#include "core/diagnostics.h"
#include "tests/lives/cells.h"

namespace {

using namespace hamstring;
using namespace hamstring::lives;

std::string days(const std::optional<double>& value) {
  return value ? fmt::format("{:.0f}", *value) : std::string("–");
}

const Interval* interval_of(const std::vector<Interval>& intervals, const Cell& cell) {
  const std::string name = cell.protocol == "criteria_field" ? "criteria_algorithm" : cell.protocol;
  for (const Interval& interval : intervals) {
    const bool default_row = cell.people == "proximal_tendinopathy" && interval.protocol == "default_runner";
    if ((interval.protocol == name || default_row) && interval.people == cell.people) return &interval;
  }
  return nullptr;
}

void print_cell(const Cell& cell, const Summary& s, const Interval* interval) {
  std::string verdict = "no trial";
  if (interval != nullptr) {
    verdict = fmt::format("{:g}-{:g}", interval->lower, interval->upper);
    verdict += !s.median                     ? " never"
               : *s.median < interval->lower ? " **below**"
               : *s.median > interval->upper ? " **above**"
                                             : " inside";
    if (!interval->binding) verdict += " (not binding)";
  }
  std::string phases;
  for (const auto& [phase, day] : s.phases)
    phases += fmt::format("{}{} {:.0f}", phases.empty() ? "" : ", ", phase, day);
  fmt::print(
      "| {} | {} | {} ({}-{}) | {} | {} | {} | {} | {} of {} | {} of {} | {} | {} | {:.1f} | {:.1f} | {} |\n",
      cell.protocol, cell.people, days(s.median), days(s.lower_quartile), days(s.upper_quartile), verdict,
      days(s.median_prevention), days(s.median_well), days(s.median_prone), s.stuck, s.at_risk_stuck,
      s.false_cleared, s.returned, s.before_truth, s.reinjured, s.setbacks, s.phases_lost, phases);
  for (const auto& [id, people] : s.false_by) fmt::print("<!-- falsely cleared by {}: {} -->\n", id, people);
  for (const std::string& stuck : s.stuck_at) fmt::print("<!-- stuck: {} -->\n", stuck);
  std::fflush(stdout);
}

void print_variants(const rehab::Knowledge& knowledge, const Healing& healing, int people,
                    std::uint64_t seed) {
  fmt::print(
      "\n| protocol | people | curve 0.75 | 1.0 | 1.25 | compliance 60 % | 80 % | 100 % "
      "|\n|---|---|---|---|---|---|---|---|\n");
  for (const char* picture : {"sprint_mild", "sprint_moderate", "gradual_ache"}) {
    Cell cell{.protocol = "default_runner", .people = picture, .compliance = {}, .days = 180};
    std::string row = fmt::format("| {} | {} |", cell.protocol, cell.people);
    for (const double scale : {0.75, 1.0, 1.25}) {
      cell.curve_scale = scale;
      row += " " + days(summary_of(live_cell(knowledge, healing, cell, people, seed)).median) + " |";
    }
    cell.curve_scale = 1.0;
    for (const double compliance : {0.6, 0.8, 1.0}) {
      cell.compliance = compliance;
      row += " " + days(summary_of(live_cell(knowledge, healing, cell, people, seed)).median) + " |";
    }
    fmt::print("{}\n", row);
    std::fflush(stdout);
  }
}

int diary(const rehab::Knowledge& knowledge, const Healing& healing, const std::string& protocol,
          const std::string& picture, std::uint64_t number) {
  const Draw draw{.picture = picture, .seed = number, .curve_scale = 1.0, .compliance = {}};
  const LifeOptions options{.protocol = protocol == "default_runner" ? "" : protocol, .days = 180};
  fmt::print("{}", Life(knowledge, healing, draw, options).live(true).diary);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path project = HAMSTRING_PROJECT_DIR;
  Diagnostics diagnostics;
  const auto knowledge = rehab::load_knowledge(project / "data", diagnostics);
  if (!knowledge) {
    for (const Diagnostic& d : diagnostics.entries()) fmt::print(stderr, "{}\n", d.text());
    return 1;
  }
  std::string fault;
  const auto healing = Healing::read(project / "tests/lives/healing.toml", fault);
  const auto intervals = read_intervals(project / "tests/lives/intervals.toml", fault);
  if (!healing || intervals.empty()) {
    fmt::print(stderr, "{}\n", fault);
    return 1;
  }
  const int people = argc > 1 ? std::atoi(argv[1]) : 300;
  const auto seed = static_cast<std::uint64_t>(argc > 2 ? std::atoi(argv[2]) : 20261129);
  std::string protocol, picture;
  bool variants = true;
  for (int i = 3; i < argc; ++i) {
    if (std::strcmp(argv[i], "--no-variants") == 0) variants = false;
    if (std::strcmp(argv[i], "--diary") == 0 && i + 3 < argc)
      return diary(*knowledge, *healing, argv[i + 1], argv[i + 2], std::strtoull(argv[i + 3], nullptr, 10));
    if (std::strcmp(argv[i], "--cell") == 0 && i + 2 < argc) {
      protocol = argv[i + 1];
      picture = argv[i + 2];
    }
  }
  fmt::print("{} people a cell, seed {}, knowledge {}\n\n", people, seed, knowledge->version);
  fmt::print(
      "| protocol | people | days to full training: median (quartiles) | published | prevention, median | "
      "truly well, median | prone people | "
      "stuck, of those well | falsely cleared, of those back | back before all is well | hurt again before | "
      "setbacks a person | "
      "phases lost | median day of each phase "
      "|\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (const Cell& cell : default_cells()) {
    if (!protocol.empty() && (cell.protocol != protocol || cell.people != picture)) continue;
    print_cell(cell, summary_of(live_cell(*knowledge, *healing, cell, people, seed)),
               interval_of(intervals, cell));
  }
  if (variants && protocol.empty()) print_variants(*knowledge, *healing, people, seed);
  return 0;
}
