// How a criterion's number was made, with the values that went in. docs/rehab.md, section 5.
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

}  // namespace

Json made_json(const Words& words, const CriterionReport& report) {
  if (const auto* rule = std::get_if<MeasureCriterion>(&report.rule))
    return measured_json(words, report, *rule);
  if (const auto* rule = std::get_if<ObservedCriterion>(&report.rule)) {
    return {{"kind", "observed"},
            {"test", rule->test.empty() ? words.if_any("question." + rule->question + ".ask")
                                        : words("test." + rule->test + ".name")},
            {"times", rule->times}};
  }
  if (const auto* rule = std::get_if<ToleratedCriterion>(&report.rule))
    return {{"kind", "tolerated"}, {"times", rule->times}, {"window_days", rule->window_days}};
  if (const auto* rule = std::get_if<DayCriterion>(&report.rule))
    return {{"kind", "day"}, {"times", rule->min_injury_day}};
  return {{"kind", "blank"}};
}

}  // namespace hamstring::service
