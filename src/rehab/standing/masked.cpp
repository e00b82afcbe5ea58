#include "rehab/standing/masked.h"

#include <algorithm>
#include <set>

namespace hamstring::rehab {
namespace {

constexpr int lately_days = 14;  // ours

bool says_masked(const AnswerRecord& record) {
  return record.any_yes || record.any_unsure || record.conflict;
}

}  // namespace

bool pain_was_masked(const Knowledge& knowledge, const Ledger& ledger, Day day) {
  return std::ranges::any_of(knowledge.masking, [&](const std::string& id) {
    const auto records = ledger.answers.find(id);
    // Told twice on one day, a yes stands: what was taken is not undone by a later no.
    return records != ledger.answers.end() &&
           std::ranges::any_of(records->second, [&](const AnswerRecord& record) {
             return record.at.first == day && says_masked(record);
           });
  });
}

bool was_ever_masked(const Knowledge& knowledge, const Ledger& ledger) {
  return std::ranges::any_of(knowledge.masking, [&](const std::string& id) {
    const auto records = ledger.answers.find(id);
    return records != ledger.answers.end() && std::ranges::any_of(records->second, says_masked);
  });
}

bool proves_no_tolerance(const Knowledge& knowledge, const Ledger& ledger, Day day) {
  return pain_was_masked(knowledge, ledger, day) ||
         pain_was_masked(knowledge, ledger, day + std::chrono::days(1));
}

int masked_days(const Knowledge& knowledge, const Ledger& ledger, Day today) {
  std::set<Day> days;
  for (const std::string& id : knowledge.masking) {
    const auto records = ledger.answers.find(id);
    if (records == ledger.answers.end()) continue;
    for (const AnswerRecord& record : records->second) {
      const int ago = days_between(record.at.first, today);
      if (says_masked(record) && ago >= 0 && ago < lately_days) days.insert(record.at.first);
    }
  }
  return static_cast<int>(days.size());
}

}  // namespace hamstring::rehab
