// How a criterion's number was made, with the values that went in. docs/rehab.md, section 5.
#include <cmath>

#include "view/today_view.h"

namespace hamstring::service {
namespace {

using namespace rehab;

const Criterion* among(const std::vector<Criterion>& criteria, const std::string& id) {
  for (const Criterion& criterion : criteria) {
    if (criterion.id == id) return &criterion;
  }
  return nullptr;
}

/// The rule a report was judged by: its text is named after protocol and criterion.
const Criterion* rule_of(const Knowledge& knowledge, const CriterionReport& report) {
  constexpr std::string_view before = "protocol.", between = ".criterion.";
  const std::string& id = report.text.id;
  const std::size_t at = id.find(between);
  if (!id.starts_with(before) || at == std::string::npos) return nullptr;
  const auto protocol = knowledge.protocols.find(id.substr(before.size(), at - before.size()));
  if (protocol == knowledge.protocols.end()) return nullptr;
  const Criterion* found = nullptr;
  for (const Phase& phase : protocol->second.phases)
    found = found != nullptr ? found : among(phase.exit, report.id);
  for (const Rung& rung : protocol->second.rungs)
    found = found != nullptr ? found : among(rung.needs, report.id);
  return found;
}

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
  const Criterion* criterion = rule_of(words.knowledge(), report);
  if (criterion == nullptr) return nullptr;
  if (const auto* rule = std::get_if<MeasureCriterion>(&criterion->rule))
    return measured_json(words, report, *rule);
  if (const auto* rule = std::get_if<ObservedCriterion>(&criterion->rule)) {
    return {{"kind", "observed"},
            {"test", rule->test.empty() ? words.if_any("question." + rule->question + ".ask")
                                        : words("test." + rule->test + ".name")},
            {"times", rule->times}};
  }
  if (const auto* rule = std::get_if<ToleratedCriterion>(&criterion->rule))
    return {{"kind", "tolerated"}, {"times", rule->times}, {"window_days", rule->window_days}};
  if (const auto* rule = std::get_if<DayCriterion>(&criterion->rule))
    return {{"kind", "day"}, {"times", rule->min_injury_day}};
  return {{"kind", "blank"}};
}

}  // namespace hamstring::service
