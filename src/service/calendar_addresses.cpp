#include "service/calendar_addresses.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <optional>

#include "core/file.h"
#include "core/random_hex.h"
#include "core/text.h"
#include "core/try.h"
#include "service/storage_problem.h"
#include "store/calendar_records.h"
#include "view/calendar.h"
#include "view/moment.h"

namespace hamstring::service {
namespace {

using nlohmann::json;

constexpr std::size_t most_of_a_person = 10;  // our assumption: a few devices, a few who look after them
constexpr std::size_t wrong_secrets_max_address = 20;  // as wrong passwords of one address
constexpr std::int64_t day_s = 86400;
constexpr std::size_t secret_bytes = 32;

/// What stands in an address: the number of its row, and what nobody can guess.
struct Secret {
  std::int64_t id = 0;
  std::string word;
};

std::optional<Secret> parse_secret(const std::string& text) {
  const std::size_t dash = text.find('-');
  constexpr std::size_t longest_number = 18;
  if (dash == std::string::npos || dash > longest_number || text.size() - dash - 1 != 2 * secret_bytes)
    return std::nullopt;
  const auto id = parse_integer(text.substr(0, dash));
  if (!id) return std::nullopt;
  return Secret{.id = *id, .word = text.substr(dash + 1)};
}

/// How long it takes says nothing of where they differ.
bool same(const std::string& a, const std::string& b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string at_text(int minute) {
  return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

}  // namespace

Outcome<json> CalendarAddresses::list(const std::string& person) const {
  const auto rows = store::calendar_addresses_of(database_, person);
  if (!rows) return storage(rows);
  const auto accounts = store::accounts(database_);
  if (!accounts) return storage(accounts);
  json made = json::array();
  for (const store::CalendarAddressRow& row : *rows) {
    const auto by = std::ranges::find(*accounts, row.account, &store::AccountRow::id);
    json one{{"id", row.id},
             {"by", by == accounts->end() ? std::string() : by->name},
             {"made", utc_stamp(row.made_utc)},
             {"language", row.language}};
    if (row.minute) one["at"] = at_text(*row.minute);
    if (row.used_utc) one["read"] = utc_stamp(*row.used_utc);
    made.push_back(std::move(one));
  }
  return json{{"addresses", std::move(made)}};
}

Outcome<json> CalendarAddresses::add(const Caller& caller, const std::string& person, const std::string& at,
                                     const std::string& language, std::int64_t now) {
  if (!caller.account) return refuse(Code::login_needed, "log in first");
  store::CalendarAddressRow row{
      .person = person, .account = caller.account->id, .language = language, .minute = {}, .made_utc = now};
  if (!at.empty()) {
    const auto minute = rehab::parse_minute_of_day(at);
    if (!minute) return refuse(Code::bad_input, minute.error());
    row.minute = *minute;
  }
  const std::string word = random_hex(secret_bytes);
  row.secret = sha256_hex(word);
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  const auto there = store::calendar_addresses_of(database_, person);
  if (!there) return storage(there);
  if (there->size() >= most_of_a_person)
    return refuse(Code::conflict, "there are ten calendar addresses for this person already",
                  "Take back one that no calendar reads any more.");
  const auto id = store::add_calendar_address(database_, row);
  if (!id) return storage(id);
  people_.note(caller, person, "calendar address made", fmt::format("address {}", *id), now);
  if (const auto done = transaction.commit(); !done) return storage(done);
  return json{{"id", *id}, {"path", fmt::format("/api/v1/calendars/{}-{}/hamstring.ics", *id, word)}};
}

Outcome<void> CalendarAddresses::take_back(const Caller& caller, const std::string& person, std::int64_t id,
                                           std::int64_t now) {
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  const auto found = store::remove_calendar_address(database_, person, id);
  if (!found) return storage(found);
  if (!*found) return refuse(Code::not_found, "there is no such calendar address");
  people_.note(caller, person, "calendar address taken back", fmt::format("address {}", id), now);
  if (const auto done = transaction.commit(); !done) return storage(done);
  return {};
}

Outcome<std::string> CalendarAddresses::read(const std::string& secret, const From& from, std::int64_t now) {
  const std::string whose = "at " + (from.group.empty() ? from.address : from.group);
  if (!attempts_.may({{whose, wrong_secrets_max_address}}, now))
    return refuse(Code::too_many, "too many wrong calendar addresses",
                  "Wait a quarter of an hour, then try again.");
  const auto wrong = [&] {
    attempts_.was_wrong(whose, now);
    // One word for all that can be wrong: nobody learns that somebody was here.
    return refuse(Code::not_found, "there is no such calendar address");
  };
  const auto given = parse_secret(secret);
  if (!given) return wrong();
  const auto row = store::find_calendar_address(database_, given->id);
  if (!row) return storage(row);
  // Where there is no such number, as much is done.
  static const std::string nobodys = sha256_hex("no address has this secret");
  const bool good = same(sha256_hex(given->word), *row ? (**row).secret : nobodys);
  if (!*row || !good) return wrong();
  const auto accounts = store::accounts(database_);
  if (!accounts) return storage(accounts);
  const auto by = std::ranges::find(*accounts, (**row).account, &store::AccountRow::id);
  if (by == accounts->end() ||
      !may({.name = by->role, .person = by->person}, Access::person_answers, (**row).person))
    return wrong();
  auto text = people_.subscribed_calendar((**row).person, (**row).language, (**row).minute, now);
  if (!text) return text;
  const std::int64_t before = (**row).used_utc.value_or(0);
  if (const auto done = store::use_calendar_address(database_, given->id, now); !done) {
    // It is shown at once, whoever writes meanwhile, and written down the next time.
    return text;
  }
  // Every few hours a calendar comes by: the audit has a line of the first time on each day, the page the
  // last time.
  if (now / day_s != before / day_s) {
    const Caller reader{.account = *by, .language = (**row).language};
    people_.note(reader, (**row).person, "calendar read",
                 fmt::format("address {}, from {}", given->id, from.address), now);
  }
  return text;
}

}  // namespace hamstring::service
