// What every stage asks of a folded state.
#include "rehab/standing/state.h"

#include <algorithm>

namespace hamstring::rehab {

Settings settings_of(const Ledger& ledger) {
  Settings result;
  const auto read = [&]<class T>(SettingKey key, T otherwise) -> T {
    const auto found = ledger.settings.find(key);
    if (found == ledger.settings.end()) return otherwise;
    const T* value = std::get_if<T>(&found->second);
    return value == nullptr ? otherwise : *value;
  };
  result.equipment = read(SettingKey::equipment, std::vector<std::string>{});
  result.training_days = read(SettingKey::training_days, std::vector<std::string>{});
  result.protocol = read(SettingKey::protocol, std::string{});
  result.language = read(SettingKey::language, std::string{});
  result.goal = read(SettingKey::goal, std::string{});
  result.supervised = read(SettingKey::supervised, false);
  if (ledger.settings.contains(SettingKey::pain_limit)) result.pain_limit = read(SettingKey::pain_limit, 0.0);
  if (ledger.settings.contains(SettingKey::load_step))
    result.load_step = std::max(0.0, read(SettingKey::load_step, 0.0));
  const auto weight = [&](SettingKey key) {
    const double kg = read(key, 0.0);
    return kg > 0.0 ? std::optional(kg) : std::nullopt;
  };
  result.dumbbell_step = weight(SettingKey::dumbbell_step);
  result.smallest_plate = weight(SettingKey::smallest_plate);
  result.machine_step = weight(SettingKey::machine_step);
  return result;
}

double pain_limit_of(const Settings& settings, const Protocol& protocol) {
  return std::clamp(settings.pain_limit.value_or(protocol.pain_limit_default), 0.0, protocol.pain_limit_max);
}

}  // namespace hamstring::rehab
