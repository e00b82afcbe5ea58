#include "store/pieces.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <span>
#include <thread>

#include "core/try.h"

namespace hamstring::store {
namespace {

// So long do those who wait have to come first; ours.
constexpr std::chrono::milliseconds pause(10);
/// Who writes much is in no hurry: it waits longer for others than they for it.
constexpr std::chrono::seconds patience(20);
constexpr std::size_t entries_at_once = 100;
constexpr std::int64_t entries_removed_at_once = 1000;

Result<void> remove_entries_of(const Database& database, std::int64_t batch) {
  for (std::int64_t gone = entries_removed_at_once; gone == entries_removed_at_once;) {
    {
      Transaction piece(database, patience);
      HAMSTRING_TRY_DO(piece.begun());
      HAMSTRING_TRY(removed, remove_some_entries(database, batch, entries_removed_at_once));
      HAMSTRING_TRY_DO(piece.commit());
      gone = removed;
    }
    std::this_thread::sleep_for(pause);
  }
  return {};
}

bool is_running(std::int64_t program) {
  return ::kill(static_cast<pid_t>(program), 0) == 0 || errno == EPERM;
}

}  // namespace

std::int64_t this_program() {
  return ::getpid();
}

Pieces::Pieces(const Database& database, std::chrono::milliseconds lasts)
    : database_(database), lasts_(lasts) {
  begin();
}

void Pieces::begin() {
  piece_.emplace(database_, patience);
  since_ = std::chrono::steady_clock::now();
  ++count_;
}

Result<void> Pieces::breathe() {
  if (std::chrono::steady_clock::now() - since_ < lasts_) return {};
  HAMSTRING_TRY_DO(finish());
  std::this_thread::sleep_for(pause);
  begin();
  return piece_->begun();
}

Result<void> Pieces::finish() {
  const Result<void> done = piece_->commit();
  piece_.reset();
  return done;
}

Result<void> add_entries_in_pieces(const Database& database, Pieces& pieces, const std::string& person,
                                   std::int64_t batch, const std::vector<EntryRow>& entries) {
  for (std::size_t at = 0; at < entries.size(); at += entries_at_once) {
    const std::span all(entries);
    const auto some = all.subspan(at, std::min(entries_at_once, entries.size() - at));
    HAMSTRING_TRY_DO(add_entries(database, person, batch, {some.begin(), some.end()}));
    HAMSTRING_TRY_DO(pieces.breathe());
  }
  return {};
}

Result<void> remove_pending_batch(const Database& database, const std::string& person, std::int64_t batch) {
  HAMSTRING_TRY_DO(remove_entries_of(database, batch));
  return remove_batch(database, person, batch);
}

Result<void> clear_unfinished(const Database& database,
                              const std::function<bool(std::int64_t program)>& wanted) {
  HAMSTRING_TRY(found, pending_of(database, wanted));
  for (const auto& [batch, person] : found.batches)
    HAMSTRING_TRY_DO(remove_pending_batch(database, person, batch));
  for (const std::string& person : found.people) {
    HAMSTRING_TRY(batches, batches_of_pending_person(database, person));
    for (const std::int64_t batch : batches) HAMSTRING_TRY_DO(remove_entries_of(database, batch));
    HAMSTRING_TRY_DO(erase_person(database, person));
  }
  for (const std::int64_t import : found.imports) HAMSTRING_TRY_DO(remove_pending_import(database, import));
  return {};
}

Result<void> clear_unfinished_of_the_dead(const Database& database) {
  return clear_unfinished(database, [](std::int64_t program) { return !is_running(program); });
}

}  // namespace hamstring::store
