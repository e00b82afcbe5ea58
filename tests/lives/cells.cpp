#include "tests/lives/cells.h"

#include <toml++/toml.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <set>
#include <thread>

namespace hamstring::lives {
namespace {

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = a + 0x9e3779b97f4a7c15ULL * (b + 1);
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

std::string picture_of_person(const std::vector<std::pair<std::string, double>>& pictures, int person,
                              int people) {
  double total = 0.0, seen = 0.0;
  for (const auto& [picture, share] : pictures) total += share;
  const double place = total * (person + 0.5) / people;
  for (const auto& [picture, share] : pictures) {
    seen += share;
    if (place <= seen) return picture;
  }
  return pictures.back().first;
}

}  // namespace

std::vector<Interval> read_intervals(const std::string& file, std::string& fault) {
  std::vector<Interval> result;
  try {
    const toml::table table = toml::parse_file(file);
    const auto* rows = table["accept"].as_array();
    if (rows == nullptr) return result;
    for (const auto& item : *rows) {
      const toml::table& row = *item.as_table();
      const std::string picture = row["picture"].value_or(std::string());
      result.push_back({.protocol = row["protocol"].value_or(std::string()),
                        .people = picture.empty() ? row["mixture"].value_or(std::string()) : picture,
                        .lower = row["lower"].value_or(0.0),
                        .upper = row["upper"].value_or(0.0),
                        .binding = row["binding"].value_or(false)});
    }
  } catch (const toml::parse_error& error) {
    fault = file + ": " + std::string(error.description());
  }
  return result;
}

std::vector<std::pair<std::string, double>> pictures_of(const Healing& healing, const std::string& people) {
  constexpr std::string_view pictures[] = {"sprint_mild",  "sprint_moderate",      "sprint_severe",
                                           "stretch_type", "intramuscular_tendon", "proximal_tendinopathy",
                                           "gradual_ache"};
  std::vector<std::pair<std::string, double>> result;
  for (const std::string_view picture : pictures) {
    const std::string path = "mixtures." + people + "." + std::string(picture);
    if (healing.has(path)) result.emplace_back(picture, healing.value(path));
  }
  if (result.empty()) result.emplace_back(people, 1.0);
  return result;
}

std::vector<LifeResult> live_cell(const rehab::Knowledge& knowledge, const Healing& healing, const Cell& cell,
                                  int people, std::uint64_t seed) {
  const auto pictures = pictures_of(healing, cell.people);
  std::uint64_t of_cell = seed;
  for (const char c : cell.people) of_cell = mixed(of_cell, static_cast<std::uint64_t>(c));
  std::vector<LifeResult> result(static_cast<std::size_t>(people));
  std::atomic<int> next{0};
  const auto work = [&] {
    for (int i = next++; i < people; i = next++) {
      // The same people live under every protocol and every variant.
      const Draw draw{.picture = picture_of_person(pictures, i, people),
                      .seed = mixed(of_cell, static_cast<std::uint64_t>(i)),
                      .curve_scale = cell.curve_scale,
                      .compliance = cell.compliance};
      const bool field = cell.protocol == "field_sport_ladder";
      const LifeOptions options{.protocol = field || cell.protocol == "default_runner" ? "" : cell.protocol,
                                .sport = field ? "football" : "distance_running",
                                .days = cell.days};
      result[static_cast<std::size_t>(i)] = Life(knowledge, healing, draw, options).live();
    }
  };
  std::thread other(work);
  work();
  other.join();
  return result;
}

std::optional<double> quantile(std::vector<double> values, double share, std::size_t people) {
  if (people == 0) return std::nullopt;
  std::ranges::sort(values);
  const double place = share * static_cast<double>(people - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 > values.size()) return std::nullopt;
  const double upper = below + 1 < values.size() ? values[below + 1] : values[below];
  return std::lerp(values[below], upper, place - static_cast<double>(below));
}

Summary summary_of(const std::vector<LifeResult>& lives) {
  Summary s;
  std::vector<double> returned, prevention, well, prone;
  std::map<std::string, std::vector<double>> phases;
  for (const LifeResult& life : lives) {
    ++s.people;
    s.setbacks += life.setbacks;
    s.phases_lost += life.phases_lost;
    for (const auto& [phase, day] : life.phases) phases[phase].push_back(day);
    if (life.well) well.push_back(*life.well);
    s.prone += life.prone ? 1 : 0;
    s.reinjured += life.reinjured && !life.returned ? 1 : 0;
    s.at_risk_stuck += life.well ? 1 : 0;
    if (life.stuck_day > 0) {
      ++s.stuck;
      s.stuck_at.push_back(life.stuck_at);
    }
    if (life.returned) {
      ++s.returned;
      prevention.push_back(*life.returned);
    }
    if (!life.full_training) continue;
    ++s.full;
    returned.push_back(*life.full_training);
    if (life.prone) prone.push_back(*life.full_training);
    s.before_truth += life.before_truth ? 1 : 0;
    s.false_cleared += life.false_clearing.empty() ? 0 : 1;
    const std::set<std::string> by(life.false_clearing.begin(), life.false_clearing.end());
    for (const std::string& id : by) ++s.false_by[id];
    s.prone_false += life.prone && !life.false_clearing.empty() ? 1 : 0;
  }
  const std::size_t n = lives.size();
  s.median = quantile(returned, 0.5, n);
  s.lower_quartile = quantile(returned, 0.25, n);
  s.upper_quartile = quantile(returned, 0.75, n);
  s.median_prevention = quantile(prevention, 0.5, n);
  s.median_well = quantile(well, 0.5, n);
  s.median_prone = quantile(prone, 0.5, static_cast<std::size_t>(s.prone));
  if (n > 0) {
    s.setbacks /= static_cast<double>(n);
    s.phases_lost /= static_cast<double>(n);
  }
  for (const auto& [phase, days] : phases) {
    if (const auto median = quantile(days, 0.5, n)) s.phases.emplace_back(phase, *median);
  }
  std::ranges::sort(s.phases, {}, &std::pair<std::string, double>::second);
  return s;
}

std::vector<Cell> default_cells() {
  return {{.protocol = "default_runner", .people = "sprint_mild", .compliance = {}, .days = 90},
          {.protocol = "default_runner", .people = "sprint_moderate", .compliance = {}, .days = 120},
          {.protocol = "default_runner", .people = "sprint_severe", .compliance = {}, .days = 180},
          {.protocol = "default_runner", .people = "stretch_type", .compliance = {}, .days = 180},
          {.protocol = "default_runner", .people = "intramuscular_tendon", .compliance = {}, .days = 150},
          {.protocol = "default_runner", .people = "gradual_ache", .compliance = {}, .days = 120},
          {.protocol = "field_sport_ladder", .people = "sprint_mild", .compliance = {}, .days = 90},
          {.protocol = "field_sport_ladder", .people = "sprint_moderate", .compliance = {}, .days = 120},
          {.protocol = "proximal_tendon", .people = "proximal_tendinopathy", .compliance = {}, .days = 180},
          {.protocol = "pain_threshold", .people = "pain_threshold_trial", .compliance = {}, .days = 120},
          {.protocol = "lengthening",
           .people = "professionals_with_visible_injury",
           .compliance = {},
           .days = 150},
          {.protocol = "criteria_field",
           .people = "professionals_with_visible_injury",
           .compliance = {},
           .days = 150}};
}

}  // namespace hamstring::lives
