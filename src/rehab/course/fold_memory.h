// What was folded of one person's past, so that one entry more does not fold two years again.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "history/timeline.h"
#include "knowledge/knowledge.h"
#include "rehab/standing/state.h"

namespace hamstring::rehab {

/// Remembers for each protocol one state of a day shortly before the last it was asked for. It is gone on
/// from only where everything in force up to that day is word for word what it was made of (by the entries'
/// hashes); else all days are folded. So whatever is corrected, brought or taken out, fold() gives the same
/// with it as without it. May be asked from several threads.
class FoldMemory {
 public:
  /// `knowledge` must outlive it and stay what it is.
  explicit FoldMemory(const Knowledge& knowledge) : knowledge_(knowledge) {}

  /// As the function of that name.
  [[nodiscard]] State fold(const Timeline& timeline, Day until, const Protocol* protocol);
  /// Days that were folded so far.
  [[nodiscard]] std::int64_t days_folded() const;

 private:
  struct Kept {
    const Protocol* protocol = nullptr;
    std::uint64_t made_of = 0;  ///< digest of what was in force up to the state's day
    std::shared_ptr<const State> state;
  };
  [[nodiscard]] std::shared_ptr<const State> kept(const Timeline& timeline, Day until,
                                                  const Protocol* protocol) const;
  void keep(const Timeline& timeline, State state);

  const Knowledge& knowledge_;
  mutable std::mutex lock_;
  std::vector<Kept> kept_;  ///< the latest last
  std::int64_t days_folded_ = 0;
};

/// With the memory of this person, or without one.
[[nodiscard]] State fold(const Knowledge& knowledge, const Timeline& timeline, Day until,
                         const Protocol* protocol, FoldMemory* memory);

}  // namespace hamstring::rehab
