// Much that is written without keeping others waiting: in pieces, each a transaction of its own, with a pause
// between two. Readers see none of it until it is published (records.h, Pending).
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "core/result.h"
#include "store/database.h"
#include "store/records.h"

namespace hamstring::store {

class Pieces {
 public:
  /// So long may a request wait behind one piece; ours: small beside the 150 ms after which a page feels
  /// slow.
  static constexpr std::chrono::milliseconds piece_lasts{25};
  /// Begins the first piece.
  explicit Pieces(const Database& database, std::chrono::milliseconds lasts = piece_lasts);
  /// What was not finished of the last piece is taken back; the pieces before it stay.
  ~Pieces() = default;
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;

  [[nodiscard]] Result<void> begun() const { return piece_->begun(); }
  /// Ends the piece where it has lasted its time, lets others write, and begins the next one.
  [[nodiscard]] Result<void> breathe();
  /// Ends the last piece.
  [[nodiscard]] Result<void> finish();
  /// How many there were.
  [[nodiscard]] int count() const { return count_; }

 private:
  void begin();
  const Database& database_;
  const std::chrono::milliseconds lasts_;
  std::optional<Transaction> piece_;
  std::chrono::steady_clock::time_point since_;
  int count_ = 0;
};

/// Entries of one batch, with a breath every few.
[[nodiscard]] Result<void> add_entries_in_pieces(const Database& database, Pieces& pieces,
                                                 const std::string& person, std::int64_t batch,
                                                 const std::vector<EntryRow>& entries);

/// A pending batch goes, its entries in pieces.
[[nodiscard]] Result<void> remove_pending_batch(const Database& database, const std::string& person,
                                                std::int64_t batch);
/// Everything that a `wanted` program has not written to its end goes.
[[nodiscard]] Result<void> clear_unfinished(const Database& database,
                                            const std::function<bool(std::int64_t program)>& wanted);
/// The same of all programs that are not running any more.
[[nodiscard]] Result<void> clear_unfinished_of_the_dead(const Database& database);
/// The number under which this program's unfinished rows stand.
[[nodiscard]] std::int64_t this_program();

}  // namespace hamstring::store
