#include "rehab/plan/weight_today.h"

#include <string>
#include <utility>

#include "rehab/standing/weight.h"

namespace hamstring::rehab {
namespace {

Message text_of_weight(const WeightAsked& weight, const LoadsPolicy& policy) {
  if (weight.why == WeightWhy::try_out) {
    Message text{.id = weight.at_most_kg ? "load.try_out_at_most" : "load.try_out",
                 .arguments = {{"sure", static_cast<long long>(policy.sure)},
                               {"n", static_cast<long long>(weight.total)}}};
    if (weight.at_most_kg) text.arguments["load"] = *weight.at_most_kg;
    return text;
  }
  const auto id = [&] {
    switch (weight.why) {
      case WeightWhy::first:
        return "load.first";
      case WeightWhy::more:
        return "load.more";
      case WeightWhy::heavier:
        return "load.heavier";
      case WeightWhy::lighter:
        return "load.lighter";
      default:
        return "load.as_borne";
    }
  };
  return {.id = id(), .arguments = {{"load", weight.kg}, {"leave", static_cast<long long>(policy.leave)}}};
}

}  // namespace

void put_weight(SessionLine& made, const ContentLine& line, const Exercise& exercise, const DayGround& ground,
                const RestToday& rest) {
  const LoadsPolicy& policy = ground.knowledge.policy.loads;
  const WeightDay day{.today = ground.today,
                      .spares = ground.setback != nullptr || ground.held.holds(),
                      .no_more = rest.no_more};
  const auto weight = weight_asked(ground.state, policy, line, exercise, day);
  if (!weight) {
    // The same repetitions without the weight of last time are less, whatever their number.
    if (had_weight(ground.state, exercise.id)) made.change = DoseChange::lighter;
    return;
  }
  made.try_out = weight->why == WeightWhy::try_out;
  made.dose = made.try_out ? Dose{.amounts = {weight->total}, .load_kg = {}}
                           : dose_of_total(line, weight->total, weight->kg);
  made.change = made.try_out ? DoseChange::first : change_of_weight(ground.state, exercise, made.dose);
  made.weight = text_of_weight(*weight, policy);
  made.reasons.push_back(ground.say("policy.loads", *made.weight, policy.evidence, About::today));
}

}  // namespace hamstring::rehab
