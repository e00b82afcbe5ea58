// What every stage asks of a folded state.
#include "rehab/standing/state.h"

#include <algorithm>

namespace hamstring::rehab {

Settings settings_of(const Ledger& ledger) {
  Settings result;
  const auto read = [&]<class T>(const char* key, T otherwise) -> T {
    const auto found = ledger.settings.find(key);
    if (found == ledger.settings.end()) return otherwise;
    const T* value = std::get_if<T>(&found->second);
    return value == nullptr ? otherwise : *value;
  };
  result.equipment = read("equipment", std::vector<std::string>{});
  result.training_days = read("training_days", std::vector<std::string>{});
  result.protocol = read("protocol", std::string{});
  result.language = read("language", std::string{});
  result.supervised = read("supervised", false);
  if (ledger.settings.contains("pain_limit")) result.pain_limit = read("pain_limit", 0.0);
  if (ledger.settings.contains("load_step")) result.load_step = std::max(0.0, read("load_step", 0.0));
  return result;
}

double pain_limit_of(const Settings& settings, const Protocol& protocol) {
  return std::clamp(settings.pain_limit.value_or(protocol.pain_limit_default), 0.0, protocol.pain_limit_max);
}

}  // namespace hamstring::rehab
