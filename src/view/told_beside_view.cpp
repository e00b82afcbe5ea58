// That this thigh was hurt before, and what that changes; techniques that are not for now, and why.
#include "view/today_view.h"

namespace hamstring::service {

using namespace rehab;

Json again_json(const Words& words, const Plan& plan) {
  const std::vector<Message> told = hurt_again_told(words.knowledge(), plan);
  if (told.empty()) return nullptr;
  return {{"text", words(told.front())}, {"changes", words(told.back())}};
}

std::string not_now_text(const Words& words, const Plan& plan) {
  return rehab::not_now_text(words.catalog(), plan);
}

}  // namespace hamstring::service
