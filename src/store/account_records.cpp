#include "store/records.h"

namespace hamstring::store {

Result<std::int64_t> add_account(const Database& database, const AccountRow& account) {
  Statement s = database.prepare(
      "INSERT INTO account (name, role, password, person, created_utc) VALUES (?, ?, ?, ?, ?) RETURNING id");
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
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return rows;
}

Result<void> set_password(const Database& database, std::int64_t account, const std::string& hash) {
  return database.prepare("UPDATE account SET password = ? WHERE id = ?").bind(hash).bind(account).run();
}

Result<void> remove_account(const Database& database, std::int64_t account) {
  Transaction transaction(database);
  if (!transaction.begun()) return transaction.begun();
  // Numbers come again: the next account with this one has nothing to do with what was entered under it.
  if (const auto done =
          database.prepare("UPDATE batch SET account = NULL WHERE account = ?").bind(account).run();
      !done)
    return done;
  if (const auto done = database.prepare("DELETE FROM account WHERE id = ?").bind(account).run(); !done)
    return done;
  return transaction.commit();
}

Result<void> add_login(const Database& database, const LoginRow& login) {
  return database.prepare("INSERT INTO login (token, account, created_utc, expires_utc) VALUES (?, ?, ?, ?)")
      .bind(login.token)
      .bind(login.account)
      .bind(login.created_utc)
      .bind(login.expires_utc)
      .run();
}

Result<std::optional<LoginRow>> find_login(const Database& database, const std::string& token) {
  Statement s =
      database.prepare("SELECT token, account, created_utc, expires_utc FROM login WHERE token = ?");
  s.bind(token);
  if (s.step()) {
    return LoginRow{.token = s.text(0),
                    .account = s.integer(1),
                    .created_utc = s.integer(2),
                    .expires_utc = s.integer(3)};
  }
  if (const Result<void> done = s.error(); !done) return failure(done.error());
  return std::nullopt;
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
