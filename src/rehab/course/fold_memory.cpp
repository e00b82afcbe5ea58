#include "rehab/course/fold_memory.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "rehab/course/fold.h"

namespace hamstring::rehab {
namespace {

/// Entries are mostly about today or yesterday: what is kept lies before both.
constexpr std::chrono::days kept_before(2);
/// A person is looked at by their own protocol, without one, and now and then by another.
constexpr std::size_t protocols_max = 3;

/// FNV-1a. Nobody gains by two histories of their own that give one number: 64 bits of SHA-256 an entry go
/// in.
class Digest {
 public:
  void add(std::string_view text) {
    for (const char c : text) step(static_cast<unsigned char>(c));
    step(0xff);  // no letter: words do not run into one another
  }
  void add(EntryHash hash) {
    for (int shift = 0; shift < 64; shift += 8) step(static_cast<unsigned char>(hash.bits() >> shift));
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  void step(unsigned char byte) {
    value_ ^= byte;
    value_ *= 0x100000001b3;
  }
  std::uint64_t value_ = 0xcbf29ce484222325;
};

/// Of everything in force up to and including that day.
std::uint64_t digest_up_to(const Timeline& timeline, Day day) {
  Digest digest;
  for (const LiveEntry& live : timeline.entries) {
    if (live.day > day) break;
    digest.add(std::to_string(live.day.time_since_epoch().count()));
    for (const Entry* version : live.versions) digest.add(version->hash);
    if (live.taken_back == nullptr)
      digest.add("|");
    else
      digest.add(live.taken_back->hash);
  }
  return digest.value();
}

std::int64_t days_from(const Timeline& timeline, const State* state, Day until) {
  if (timeline.entries.empty()) return 1;
  const Day from =
      state == nullptr ? std::min(timeline.entries.front().day, until) : state->day + std::chrono::days(1);
  return days_between(from, until) + 1;
}

}  // namespace

std::shared_ptr<const State> FoldMemory::kept(const Timeline& timeline, Day until,
                                              const Protocol* protocol) const {
  Kept found;
  {
    const std::scoped_lock lock(lock_);
    const auto there = std::ranges::find(kept_, protocol, &Kept::protocol);
    if (there == kept_.end()) return nullptr;
    found = *there;
  }
  const bool usable = found.state->day <= until && digest_up_to(timeline, found.state->day) == found.made_of;
  return usable ? found.state : nullptr;
}

void FoldMemory::keep(const Timeline& timeline, State state) {
  const Protocol* protocol = state.protocol;
  Kept made{.protocol = protocol,
            .made_of = digest_up_to(timeline, state.day),
            .state = std::make_shared<const State>(std::move(state))};
  const std::scoped_lock lock(lock_);
  std::erase_if(kept_, [&](const Kept& one) { return one.protocol == protocol; });
  if (kept_.size() >= protocols_max) kept_.erase(kept_.begin());
  kept_.push_back(std::move(made));
}

State FoldMemory::fold(const Timeline& timeline, Day until, const Protocol* protocol) {
  const std::shared_ptr<const State> from = kept(timeline, until, protocol);
  {
    const std::scoped_lock lock(lock_);
    days_folded_ += days_from(timeline, from.get(), until);
  }
  State state;
  state.protocol = protocol;
  if (from) state = *from;
  const Day before = until - kept_before;
  const bool worth_keeping = !timeline.entries.empty() && timeline.entries.front().day <= before &&
                             (!state.started || state.day < before);
  if (worth_keeping) {
    fold_on(knowledge_, timeline, state, before);
    keep(timeline, state);
  }
  if (!state.started || state.day < until) fold_on(knowledge_, timeline, state, until);
  return state;
}

std::int64_t FoldMemory::days_folded() const {
  const std::scoped_lock lock(lock_);
  return days_folded_;
}

State fold(const Knowledge& knowledge, const Timeline& timeline, Day until, const Protocol* protocol,
           FoldMemory* memory) {
  return memory == nullptr ? fold(knowledge, timeline, until, protocol)
                           : memory->fold(timeline, until, protocol);
}

}  // namespace hamstring::rehab
