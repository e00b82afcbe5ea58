// Accounts, passwords and sessions.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "service/access.h"
#include "service/problem.h"
#include "store/records.h"

namespace hamstring::service {

struct Caller {
  std::optional<store::AccountRow> account;
  std::string language;  ///< of the reader; empty: that of the person who is read about
  [[nodiscard]] Role role() const;
  [[nodiscard]] std::string name() const { return account ? account->name : std::string("nobody"); }
};

struct LoggedIn {
  store::AccountRow account;
  std::string token;  ///< what the browser keeps; only its hash is stored
};

/// Sessions last this long without a new login [s].
inline constexpr std::int64_t session_length_s = 30LL * 86400;

class Accounts {
 public:
  explicit Accounts(const store::Database& database) : database_(database) {}

  [[nodiscard]] Outcome<bool> none_yet() const;
  /// The first account, its owner. Refused once there is any.
  Outcome<LoggedIn> set_up(const std::string& name, const std::string& password, std::int64_t now);
  /// Slow by design (Argon2id), one at a time. After five wrong passwords within a quarter of an hour the
  /// name has to wait, and so has everybody after fifty.
  Outcome<LoggedIn> log_in(const std::string& name, const std::string& password, std::int64_t now);
  Outcome<void> log_out(const std::string& token);
  /// Ends every session of the account.
  Outcome<void> log_out_everywhere(const store::AccountRow& account);
  /// Who holds this token; nobody where it is unknown or expired.
  [[nodiscard]] Outcome<Caller> caller(const std::string& token, std::int64_t now) const;

  [[nodiscard]] Outcome<std::vector<store::AccountRow>> all() const;
  Outcome<store::AccountRow> add(const std::string& name, const std::string& password,
                                 const std::string& role, const std::optional<std::string>& person,
                                 std::int64_t now);
  /// The last owner stays.
  Outcome<void> remove(std::int64_t id);
  /// Ends all sessions of the account but a new one.
  Outcome<LoggedIn> change_password(const store::AccountRow& account, const std::string& old_password,
                                    const std::string& new_password, std::int64_t now);
  /// For the command line: whoever may write to the database may also set a password.
  Outcome<void> reset_password(const std::string& name, const std::string& new_password);

 private:
  Outcome<LoggedIn> begin_session(const store::AccountRow& account, std::int64_t now);
  Outcome<void> wait_if_needed(const std::string& name, std::int64_t now);

  const store::Database& database_;
  std::mutex hashing_;  ///< one password at a time: each takes 64 MB
  std::mutex attempts_lock_;
  std::map<std::string, std::deque<std::int64_t>> failed_;  ///< by name: instants
};

}  // namespace hamstring::service
