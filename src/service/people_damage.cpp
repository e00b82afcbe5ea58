// Entries that are damaged on the disk: found, named, and taken out by whoever may.
#include <fmt/format.h>

#include <algorithm>

#include "service/people.h"
#include "service/storage_problem.h"

namespace hamstring::service {
namespace {

constexpr std::string_view found_action = "damage found";

}  // namespace

Outcome<void> People::take_out_damaged(const Caller& caller, const std::string& person,
                                       const std::string& entry, std::int64_t now) {
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  const auto done = store::remove_damaged(database_, person, entry);
  if (!done) return storage(done);
  if (!*done) return refuse(Code::not_found, "this entry is not damaged, or is gone already");
  note(caller, person, "took out damaged", entry, now);
  if (const auto kept = transaction.commit(); !kept) return storage(kept);
  forget(person);
  return {};
}

void People::note_damage(const std::string& person, const std::vector<Damaged>& damaged, std::int64_t now) {
  std::vector<std::string> news;
  {
    const std::scoped_lock lock(lock_);
    for (const Damaged& one : damaged)
      if (damage_noted_.insert(person + ' ' + one.entry).second) news.push_back(one.entry);
  }
  if (news.empty()) return;
  // The program may have noted it before it was last ended.
  const auto rows = store::audit_of(database_, person);
  if (!rows) return;
  const Caller program{.account = store::AccountRow{.id = 0, .name = "Hamstring"}};
  for (const std::string& entry : news) {
    const bool known = std::ranges::any_of(
        *rows, [&](const store::AuditRow& row) { return row.action == found_action && row.detail == entry; });
    if (!known) note(program, person, std::string(found_action), entry, now);
  }
}

}  // namespace hamstring::service
