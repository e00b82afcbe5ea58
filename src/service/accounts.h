// Accounts, passwords and sessions.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "service/access.h"
#include "service/attempts.h"
#include "service/passwords.h"
#include "service/problem.h"
#include "store/records.h"

namespace hamstring::service {

struct Caller {
  std::optional<store::AccountRow> account;
  std::string language;    ///< of the reader; empty: that of the person who is read about
  std::int64_t login = 0;  ///< the session
  [[nodiscard]] Role role() const;
  [[nodiscard]] std::string name() const { return account ? account->name : std::string("nobody"); }
};

struct LoggedIn {
  store::AccountRow account;
  // Only their hashes are stored.
  std::string token;   ///< what the browser sends by itself
  std::string page;    ///< what the page adds; another program on this machine never sees it
  std::string device;  ///< by which this device is known again
};

/// Where somebody logs in from.
struct From {
  std::string address;    ///< of the other machine
  std::string group{};    ///< whose the address is, for those who count by it; empty: the address itself
  std::string device;     ///< what this device was given when somebody logged in on it; empty: nobody did
  std::string described;  ///< "Firefox, Linux"
};

/// Sessions last this long without a new login [s].
inline constexpr std::int64_t session_length_s = 30LL * 86400;

class Accounts {
 public:
  explicit Accounts(const store::Database& database, CommonPasswords common = {})
      : database_(database), common_(std::move(common)) {}

  [[nodiscard]] Outcome<bool> none_yet() const;
  /// The first account, its owner. Refused once there is any; of two at the same moment one is.
  Outcome<LoggedIn> set_up(const std::string& name, const std::string& password, const From& from,
                           std::int64_t now);
  /// Slow by design (Argon2id), one at a time. Five wrong passwords within a quarter of an hour make a name
  /// wait at this address, twenty the address; others wait for nobody. A device on which this account logged
  /// in before waits for its own wrong ones only.
  Outcome<LoggedIn> log_in(const std::string& name, const std::string& password, const From& from,
                           std::int64_t now);
  Outcome<void> log_out(const Caller& caller, const std::string& token, std::int64_t now);
  /// Ends every session of the account.
  Outcome<void> log_out_everywhere(const Caller& caller, std::int64_t now);
  /// Who holds both halves of a session; nobody where one is unknown or it has expired.
  [[nodiscard]] Outcome<Caller> caller(const std::string& token, const std::string& page,
                                       std::int64_t now) const;
  /// Who holds the half that the browser sends by itself: for frames and links that open nobody's record.
  [[nodiscard]] Outcome<Caller> caller_by_link(const std::string& token, std::int64_t now) const;
  /// Of the caller's account, the latest first.
  [[nodiscard]] Outcome<std::vector<store::LoginRow>> sessions(const Caller& caller) const;
  Outcome<void> end_session(const Caller& caller, std::int64_t session, std::int64_t now);

  [[nodiscard]] Outcome<std::vector<store::AccountRow>> all() const;
  Outcome<store::AccountRow> add(const std::string& name, const std::string& password,
                                 const std::string& role, const std::optional<std::string>& person,
                                 std::int64_t now);
  /// Whether add() would take this name and password now, before anything is made for them.
  [[nodiscard]] Outcome<void> could_add(const std::string& name, const std::string& password) const;
  /// The owner who is here and lets somebody in by their own name and password; no session begins. Slow and
  /// slowed as a login. Errors: another role.
  Outcome<Caller> owner_who_lets_in(const std::string& name, const std::string& password, const From& from,
                                    std::int64_t now);
  /// The last owner stays.
  Outcome<void> remove(std::int64_t id);
  /// Ends all sessions of the account but a new one, and the addresses that calendars read with its rights.
  Outcome<LoggedIn> change_password(const store::AccountRow& account, const std::string& old_password,
                                    const std::string& new_password, const From& from, std::int64_t now);
  /// For the command line: whoever may write to the database may also set a password. `by`: who did, for the
  /// audit.
  Outcome<void> reset_password(const std::string& name, const std::string& new_password,
                               const std::string& by, std::int64_t now);

 private:
  /// `page`: null where it is not asked for.
  [[nodiscard]] Outcome<Caller> caller_with(const std::string& token, const std::string* page,
                                            std::int64_t now) const;
  [[nodiscard]] Outcome<void> is_free(const std::string& name) const;
  [[nodiscard]] Outcome<void> check_credentials(const std::string& name, const std::string& password) const;
  Outcome<store::AccountRow> prepare(const std::string& name, const std::string& password,
                                     const std::string& role, const std::optional<std::string>& person,
                                     std::int64_t now);
  /// Whose name and password these are.
  Outcome<store::AccountRow> verify(const std::string& name, const std::string& password, const From& from,
                                    std::int64_t now);
  Outcome<LoggedIn> begin_session(const store::AccountRow& account, const From& from, std::int64_t now);
  /// `keys`: whose wrong passwords count here, with how many are too many.
  Outcome<void> wait_if_needed(const std::map<std::string, std::size_t>& keys, std::int64_t now);
  void note(const std::string& account, const std::string& action, const std::string& detail,
            std::int64_t now) const;

  const store::Database& database_;
  CommonPasswords common_;
  std::mutex hashing_;  ///< one password at a time: each takes 64 MB
  Attempts attempts_;   ///< by address, name at it, or device
};

}  // namespace hamstring::service
