// What is said of entries that are not what was told any more: on the disk a bit flipped, say.
#pragma once

#include <string>
#include <vector>

#include "service/problem.h"
#include "store/records.h"
#include "view/words.h"

namespace hamstring::service {

/// An entry whose text is not the one its hash was made of. What it said is not known; its day most likely
/// is.
struct Damaged {
  std::string entry, day;
};

[[nodiscard]] std::vector<Damaged> damaged_of(const std::vector<store::EntryRow>& rows);
/// [Damaged] of api/openapi.json.
[[nodiscard]] Json damaged_json(const std::vector<Damaged>& damaged);

/// For what rests on the whole history and would read as a decision.
[[nodiscard]] std::unexpected<Problem> refuse_damaged();

/// Today of somebody with damaged entries: one of them may have said something that matters, so there is
/// nothing to do until it is told again or taken out.
void hold_back(Json& today, const Words& words, const std::vector<Damaged>& damaged);
/// The same in a row of the list.
void hold_back_row(Json& row, const Words& words);
/// PersonRow of somebody whose history cannot be read at all.
[[nodiscard]] Json unreadable_row(const Words& words, const store::PersonRow& person,
                                  const std::string& today);

}  // namespace hamstring::service
