#include "service/accounts.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "core/file.h"
#include "core/text.h"
#include "service/storage_problem.h"

namespace hamstring::service {
namespace {

constexpr std::size_t password_length_min = 10;  // NIST SP 800-63B asks for 8, and no rules about characters
constexpr std::size_t password_length_max = 200;
constexpr std::size_t wrong_passwords_max = 5;
constexpr std::size_t wrong_passwords_max_all = 50;
constexpr std::int64_t wrong_passwords_s = std::int64_t{15} * 60;

std::string hash_password(const std::string& password) {
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str(text.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    return {};
  return text.data();
}

std::string new_token() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 65> text{};
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  return text.data();
}

Outcome<void> check_credentials(const std::string& name, const std::string& password) {
  if (trim(name).empty() || name.size() > 80)
    return refuse(Code::bad_input,
                  Error{.message = "a name of 1 to 80 letters was expected", .element = "name"});
  if (password.size() < password_length_min || password.size() > password_length_max) {
    return refuse(Code::bad_input,
                  Error{.message = "the password needs at least 10 characters",
                        .element = "password",
                        .advice = "Three or four words are easy to remember and hard to guess."});
  }
  return {};
}

}  // namespace

Role Caller::role() const {
  return account ? Role{.name = account->role, .person = account->person} : Role{};
}

Outcome<bool> Accounts::none_yet() const {
  const auto rows = store::accounts(database_);
  if (!rows) return storage(rows);
  return rows->empty();
}

Outcome<LoggedIn> Accounts::set_up(const std::string& name, const std::string& password, std::int64_t now) {
  const Outcome<bool> none = none_yet();
  if (!none) return std::unexpected(none.error());
  if (!*none) return refuse(Code::conflict, "this instance has an owner already", "Log in instead.");
  const Outcome<store::AccountRow> made = add(name, password, "owner", std::nullopt, now);
  if (!made) return std::unexpected(made.error());
  return begin_session(*made, now);
}

Outcome<void> Accounts::wait_if_needed(const std::string& name, std::int64_t now) {
  const std::scoped_lock lock(attempts_lock_);
  std::size_t all = 0;
  for (auto it = failed_.begin(); it != failed_.end();) {
    while (!it->second.empty() && it->second.front() < now - wrong_passwords_s) it->second.pop_front();
    all += it->second.size();
    it = it->second.empty() ? failed_.erase(it) : std::next(it);
  }
  const auto own = failed_.find(name);
  if (all < wrong_passwords_max_all && (own == failed_.end() || own->second.size() < wrong_passwords_max))
    return {};
  return refuse(Code::too_many, "too many wrong passwords", "Wait a quarter of an hour, then try again.");
}

Outcome<LoggedIn> Accounts::log_in(const std::string& name, const std::string& password, std::int64_t now) {
  const std::string key = to_lower(trim(name)).substr(0, 80);
  if (const auto wait = wait_if_needed(key, now); !wait) return std::unexpected(wait.error());
  const auto rows = store::accounts(database_);
  if (!rows) return storage(rows);
  const auto found =
      std::ranges::find(*rows, key, [](const store::AccountRow& a) { return to_lower(a.name); });
  bool good = false;
  {
    const std::scoped_lock lock(hashing_);
    // An unknown name costs as much time as a wrong password: the answer does not tell which it was.
    static const std::string nobody = hash_password("nobody has this password");
    const std::string& hash = found == rows->end() ? nobody : found->password;
    good = password.size() <= password_length_max &&
           crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0 &&
           found != rows->end();
  }
  if (!good) {
    const std::scoped_lock lock(attempts_lock_);
    failed_[key].push_back(now);
    return refuse(Code::login_needed, "name or password is wrong",
                  "Forgotten? On this computer: hamstring password NAME sets a new one.");
  }
  {
    const std::scoped_lock lock(attempts_lock_);
    failed_.erase(key);
  }
  return begin_session(*found, now);
}

Outcome<LoggedIn> Accounts::begin_session(const store::AccountRow& account, std::int64_t now) {
  LoggedIn session{.account = account, .token = new_token()};
  if (const auto old = store::remove_logins_before(database_, now); !old) return storage(old);
  const auto done = store::add_login(database_, {.token = sha256_hex(session.token),
                                                 .account = account.id,
                                                 .created_utc = now,
                                                 .expires_utc = now + session_length_s});
  if (!done) return storage(done);
  return session;
}

Outcome<void> Accounts::log_out(const std::string& token) {
  const auto done = store::remove_login(database_, sha256_hex(token));
  if (!done) return storage(done);
  return {};
}

Outcome<void> Accounts::log_out_everywhere(const store::AccountRow& account) {
  const auto done = store::remove_logins_of(database_, account.id);
  if (!done) return storage(done);
  return {};
}

Outcome<Caller> Accounts::caller(const std::string& token, std::int64_t now) const {
  if (token.empty()) return Caller{};
  const auto login = store::find_login(database_, sha256_hex(token));
  if (!login) return storage(login);
  if (!*login || (*login)->expires_utc < now) return Caller{};
  const auto rows = store::accounts(database_);
  if (!rows) return storage(rows);
  const auto found = std::ranges::find(*rows, (*login)->account, &store::AccountRow::id);
  if (found == rows->end()) return Caller{};
  return Caller{.account = *found};
}

Outcome<std::vector<store::AccountRow>> Accounts::all() const {
  auto rows = store::accounts(database_);
  if (!rows) return storage(rows);
  return std::move(*rows);
}

Outcome<store::AccountRow> Accounts::add(const std::string& name, const std::string& password,
                                         const std::string& role, const std::optional<std::string>& person,
                                         std::int64_t now) {
  if (const auto good = check_credentials(name, password); !good) return std::unexpected(good.error());
  constexpr std::array roles{"owner", "clinician", "coach", "athlete"};
  if (std::ranges::find(roles, role) == roles.end())
    return refuse(Code::bad_input,
                  Error{.message = "owner, clinician, coach or athlete was expected", .element = "role"});
  if ((role == "athlete") != person.has_value())
    return refuse(
        Code::bad_input,
        Error{.message = "an athlete's account belongs to one person, others to none", .element = "person"});
  const auto rows = store::accounts(database_);
  if (!rows) return storage(rows);
  const std::string key = to_lower(trim(name));
  if (std::ranges::any_of(*rows, [&](const store::AccountRow& a) { return to_lower(a.name) == key; }))
    return refuse(Code::conflict, "this name is taken", "Choose another one.");
  store::AccountRow account{
      .name = std::string(trim(name)), .role = role, .password = {}, .person = person, .created_utc = now};
  {
    const std::scoped_lock lock(hashing_);
    account.password = hash_password(password);
  }
  if (account.password.empty()) return refuse(Code::storage, "not enough memory to protect the password");
  const auto id = store::add_account(database_, account);
  if (!id) return storage(id);
  account.id = *id;
  return account;
}

Outcome<void> Accounts::remove(std::int64_t id) {
  const auto rows = store::accounts(database_);
  if (!rows) return storage(rows);
  const auto found = std::ranges::find(*rows, id, &store::AccountRow::id);
  if (found == rows->end()) return refuse(Code::not_found, "there is no such account");
  const auto owners = std::ranges::count(*rows, std::string("owner"), &store::AccountRow::role);
  if (found->role == "owner" && owners == 1)
    return refuse(Code::conflict, "the last owner cannot be removed", "Make another owner first.");
  const auto done = store::remove_account(database_, id);
  if (!done) return storage(done);
  return {};
}

Outcome<LoggedIn> Accounts::change_password(const store::AccountRow& account, const std::string& old_password,
                                            const std::string& new_password, std::int64_t now) {
  const Outcome<LoggedIn> known = log_in(account.name, old_password, now);
  if (!known) return std::unexpected(known.error());
  if (const auto done = reset_password(account.name, new_password); !done)
    return std::unexpected(done.error());
  return begin_session(account, now);
}

Outcome<void> Accounts::reset_password(const std::string& name, const std::string& new_password) {
  if (const auto good = check_credentials(name, new_password); !good) return std::unexpected(good.error());
  const auto rows = store::accounts(database_);
  if (!rows) return storage(rows);
  const std::string key = to_lower(trim(name));
  const auto found =
      std::ranges::find(*rows, key, [](const store::AccountRow& a) { return to_lower(a.name); });
  if (found == rows->end()) return refuse(Code::not_found, "there is no account of that name");
  std::string hash;
  {
    const std::scoped_lock lock(hashing_);
    hash = hash_password(new_password);
  }
  if (hash.empty()) return refuse(Code::storage, "not enough memory to protect the password");
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  if (const auto done = store::set_password(database_, found->id, hash); !done) return storage(done);
  if (const auto done = store::remove_logins_of(database_, found->id); !done) return storage(done);
  if (const auto done = transaction.commit(); !done) return storage(done);
  return {};
}

}  // namespace hamstring::service
