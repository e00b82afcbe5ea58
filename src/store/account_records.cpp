#include "store/records.h"

#include "core/try.h"

namespace hamstring::store {

Result<std::int64_t> add_account(const Database& database, const AccountRow& account) {
  Statement s = database.prepare(
      "INSERT INTO account (id, name, role, password, person, created_utc) VALUES "
      "((SELECT last + 1 FROM given WHERE kind = 'account'), ?, ?, ?, ?, ?) RETURNING id");
  s.bind(account.name).bind(account.role).bind(account.password);
  if (account.person) {
    s.bind(*account.person);
  } else {
    s.bind_null();
  }
  s.bind(account.created_utc);
  return s.returned_id();
}

Result<std::vector<AccountRow>> accounts(const Database& database) {
  std::vector<AccountRow> rows;
  Statement s =
      database.prepare("SELECT id, name, role, password, person, created_utc FROM account ORDER BY id");
  while (s.step()) {
    AccountRow row{.id = s.integer(0),
                   .name = s.text(1),
                   .role = s.text(2),
                   .password = s.text(3),
                   .person = {},
                   .created_utc = s.integer(5)};
    if (!s.is_null(4)) row.person = s.text(4);
    rows.push_back(std::move(row));
  }
  HAMSTRING_TRY_DO(s.error());
  return rows;
}

Result<void> set_password(const Database& database, std::int64_t account, const std::string& hash) {
  return database.prepare("UPDATE account SET password = ? WHERE id = ?").bind(hash).bind(account).run();
}

Result<void> remove_account(const Database& database, std::int64_t account) {
  Transaction transaction(database);
  if (!transaction.begun()) return transaction.begun();
  // Nobody who is gone is named by a number any more; the name and the role of then stay with the batch.
  HAMSTRING_TRY_DO(database.prepare("UPDATE batch SET account = NULL WHERE account = ?").bind(account).run());
  HAMSTRING_TRY_DO(database.prepare("DELETE FROM account WHERE id = ?").bind(account).run());
  return transaction.commit();
}

namespace {

constexpr std::string_view login_columns =
    "SELECT token, page, account, created_utc, expires_utc, seen_utc, device, id FROM login";

LoginRow login_row(const Statement& s) {
  return {.token = s.text(0),
          .page = s.text(1),
          .account = s.integer(2),
          .created_utc = s.integer(3),
          .expires_utc = s.integer(4),
          .seen_utc = s.integer(5),
          .device = s.text(6),
          .id = s.integer(7)};
}

}  // namespace

Result<void> add_login(const Database& database, const LoginRow& login) {
  return database
      .prepare(
          "INSERT INTO login (token, page, account, created_utc, expires_utc, seen_utc, device) VALUES (?, "
          "?, "
          "?, ?, ?, ?, ?)")
      .bind(login.token)
      .bind(login.page)
      .bind(login.account)
      .bind(login.created_utc)
      .bind(login.expires_utc)
      .bind(login.seen_utc)
      .bind(login.device)
      .run();
}

Result<std::optional<LoginRow>> find_login(const Database& database, const std::string& token) {
  Statement s = database.prepare(std::string(login_columns) + " WHERE token = ?");
  s.bind(token);
  if (s.step()) return login_row(s);
  HAMSTRING_TRY_DO(s.error());
  return std::nullopt;
}

Result<std::vector<LoginRow>> logins_of(const Database& database, std::int64_t account) {
  std::vector<LoginRow> rows;
  Statement s =
      database.prepare(std::string(login_columns) + " WHERE account = ? ORDER BY seen_utc DESC, id DESC");
  s.bind(account);
  while (s.step()) rows.push_back(login_row(s));
  HAMSTRING_TRY_DO(s.error());
  return rows;
}

Result<void> see_login(const Database& database, std::int64_t login, std::int64_t utc) {
  return database.prepare("UPDATE login SET seen_utc = ? WHERE id = ?").bind(utc).bind(login).run();
}

Result<bool> remove_login_of(const Database& database, std::int64_t account, std::int64_t login) {
  Statement s = database.prepare("DELETE FROM login WHERE id = ? AND account = ? RETURNING id");
  s.bind(login).bind(account);
  const bool found = s.step();
  HAMSTRING_TRY_DO(s.run());
  return found;
}

Result<void> know_device(const Database& database, const std::string& token, std::int64_t account,
                         std::int64_t utc) {
  // A browser forgets it after a year.
  constexpr std::int64_t forgotten_s = 366LL * 86400;
  HAMSTRING_TRY_DO(
      database.prepare("DELETE FROM known_device WHERE seen_utc < ?").bind(utc - forgotten_s).run());
  return database
      .prepare(
          "INSERT INTO known_device (token, account, seen_utc) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET "
          "seen_utc = excluded.seen_utc")
      .bind(token)
      .bind(account)
      .bind(utc)
      .run();
}

Result<bool> device_known(const Database& database, const std::string& token, std::int64_t account) {
  Statement s = database.prepare("SELECT 1 FROM known_device WHERE token = ? AND account = ?");
  s.bind(token).bind(account);
  const bool known = s.step();
  HAMSTRING_TRY_DO(s.error());
  return known;
}

Result<void> remove_login(const Database& database, const std::string& token) {
  return database.prepare("DELETE FROM login WHERE token = ?").bind(token).run();
}
Result<void> remove_logins_of(const Database& database, std::int64_t account) {
  return database.prepare("DELETE FROM login WHERE account = ?").bind(account).run();
}
Result<void> remove_logins_before(const Database& database, std::int64_t utc) {
  return database.prepare("DELETE FROM login WHERE expires_utc < ?").bind(utc).run();
}

}  // namespace hamstring::store
