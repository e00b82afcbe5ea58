#include "service/kept_case.h"

#include <string_view>

namespace hamstring::service {

Result<rehab::Case> kept_case(const std::string& person, const std::vector<store::EntryRow>& rows) {
  const std::vector<std::string_view> texts = [&] {
    std::vector<std::string_view> views;
    views.reserve(rows.size());
    for (const store::EntryRow& row : rows) views.emplace_back(row.json);
    return views;
  }();
  return rehab::read_kept(person, texts);
}

}  // namespace hamstring::service
