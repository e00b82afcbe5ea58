// The same sentences for the app and the terminal: hurt before, and techniques that are not for now.
#include <algorithm>

#include "view/answer_text.h"

namespace hamstring::rehab {

std::vector<Message> hurt_again_told(const Knowledge& knowledge, const Plan& plan) {
  if (!plan.again) return {};
  constexpr const char* when[] = {"again.never_back", "again.soon", "again.later"};
  const HurtAgain& again = *plan.again;
  std::string id = when[static_cast<int>(again.when)];
  if (again.days_back) id += "_days";
  Message text{.id = std::move(id), .arguments = {}};
  if (again.days_back) text.arguments["days"] = static_cast<long long>(*again.days_back);
  return {
      std::move(text),
      {.id = "again.changes", .arguments = {{"days", static_cast<long long>(knowledge.policy.watch_days)}}}};
}

std::string not_now_text(const Catalog& catalog, const Plan& plan) {
  const NotNow& not_now = plan.not_now;
  if (not_now.techniques.empty()) return {};
  std::string names, why;
  for (const std::string& id : not_now.techniques)
    names += (names.empty() ? "" : ", ") + say(catalog, "technique." + id + ".name");
  for (const std::string& fact : not_now.facts) {
    const std::string id = "technique.against." + fact;
    if (catalog.text.contains(id)) why += " " + say(catalog, id);
  }
  return say(catalog, Message{.id = "technique.not_now", .arguments = {{"names", names}}}) + why;
}

}  // namespace hamstring::rehab
