#include "service/accounts.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "core/file.h"
#include "core/random_hex.h"
#include "core/text.h"
#include "core/try.h"
#include "service/plain_name.h"
#include "service/storage_problem.h"
#include "store/calendar_records.h"
#include "view/moment.h"

namespace hamstring::service {
namespace {

constexpr std::size_t password_length_min = 10;  // NIST SP 800-63B asks for 8, and no rules about characters
constexpr std::size_t password_length_max = 200;
constexpr std::size_t wrong_passwords_max = 5;
constexpr std::size_t wrong_passwords_max_address = 20;
constexpr std::int64_t seen_again_s = 600;  // a session is not written down with every request

std::string hash_password(const std::string& password) {
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str(text.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    return {};
  return text.data();
}

std::string new_token() {
  return random_hex(32);
}

}  // namespace

Outcome<void> Accounts::check_credentials(const std::string& name, const std::string& password) const {
  if (trim(name).empty() || name.size() > 80)
    return refuse(Code::bad_input,
                  Error{.message = "a name of 1 to 80 letters was expected", .element = "name"});
  if (password.size() < password_length_min || password.size() > password_length_max) {
    return refuse(Code::bad_input,
                  Error{.message = "the password needs at least 10 characters",
                        .element = "password",
                        .advice = "Three or four words are easy to remember and hard to guess."});
  }
  if (common_.holds(password, name))
    return refuse(
        Code::bad_input,
        Error{.message = "many people use this password, so it is among the first that somebody tries",
              .element = "password",
              .advice =
                  "Three or four words that have nothing to do with each other are easy to remember and "
                  "hard to guess."});
  return {};
}

void Accounts::note(const std::string& account, const std::string& action, const std::string& detail,
                    std::int64_t now) const {
  (void)store::add_audit(
      database_,
      {.at = utc_stamp(now), .account = account, .person = "", .action = action, .detail = detail});
}

Role Caller::role() const {
  return account ? Role{.name = account->role, .person = account->person} : Role{};
}

Outcome<bool> Accounts::none_yet() const {
  const auto rows = store::accounts(database_);
  if (!rows) return storage(rows);
  return rows->empty();
}

Outcome<LoggedIn> Accounts::set_up(const std::string& name, const std::string& password, const From& from,
                                   std::int64_t now) {
  const auto taken = [] {
    return refuse(Code::conflict, "this instance has an owner already", "Log in instead.");
  };
  HAMSTRING_TRY(none, none_yet());
  if (!none) return taken();
  HAMSTRING_TRY(owner, prepare(name, password, "owner", std::nullopt, now));
  {
    store::Transaction transaction(database_);
    if (!transaction.begun()) return storage(transaction.begun());
    // The password took a while: somebody else may have been the first meanwhile.
    HAMSTRING_TRY(still, none_yet());
    if (!still) return taken();
    const auto id = store::add_account(database_, owner);
    if (!id) return storage(id);
    owner.id = *id;
    note(owner.name, "set up", from.address, now);
    if (const auto done = transaction.commit(); !done) return storage(done);
  }
  return begin_session(owner, from, now);
}

Outcome<void> Accounts::wait_if_needed(const std::map<std::string, std::size_t>& keys, std::int64_t now) {
  if (attempts_.may(keys, now)) return {};
  return refuse(Code::too_many, "too many wrong passwords", "Wait a quarter of an hour, then try again.");
}

Outcome<store::AccountRow> Accounts::verify(const std::string& name, const std::string& password,
                                            const From& from, std::int64_t now) {
  const std::string key = to_lower(trim(name)).substr(0, 80);
  const auto rows = store::accounts(database_);
  if (!rows) return storage(rows);
  const auto found =
      std::ranges::find(*rows, key, [](const store::AccountRow& a) { return to_lower(a.name); });
  const std::string device = from.device.empty() ? std::string{} : sha256_hex(from.device);
  const auto known = found == rows->end() || device.empty()
                         ? Result<bool>(false)
                         : store::device_known(database_, device, found->id);
  const std::string& whose = from.group.empty() ? from.address : from.group;
  std::map<std::string, std::size_t> keys{{"at " + whose + " as " + key, wrong_passwords_max},
                                          {"at " + whose, wrong_passwords_max_address}};
  // What others at the same address do is no reason to keep somebody out of where they were before.
  if (known && *known) keys = {{"on " + device + " as " + key, wrong_passwords_max}};
  HAMSTRING_TRY_DO(wait_if_needed(keys, now));
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
  for (const auto& [each, most] : keys) {
    // One right password is no word about what else came from this address.
    if (!good)
      attempts_.was_wrong(each, now);
    else if (each.ends_with(" as " + key))
      attempts_.forget(each);
  }
  if (good) return *found;
  // Somebody may have typed their password where the name belongs: a name that is none is not written down.
  note(found == rows->end() ? std::string("nobody") : found->name, "wrong password", from.address, now);
  return refuse(Code::login_needed, "name or password is wrong",
                "Forgotten? On this computer: hamstring password NAME sets a new one.");
}

Outcome<LoggedIn> Accounts::log_in(const std::string& name, const std::string& password, const From& from,
                                   std::int64_t now) {
  HAMSTRING_TRY(account, verify(name, password, from, now));
  return begin_session(account, from, now);
}

Outcome<LoggedIn> Accounts::begin_session(const store::AccountRow& account, const From& from,
                                          std::int64_t now) {
  LoggedIn session{.account = account,
                   .token = new_token(),
                   .page = new_token(),
                   .device = from.device.empty() ? new_token() : from.device};
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  if (const auto old = store::remove_logins_before(database_, now); !old) return storage(old);
  const auto done = store::add_login(database_, {.token = sha256_hex(session.token),
                                                 .page = sha256_hex(session.page),
                                                 .account = account.id,
                                                 .created_utc = now,
                                                 .expires_utc = now + session_length_s,
                                                 .seen_utc = now,
                                                 .device = from.described});
  if (!done) return storage(done);
  const auto known = store::know_device(database_, sha256_hex(session.device), account.id, now);
  if (!known) return storage(known);
  note(account.name, "logged in", from.address, now);
  if (const auto kept = transaction.commit(); !kept) return storage(kept);
  return session;
}

Outcome<void> Accounts::log_out(const Caller& caller, const std::string& token, std::int64_t now) {
  const auto done = store::remove_login(database_, sha256_hex(token));
  if (!done) return storage(done);
  note(caller.name(), "logged out", "", now);
  return {};
}

Outcome<void> Accounts::log_out_everywhere(const Caller& caller, std::int64_t now) {
  const auto done = store::remove_logins_of(database_, caller.account->id);
  if (!done) return storage(done);
  note(caller.name(), "logged out", "everywhere", now);
  return {};
}

Outcome<Caller> Accounts::caller(const std::string& token, const std::string& page, std::int64_t now) const {
  return caller_with(token, &page, now);
}

Outcome<Caller> Accounts::caller_by_link(const std::string& token, std::int64_t now) const {
  return caller_with(token, nullptr, now);
}

Outcome<Caller> Accounts::caller_with(const std::string& token, const std::string* page,
                                      std::int64_t now) const {
  if (token.empty()) return Caller{};
  const auto login = store::find_login(database_, sha256_hex(token));
  if (!login) return storage(login);
  if (!*login || (*login)->expires_utc < now) return Caller{};
  if (page != nullptr && (*login)->page != sha256_hex(*page)) return Caller{};
  const auto rows = store::accounts(database_);
  if (!rows) return storage(rows);
  const auto found = std::ranges::find(*rows, (*login)->account, &store::AccountRow::id);
  if (found == rows->end()) return Caller{};
  if (now - (*login)->seen_utc > seen_again_s) {
    // Where the database is taken, the next request will do.
    store::Transaction transaction(database_, std::chrono::milliseconds(0));
    if (transaction.begun() && store::see_login(database_, (*login)->id, now)) (void)transaction.commit();
  }
  return Caller{.account = *found, .language = {}, .login = (*login)->id};
}

Outcome<std::vector<store::LoginRow>> Accounts::sessions(const Caller& caller) const {
  if (!caller.account) return std::vector<store::LoginRow>{};
  auto rows = store::logins_of(database_, caller.account->id);
  if (!rows) return storage(rows);
  return std::move(*rows);
}

Outcome<void> Accounts::end_session(const Caller& caller, std::int64_t session, std::int64_t now) {
  const auto done = store::remove_login_of(database_, caller.account->id, session);
  if (!done) return storage(done);
  if (!*done) return refuse(Code::not_found, "this session has ended already");
  note(caller.name(), "logged out", "another session", now);
  return {};
}

Outcome<std::vector<store::AccountRow>> Accounts::all() const {
  auto rows = store::accounts(database_);
  if (!rows) return storage(rows);
  return std::move(*rows);
}

Outcome<store::AccountRow> Accounts::prepare(const std::string& name, const std::string& password,
                                             const std::string& role,
                                             const std::optional<std::string>& person, std::int64_t now) {
  HAMSTRING_TRY_DO(check_credentials(name, password));
  HAMSTRING_TRY_DO(plain_name(trim(name), "name"));
  constexpr std::array roles{"owner", "clinician", "coach", "athlete"};
  if (std::ranges::find(roles, role) == roles.end())
    return refuse(Code::bad_input,
                  Error{.message = "owner, clinician, coach or athlete was expected", .element = "role"});
  if ((role == "athlete") != person.has_value())
    return refuse(
        Code::bad_input,
        Error{.message = "an athlete's account belongs to one person, others to none", .element = "person"});
  store::AccountRow account{
      .name = std::string(trim(name)), .role = role, .password = {}, .person = person, .created_utc = now};
  {
    const std::scoped_lock lock(hashing_);
    account.password = hash_password(password);
  }
  if (account.password.empty()) return refuse(Code::storage, "not enough memory to protect the password");
  return account;
}

Outcome<void> Accounts::is_free(const std::string& name) const {
  const auto rows = store::accounts(database_);
  if (!rows) return storage(rows);
  const std::string key = to_lower(trim(name));
  if (std::ranges::any_of(*rows, [&](const store::AccountRow& a) { return to_lower(a.name) == key; }))
    return refuse(Code::conflict,
                  Error{.message = "this name is taken", .element = "name", .advice = "Choose another one."});
  return {};
}

Outcome<void> Accounts::could_add(const std::string& name, const std::string& password) const {
  HAMSTRING_TRY_DO(check_credentials(name, password));
  HAMSTRING_TRY_DO(plain_name(trim(name), "name"));
  return is_free(name);
}

Outcome<Caller> Accounts::owner_who_lets_in(const std::string& name, const std::string& password,
                                            const From& from, std::int64_t now) {
  HAMSTRING_TRY(account, verify(name, password, from, now));
  if (account.role != "owner")
    return refuse(Code::forbidden, "only an owner lets somebody else in", "Ask whoever set this up.");
  return Caller{.account = account, .language = {}};
}

Outcome<store::AccountRow> Accounts::add(const std::string& name, const std::string& password,
                                         const std::string& role, const std::optional<std::string>& person,
                                         std::int64_t now) {
  HAMSTRING_TRY(account, prepare(name, password, role, person, now));
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  HAMSTRING_TRY_DO(is_free(account.name));
  const auto id = store::add_account(database_, account);
  if (!id) return storage(id);
  account.id = *id;
  if (const auto done = transaction.commit(); !done) return storage(done);
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
                                            const std::string& new_password, const From& from,
                                            std::int64_t now) {
  HAMSTRING_TRY_DO(verify(account.name, old_password, from, now));
  HAMSTRING_TRY_DO(reset_password(account.name, new_password, account.name, now));
  return begin_session(account, from, now);
}

Outcome<void> Accounts::reset_password(const std::string& name, const std::string& new_password,
                                       const std::string& by, std::int64_t now) {
  HAMSTRING_TRY_DO(check_credentials(name, new_password));
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
  // Whoever knew the old one may have made an address for a calendar of their own.
  if (const auto done = store::remove_calendar_addresses_of(database_, found->id); !done)
    return storage(done);
  note(by, "new password", found->name, now);
  if (const auto done = transaction.commit(); !done) return storage(done);
  return {};
}

}  // namespace hamstring::service
