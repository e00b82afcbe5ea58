#include "rehab/course/program.h"

#include <algorithm>

namespace hamstring::rehab {

const Prevention* program_of(const Knowledge& knowledge, const Ledger& ledger, const ContentLine& line) {
  if (line.progress != ContentLine::Progress::table) return nullptr;
  const auto setting = ledger.settings.find(SettingKey::program);
  if (setting != ledger.settings.end()) {
    const auto* id = std::get_if<std::string>(&setting->second);
    const auto own = id == nullptr ? knowledge.prevention.end() : knowledge.prevention.find(*id);
    if (own != knowledge.prevention.end() && !own->second.weeks.empty() &&
        std::ranges::find(line.options, own->second.exercise) != line.options.end())
      return &own->second;
  }
  const auto table = knowledge.prevention.find(line.table);
  return table == knowledge.prevention.end() ? nullptr : &table->second;
}

}  // namespace hamstring::rehab
