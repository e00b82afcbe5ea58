// What the numbers of one person mean beside those of a squad: injured against uninjured, change beyond the
// error or not, per kilogram, percentiles, the goal.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rehab/standing/strength.h"
#include "store/records.h"
#include "view/words.h"

namespace hamstring::service {

/// One person of a squad, with what is known of every test. The timeline points into the history.
struct SquadMember {
  store::PersonRow row;
  std::vector<std::string> groups;
  std::shared_ptr<const rehab::Case> history;
  rehab::Timeline timeline;
  std::vector<rehab::TestTrend> trends;
  rehab::HurtLeg hurt;
  std::optional<double> mass;
  Day today{};

  /// Fills everything from the history.
  void look(const rehab::Knowledge& knowledge);
};

/// Of one test. Those who are added are who the others are compared with.
class SquadMeaning {
 public:
  SquadMeaning(const Words& words, std::string test) : words_(words), test_(std::move(test)) {}

  /// Their healthy legs, as they were measured last.
  void add(const SquadMember& member);
  /// SquadPerson of api/openapi.json.
  [[nodiscard]] Json person(const SquadMember& member) const;
  /// SquadResult.
  [[nodiscard]] Json result(const rehab::TestTrend& trend, const SquadMember& member) const;

 private:
  struct Leg {
    std::string person;
    double value = 0.0;
    std::optional<double> mass;
  };
  struct Others {
    std::vector<double> plain, per_kg;
  };
  /// That the test waits by the plan of the day, and what stands in it; empty where it may be made.
  [[nodiscard]] std::string why_not_today(const SquadMember& member) const;
  [[nodiscard]] Others others_of(const std::string& person) const;
  [[nodiscard]] Json leg(const rehab::TestTrend& trend, bool left, const std::optional<double>& mass,
                         const Others& others) const;
  /// The two legs in one sentence; null where they cannot be compared.
  [[nodiscard]] Json sides(const rehab::TestTrend& trend, const rehab::TestLook& look,
                           const rehab::HurtLeg& hurt) const;
  [[nodiscard]] Json goal(const rehab::TestTrend& trend, const SquadMember& member,
                          const Others& others) const;

  const Words& words_;
  std::string test_;
  std::vector<Leg> squad_;
};

/// "N", "°": a unit of a test as people read it.
[[nodiscard]] std::string unit_text(const Words& words, std::string_view unit);
[[nodiscard]] const char* side_word(const rehab::HurtLeg& hurt);
/// Whether a number of it can be typed at all.
[[nodiscard]] bool has_a_number(const rehab::ClinicalTest& test);
[[nodiscard]] Json squad_test_json(const Words& words, const rehab::ClinicalTest& test);
[[nodiscard]] Json number_or_null(const std::optional<double>& value);

}  // namespace hamstring::service
