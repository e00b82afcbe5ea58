// What is kept in memory of people, and when it is forgotten.
#include "service/people.h"

namespace hamstring::service {

void People::forget(const std::string& person) {
  const std::scoped_lock lock(lock_);
  remembered_.erase(person);
  ++epochs_[person];
}

void People::forget_erased(const std::string& person) {
  const std::scoped_lock lock(lock_);
  remembered_.erase(person);
  // Whoever looked before finds another number; the id itself is kept nowhere.
  if (const auto found = epochs_.find(person); found != epochs_.end()) {
    epoch_of_all_ += found->second;
    epochs_.erase(found);
  }
  ++epoch_of_all_;
}

std::size_t People::remembered() {
  const std::scoped_lock lock(lock_);
  return remembered_.size() + epochs_.size();
}

std::uint64_t People::epoch_now(const std::string& person) const {
  const auto found = epochs_.find(person);
  return epoch_of_all_ + (found == epochs_.end() ? 0 : found->second);
}

void People::forget_all() {
  const std::scoped_lock lock(lock_);
  remembered_.clear();
  ++epoch_of_all_;
}

void People::forget_if_others_wrote() {
  const std::int64_t version = database_.version_seen();
  {
    const std::scoped_lock lock(lock_);
    if (version == version_seen_) return;
  }
  // Whoever did not change is as they were: one person's import makes nobody else be read anew.
  const auto people = store::people(database_);
  std::map<std::string_view, std::int64_t> changes;
  if (people)
    for (const store::PersonRow& person : *people) changes[person.id] = person.changes;
  const std::scoped_lock lock(lock_);
  if (version == version_seen_) return;
  version_seen_ = version;
  if (!people) {
    remembered_.clear();
    ++epoch_of_all_;
    return;
  }
  std::erase_if(remembered_, [&](const auto& one) {
    const auto now = changes.find(one.first);
    return now == changes.end() || one.second.changes != now->second;
  });
  // Somebody may be read just now, from before or after that write: what comes of it is not kept.
  for (const auto& [id, count] : changes)
    if (!remembered_.contains(std::string(id))) ++epochs_[std::string(id)];
  // Of whoever was erased no id is kept; whoever looked before finds another number all the same.
  std::erase_if(epochs_, [&](const auto& one) {
    if (changes.contains(one.first)) return false;
    epoch_of_all_ += one.second + 1;
    return true;
  });
}

std::shared_ptr<rehab::FoldMemory> People::folds_of(const std::string& person) {
  const std::scoped_lock lock(lock_);
  const auto there = remembered_.find(person);
  // Of whoever is not remembered nothing is begun: they may be erased meanwhile.
  if (there == remembered_.end()) return std::make_shared<rehab::FoldMemory>(knowledge_);
  if (!there->second.folds) there->second.folds = std::make_shared<rehab::FoldMemory>(knowledge_);
  return there->second.folds;
}

std::uint64_t People::epoch_of(const std::string& person) {
  forget_if_others_wrote();
  const std::scoped_lock lock(lock_);
  return epoch_now(person);
}

bool People::moved_on(const std::string& person, std::uint64_t epoch) {
  return epoch_of(person) != epoch;
}

void People::replace(const std::string& person, std::uint64_t epoch, rehab::Case history,
                     std::optional<std::int64_t> changes) {
  history.entries.shrink_to_fit();
  Ahead ahead;  // nothing was made of it yet
  ahead.history = std::make_shared<const rehab::Case>(std::move(history));
  replace(person, epoch, std::move(ahead), changes);
}

void People::replace(const std::string& person, std::uint64_t epoch, Ahead ahead,
                     std::optional<std::int64_t> changes) {
  forget_if_others_wrote();
  const std::scoped_lock lock(lock_);
  // What was written may have brought a damaged entry back: then all is read anew.
  const bool whole = remembered_[person].damaged.empty();
  std::shared_ptr<rehab::FoldMemory> folds = std::move(remembered_[person].folds);
  remembered_.erase(person);
  const bool mine = epoch_now(person) == epoch;
  ++epochs_[person];
  if (!mine || !whole) return;
  Remembered& kept = remembered_[person];
  kept.folds = std::move(folds);
  kept.history = std::move(ahead.history);
  kept.plan = std::move(ahead.plan);
  kept.day = std::move(ahead.day);
  kept.rows = std::move(ahead.rows);
  kept.rows_kept = !kept.rows.empty();
  kept.changes = changes;
}

}  // namespace hamstring::service
