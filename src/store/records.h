// Save and load of what the tables hold: people and their entries, accounts, what was shown, who did what.
// No rules here: who may do something is decided in service/.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/result.h"
#include "store/database.h"

namespace hamstring::store {

struct PersonRow {
  std::string id, name, zone, language;
  std::int64_t created_utc = 0;
  bool invented = false;                 ///< from the demonstration club
  std::optional<std::int64_t> import{};  ///< the archive it came with
  std::int64_t changes = 0;  ///< how often the person or an entry of theirs changed; counted by the database
  std::int64_t pending = 0;  ///< the number of the program that still writes them; such are not read
};

struct AccountRow {
  std::int64_t id = 0;
  std::string name, role, password;  ///< Argon2id text, never the password
  std::optional<std::string> person;
  std::int64_t created_utc = 0;
};

struct LoginRow {
  std::string token;  ///< SHA-256 of what the browser sends by itself
  std::string page;   ///< SHA-256 of what the page adds
  std::int64_t account = 0, created_utc = 0, expires_utc = 0, seen_utc = 0;
  std::string device;   ///< in words: "Firefox on Linux"
  std::int64_t id = 0;  ///< no secret; given by the database
};

/// One immutable entry of a person's history as canonical JSON.
struct EntryRow {
  std::string id, hash, day;
  std::int64_t recorded_s = 0;
  std::string json;
  std::int64_t batch = 0;  ///< filled by entries_of
  bool whole = true;       ///< filled by entries_of: its text is still what the hash was made of
};

/// Splits off the rows that are not what was written.
[[nodiscard]] std::vector<EntryRow> take_damaged(std::vector<EntryRow>& rows);

/// Entries that came together: what one undo takes back.
struct BatchRow {
  std::int64_t id = 0;
  std::string kind;  ///< app, import, merge
  std::optional<std::int64_t> account;
  std::int64_t made_utc = 0;
  std::string note;
  std::int64_t entries = 0;
  std::string made_by{};                 ///< the account's name then; accounts go
  std::optional<std::int64_t> import{};  ///< the archive it came with
  std::string made_role{};   ///< the account's role then; empty: there was none, or nobody knows any more
  std::int64_t pending = 0;  ///< the number of the program that still writes it; such are not read
};

/// An answer as it was given, with the versions that made it.
struct ShownRow {
  std::string day, kind, program, knowledge;
  std::int64_t made_utc = 0;
  std::string json;
  std::optional<std::int64_t> import{};  ///< the archive it came with
};

/// A source that an answer rested on, and the first day somebody was shown it.
struct ShownSourceRow {
  std::string source, knowledge, first_day;
  std::optional<std::int64_t> import{};  ///< the archive it came with
};

struct ConsentRow {
  std::string text_version, given_by, at;
  std::optional<std::int64_t> import{};  ///< the archive it came with
};

struct AuditRow {
  std::string at, account, person, action, detail;
  std::optional<std::int64_t> import{};  ///< the archive it came with
};

/// One archive that was read in. Whom it was about is told by the rows that carry its number.
struct ImportRow {
  std::int64_t id = 0, made_utc = 0;
  std::string account;
  std::string digest;  ///< SHA-256 of the file
  std::int64_t people_new = 0, people_merged = 0, entries = 0;
  std::optional<std::int64_t> undone_utc{};
  std::int64_t pending = 0;  ///< the number of the program that still reads it in; such are not listed
};

// People.
[[nodiscard]] Result<void> add_person(const Database& database, const PersonRow& person);
[[nodiscard]] Result<std::vector<PersonRow>> people(const Database& database);
[[nodiscard]] Result<std::optional<PersonRow>> find_person(const Database& database, const std::string& id);
[[nodiscard]] Result<void> change_person(const Database& database, const PersonRow& person);
/// What the list of people says of somebody on a day; nothing where none is kept that was made with
/// `made_with` and since the person's last change.
[[nodiscard]] Result<std::optional<std::string>> board_of(const Database& database, const std::string& person,
                                                          const std::string& day,
                                                          const std::string& made_with);
/// Nothing is kept where the person has changed since `changes`.
[[nodiscard]] Result<void> keep_board(const Database& database, const std::string& person,
                                      std::int64_t changes, const std::string& day,
                                      const std::string& made_with, const std::string& text);
/// Days that are over.
[[nodiscard]] Result<void> clear_board_before(const Database& database, const std::string& day);
/// Everything about the person, from every table.
[[nodiscard]] Result<void> erase_person(const Database& database, const std::string& id);

// Entries.
[[nodiscard]] Result<std::int64_t> add_batch(const Database& database, const std::string& person,
                                             const BatchRow& batch);
/// Entries that are already there, byte for byte, are left alone; one whose text is damaged here gets it
/// back.
[[nodiscard]] Result<void> add_entries(const Database& database, const std::string& person,
                                       std::int64_t batch, const std::vector<EntryRow>& entries);
/// By day, instant, id, hash: the canonical order of a case. Each text is held against its hash.
[[nodiscard]] Result<std::vector<EntryRow>> entries_of(const Database& database, const std::string& person);
/// The same of one type ("pain"), without those that are damaged.
[[nodiscard]] Result<void> each_entry_of_type(const Database& database, const std::string& person,
                                              const std::string& type,
                                              const std::function<bool(const EntryRow&)>& take);
/// Latest first.
[[nodiscard]] Result<std::vector<BatchRow>> batches_of(const Database& database, const std::string& person);
/// With which batch each entry came, by its id and hash: versions of one entry can come with different ones.
[[nodiscard]] Result<std::map<std::pair<std::string, std::string>, std::int64_t>> batch_of_entries(
    const Database& database, const std::string& person);
[[nodiscard]] Result<void> remove_batch(const Database& database, const std::string& person,
                                        std::int64_t batch);

/// From now on the batch and its entries are there for readers.
[[nodiscard]] Result<void> publish_batch(const Database& database, std::int64_t batch);
/// Whether a batch of this person is still being written.
[[nodiscard]] Result<bool> has_pending(const Database& database, const std::string& person);
/// Up to so many entries of a batch go; how many did.
[[nodiscard]] Result<std::int64_t> remove_some_entries(const Database& database, std::int64_t batch,
                                                       std::int64_t most);

/// What some program has not written to its end.
struct Pending {
  std::vector<std::pair<std::int64_t, std::string>> batches;  ///< number and person
  std::vector<std::string> people;
  std::vector<std::int64_t> imports;
};
/// Of every program that is `wanted`.
[[nodiscard]] Result<Pending> pending_of(const Database& database,
                                         const std::function<bool(std::int64_t program)>& wanted);
[[nodiscard]] Result<std::vector<std::int64_t>> batches_of_pending_person(const Database& database,
                                                                          const std::string& person);
[[nodiscard]] Result<void> remove_pending_import(const Database& database, std::int64_t import);

/// One damaged entry, by the name it is kept under; false where there is none or where it is whole.
[[nodiscard]] Result<bool> remove_damaged(const Database& database, const std::string& person,
                                          const std::string& entry);

// Accounts and logins.
[[nodiscard]] Result<std::int64_t> add_account(const Database& database, const AccountRow& account);
[[nodiscard]] Result<std::vector<AccountRow>> accounts(const Database& database);
[[nodiscard]] Result<void> set_password(const Database& database, std::int64_t account,
                                        const std::string& hash);
[[nodiscard]] Result<void> remove_account(const Database& database, std::int64_t account);
[[nodiscard]] Result<void> add_login(const Database& database, const LoginRow& login);
[[nodiscard]] Result<std::optional<LoginRow>> find_login(const Database& database, const std::string& token);
/// Latest first.
[[nodiscard]] Result<std::vector<LoginRow>> logins_of(const Database& database, std::int64_t account);
[[nodiscard]] Result<void> see_login(const Database& database, std::int64_t login, std::int64_t utc);
[[nodiscard]] Result<void> remove_login(const Database& database, const std::string& token);
/// False where the account has no such login.
[[nodiscard]] Result<bool> remove_login_of(const Database& database, std::int64_t account,
                                           std::int64_t login);
[[nodiscard]] Result<void> remove_logins_of(const Database& database, std::int64_t account);
[[nodiscard]] Result<void> remove_logins_before(const Database& database, std::int64_t utc);
/// A device on which this account logged in; `token` is a SHA-256 of what the device holds.
[[nodiscard]] Result<void> know_device(const Database& database, const std::string& token,
                                       std::int64_t account, std::int64_t utc);
[[nodiscard]] Result<bool> device_known(const Database& database, const std::string& token,
                                        std::int64_t account);

// What was shown, agreed to, done. An answer that is damaged is not among those of shown_to.
[[nodiscard]] Result<void> add_shown(const Database& database, const std::string& person,
                                     const ShownRow& row);
[[nodiscard]] Result<std::vector<ShownRow>> shown_to(const Database& database, const std::string& person);
/// The same one by one, in their order: some months are more than fits in memory. False ends it.
[[nodiscard]] Result<void> each_shown(const Database& database, const std::string& person,
                                      const std::function<bool(ShownRow&)>& take);
/// The same without what was shown, damaged or not.
[[nodiscard]] Result<std::vector<ShownRow>> shown_heads(const Database& database, const std::string& person);
[[nodiscard]] Result<void> add_consent(const Database& database, const std::string& person,
                                       const ConsentRow& row);
[[nodiscard]] Result<std::vector<ConsentRow>> consents_of(const Database& database,
                                                          const std::string& person);
/// Where it was shown before, the first day stays.
[[nodiscard]] Result<void> add_shown_source(const Database& database, const std::string& person,
                                            const ShownSourceRow& row);
/// By source, then knowledge version.
[[nodiscard]] Result<std::vector<ShownSourceRow>> sources_shown_to(const Database& database,
                                                                   const std::string& person);
[[nodiscard]] Result<void> add_audit(const Database& database, const AuditRow& row);
[[nodiscard]] Result<std::vector<AuditRow>> audit_of(const Database& database, const std::string& person);
/// What is about no person that is here: accounts, imports, backups, receipts of those who were erased.
/// Latest first.
[[nodiscard]] Result<std::vector<AuditRow>> audit_of_instance(const Database& database);

// Archives that were read in.
[[nodiscard]] Result<std::int64_t> add_import(const Database& database, const ImportRow& row);
/// Fills the counts that are known at the end.
[[nodiscard]] Result<void> finish_import(const Database& database, const ImportRow& row);
/// From now on the import, the people who came with it and their entries are there for readers.
[[nodiscard]] Result<void> publish_import(const Database& database, std::int64_t import);
/// Latest first.
[[nodiscard]] Result<std::vector<ImportRow>> imports(const Database& database);
/// Takes back all rows that carry the import's number, but not its people, and marks it as undone.
[[nodiscard]] Result<void> remove_imported(const Database& database, std::int64_t import, std::int64_t utc);
/// The person stays and is no longer the import's.
[[nodiscard]] Result<void> keep_imported_person(const Database& database, const std::string& person);

}  // namespace hamstring::store
