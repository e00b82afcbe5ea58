// That this thigh was hurt before, and what that changes; techniques that are not for now, and why.
#include <algorithm>

#include "view/today_view.h"

namespace hamstring::service {

using namespace rehab;

Json again_json(const Words& words, const Plan& plan) {
  if (!plan.again) return nullptr;
  constexpr const char* when[] = {"again.never_back", "again.soon", "again.later"};
  const HurtAgain& again = *plan.again;
  std::string id = when[static_cast<int>(again.when)];
  if (again.days_back) id += "_days";
  Message text{.id = std::move(id), .arguments = {}};
  if (again.days_back) text.arguments["days"] = static_cast<long long>(*again.days_back);
  const Message changes{.id = "again.changes",
                        .arguments = {{"days", static_cast<long long>(words.knowledge().policy.watch_days)}}};
  return {{"text", words(text)}, {"changes", words(changes)}};
}

std::string not_now_text(const Words& words, const Plan& plan) {
  const NotNow& not_now = plan.not_now;
  if (not_now.techniques.empty()) return {};
  std::string names, why;
  for (const std::string& id : not_now.techniques)
    names += (names.empty() ? "" : ", ") + words("technique." + id + ".name");
  for (const std::string& fact : not_now.facts) {
    const std::string text = words.if_any("technique.against." + fact);
    if (!text.empty()) why += " " + text;
  }
  return words(Message{.id = "technique.not_now", .arguments = {{"names", names}}}) + why;
}

}  // namespace hamstring::service
