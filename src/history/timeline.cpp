#include "history/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace hamstring::rehab {
namespace {

using Ids = std::set<std::string, std::less<>>;
using ById = std::map<std::string, const Entry*, std::less<>>;

/// Which retractions count. One counts where none that counts takes it out, and not where one does: so the
/// third of a chain brings back what the second had brought to nothing. Those that take out one another are
/// refused on every way in (case_order.h); where a history from before holds them, none of them counts.
class Retractions {
 public:
  explicit Retractions(const std::vector<const Entry*>& visible) {
    for (const Entry* entry : visible) {
      if (const auto* retract = entry->as<RetractEntry>()) takes_out_[entry->id].insert(retract->of);
    }
    for (const auto& [id, targets] : takes_out_) {
      for (const std::string& of : targets) {
        if (takes_out_.contains(of)) ++open_[of];
      }
    }
    for (const auto& [id, targets] : takes_out_) {
      if (!open_.contains(id)) settle(id, true);
    }
    while (!settled_.empty()) pass_on();
  }

  [[nodiscard]] bool counts(const std::string& retraction) const {
    const auto found = counts_.find(retraction);
    return found != counts_.end() && found->second;
  }

  /// Ids of all entries that a retraction which counts takes out.
  [[nodiscard]] Ids taken_out() const {
    Ids result;
    for (const auto& [id, counts] : counts_) {
      if (counts) result.insert(takes_out_.at(id).begin(), takes_out_.at(id).end());
    }
    return result;
  }

 private:
  void settle(const std::string& id, bool counts) {
    if (counts_.emplace(id, counts).second) settled_.push_back(id);
  }

  /// What one that is settled means for those that it names.
  void pass_on() {
    const std::string id = std::move(settled_.back());
    settled_.pop_back();
    for (const std::string& of : takes_out_.at(id)) {
      if (!takes_out_.contains(of)) continue;
      if (counts_.at(id)) {
        settle(of, false);
      } else if (--open_.at(of) == 0) {
        settle(of, true);
      }
    }
  }

  std::map<std::string, Ids, std::less<>> takes_out_;     ///< retraction → what it names
  std::map<std::string, std::size_t, std::less<>> open_;  ///< retraction → how many that name it may count
  std::map<std::string, bool, std::less<>> counts_;       ///< those that are settled
  std::vector<std::string> settled_;                      ///< not yet passed on
};

/// Where corrections lead, each step looked at once however long the chain.
class Roots {
 public:
  explicit Roots(const ById& by_id) : by_id_(by_id) {}

  /// The entry that the corrections began with, so that competing corrections meet.
  [[nodiscard]] std::string of(const Entry& entry) {
    return entry.replaces.empty() ? entry.id : found(entry.replaces.text()).root;
  }

  /// Entries that correct themselves or one another are refused on every way in (case_order.h). Where a
  /// history from before that holds them, none of them takes another away.
  [[nodiscard]] bool in_ring(const Entry& entry) {
    if (entry.replaces.empty()) return false;
    const auto own = by_id_.find(entry.id);
    if (own != by_id_.end() && own->second->replaces == entry.replaces) return found(entry.id).in_ring;
    return leads_to(entry.replaces.text(), entry.id);  // a second version that corrects something else
  }

 private:
  struct Found {
    std::string root;
    bool in_ring = false;
  };

  /// The entry that this one corrects; empty at the end.
  [[nodiscard]] std::string_view next(const std::string& id) const {
    const auto entry = by_id_.find(id);
    return entry == by_id_.end() ? std::string_view() : entry->second->replaces.view();
  }

  const Found& found(const std::string& id) {
    std::vector<std::string> path;
    std::map<std::string, std::size_t, std::less<>> place;  // on the path
    std::string at = id;
    while (!known_.contains(at) && place.emplace(at, path.size()).second) {
      path.push_back(at);
      const std::string_view to = next(at);
      if (to.empty()) break;
      at = to;
    }
    const auto ring = known_.contains(at) || next(at).empty() ? path.size() : place.at(at);
    for (std::size_t i = ring; i < path.size(); ++i) known_[path[i]] = {.root = path[i], .in_ring = true};
    const auto end = known_.find(at);
    const std::string root = end == known_.end() ? at : end->second.root;
    for (std::size_t i = 0; i < ring; ++i) known_[path[i]] = {.root = root};
    return known_.at(id);
  }

  [[nodiscard]] bool leads_to(std::string at, const std::string& id) const {
    for (Ids seen; seen.insert(at).second;) {
      if (at == id) return true;
      const std::string_view to = next(at);
      if (to.empty()) return false;
      at = to;
    }
    return false;
  }

  const ById& by_id_;
  std::map<std::string, Found, std::less<>> known_;
};

/// The version that was decided for, and those that were written down since: nobody decided about them.
void keep_decided(std::vector<const Entry*>& versions, const Entry& decision) {
  const std::string& keep = decision.as<ResolveEntry>()->keep;
  const auto is_kept = [&](const Entry* version) { return version->hash.text() == keep; };
  if (std::ranges::none_of(versions, is_kept)) return;
  std::erase_if(versions, [&](const Entry* version) {
    return !is_kept(version) && version->recorded_s <= decision.recorded_s;
  });
}

bool is_bookkeeping(const Entry& entry) {
  return entry.as<RetractEntry>() != nullptr || entry.as<ResolveEntry>() != nullptr;
}

/// What was told and is told no longer: a rule may have to ask again. Retractions of decisions are none.
void add_retractions(const std::vector<const Entry*>& visible, const Retractions& retractions,
                     const ById& by_id, Timeline& timeline) {
  for (const Entry* entry : visible) {
    const auto* retract = entry->as<RetractEntry>();
    if (retract == nullptr || !retractions.counts(entry->id)) continue;
    const auto target = by_id.find(retract->of);
    if (target == by_id.end() || is_bookkeeping(*target->second)) continue;
    timeline.entries.push_back({.day = entry->day, .versions = {entry}, .taken_back = target->second});
  }
}

Timeline timeline_from(const std::vector<const Entry*>& visible, Day as_of, bool with_retractions) {
  Timeline result;
  ById decided;  // the latest decision by id
  bool any_amendment = false;
  ById by_id;
  for (const Entry* entry : visible) {
    const bool same_id = !by_id.emplace(entry->id, entry).second;
    if (is_bookkeeping(*entry) || !entry->replaces.empty() || same_id) {
      any_amendment = true;
      result.amended.push_back(entry->day);
    }
  }
  if (!any_amendment) {
    for (const Entry* entry : visible) result.entries.push_back({.day = entry->day, .versions = {entry}});
    return result;
  }
  const Retractions retractions(visible);
  const Ids retracted = retractions.taken_out();
  Roots roots(by_id);
  for (const Entry* entry : visible) {
    const auto* resolve = entry->as<ResolveEntry>();
    if (resolve != nullptr && !retracted.contains(entry->id)) decided[resolve->of] = entry;
  }
  Ids replaced;
  for (const Entry* entry : visible) {
    if (!entry->replaces.empty() && !retracted.contains(entry->id) && !roots.in_ring(*entry))
      replaced.insert(entry->replaces.text());
  }
  std::map<std::string, std::vector<const Entry*>, std::less<>> groups;
  std::map<std::string, Ids, std::less<>> earlier;
  for (const Entry* entry : visible) {
    if (replaced.contains(entry->id) && !retracted.contains(entry->id))
      earlier[roots.of(*entry)].insert(entry->id);
  }
  for (const Entry* entry : visible) {
    if (is_bookkeeping(*entry) || retracted.contains(entry->id) || replaced.contains(entry->id)) continue;
    groups[roots.in_ring(*entry) ? entry->id : roots.of(*entry)].push_back(entry);
  }
  for (auto& [root, versions] : groups) {
    std::ranges::sort(versions, {}, &Entry::hash);
    for (const std::string* id : {&root, &versions.front()->id}) {
      const auto decision = decided.find(*id);
      if (decision != decided.end()) keep_decided(versions, *decision->second);
    }
    LiveEntry live{.day = as_of, .versions = versions};
    if (const auto before = earlier.find(root); before != earlier.end())
      live.earlier.assign(before->second.begin(), before->second.end());
    for (const Entry* version : versions) live.day = std::min(live.day, version->day);
    if (live.in_conflict()) {
      result.notes.warn(
          fmt::format("entry {} has {} versions and nobody has said which is right", root, versions.size()),
          root);
    }
    result.entries.push_back(std::move(live));
  }
  if (with_retractions) add_retractions(visible, retractions, by_id, result);
  const auto key = [](const LiveEntry& e) {
    return std::tuple(e.day, e.entry().recorded_s, e.entry().id, e.entry().hash);
  };
  std::ranges::sort(result.entries, [&](const LiveEntry& a, const LiveEntry& b) { return key(a) < key(b); });
  return result;
}

}  // namespace

bool LiveEntry::is_named(std::string_view id) const {
  return std::ranges::any_of(versions, [&](const Entry* version) { return version->id == id; }) ||
         std::ranges::any_of(earlier, [&](const std::string& before) { return before == id; });
}

Timeline whole_timeline_of(const Case& history, Day as_of) {
  std::vector<const Entry*> visible;
  for (const Entry& entry : history.entries) {
    if (entry.day <= as_of) visible.push_back(&entry);
  }
  return timeline_from(visible, as_of, false);
}

Timeline timeline_of(const Case& history, Day as_of) {
  std::vector<const Entry*> visible;
  for (const Entry& entry : history.entries) {
    if (entry.day <= as_of && entry.as<LoadEntry>() == nullptr) visible.push_back(&entry);
  }
  return timeline_from(visible, as_of, true);
}

}  // namespace hamstring::rehab
