// How a criterion's number was made, with the values that went in. docs/rehab.md, section 5.
#include <fmt/format.h>

#include <cmath>

#include "view/today_view.h"

namespace hamstring::service {
namespace {

using namespace rehab;

Json measured_json(const Words& words, const CriterionReport& report, const MeasureCriterion& rule) {
  constexpr const char* metrics[] = {"value", "difference", "ratio"};
  const PointsPolicy& policy = words.knowledge().policy.points;
  Json points = Json::array();
  for (const Look& look : report.trend) {
    const double beyond =
        look.error > 0.0 ? (look.value - rule.target) * (rule.at_least ? 1.0 : -1.0) / look.error : NAN;
    if (std::isfinite(beyond))
      points.push_back(
          {{"day", day_text(look.day)}, {"beyond", beyond}, {"points", points_of(beyond, policy)}});
  }
  return {{"kind", "measure"},
          {"at_least", rule.at_least},
          {"metric", metrics[static_cast<int>(rule.metric)]},
          {"test", words("test." + rule.test + ".name")},
          {"bar_z", policy.bar_z},
          {"clear_at", policy.clear_at},
          {"window_days", policy.window_days},
          {"points", std::move(points)}};
}

/// The result that counts, where it has a name: "normal" of a walk, not how much pain is too much.
std::string asked_result(const Words& words, const ObservedCriterion& rule) {
  const auto* target = std::get_if<std::string>(&rule.target);
  if (target == nullptr || rule.comparison != Comparison::equal) return {};
  return words.if_any(rule.test.empty() ? fmt::format("question.{}.option.{}", rule.question, *target)
                                        : fmt::format("test.{}.result.{}", rule.test, *target));
}

Json observed_json(const Words& words, const ObservedCriterion& rule) {
  return {{"kind", "observed"},
          {"test", rule.test.empty() ? words.if_any("question." + rule.question + ".ask")
                                     : words("test." + rule.test + ".name")},
          {"asked", asked_result(words, rule)},
          {"times", rule.times}};
}

}  // namespace

Json made_json(const Words& words, const CriterionReport& report) {
  if (const auto* rule = std::get_if<MeasureCriterion>(&report.rule))
    return measured_json(words, report, *rule);
  if (const auto* rule = std::get_if<ObservedCriterion>(&report.rule)) {
    return observed_json(words, *rule);
  }
  if (const auto* rule = std::get_if<ToleratedCriterion>(&report.rule))
    return {{"kind", "tolerated"}, {"times", rule->times}, {"window_days", rule->window_days}};
  if (const auto* rule = std::get_if<DayCriterion>(&report.rule))
    return {{"kind", "day"}, {"times", rule->min_injury_day}};
  return {{"kind", "blank"}};
}

}  // namespace hamstring::service
