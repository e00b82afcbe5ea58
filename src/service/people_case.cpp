// Case files of people: as a new person, merged into one who is here, and what two copies disagree about.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/text.h"
#include "core/try.h"
#include "history/merge.h"
#include "rehab/standing/check_case.h"
#include "service/own_entries.h"
#include "service/people.h"
#include "service/plain_name.h"
#include "service/storage_problem.h"
#include "store/pieces.h"
#include "view/entry_line.h"
#include "view/moment.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

constexpr std::size_t name_length_max = 120;
constexpr int own_consent_from_age = 16;  // our assumption; laws differ

std::string text_at(const Json& json, const char* field) {
  const auto found = json.find(field);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<int> birth_year_of(const rehab::Case& history) {
  std::optional<int> year;
  for (const rehab::Entry& entry : history.entries) {
    const auto* who = entry.as<rehab::PersonEntry>();
    if (who == nullptr) continue;
    if (who->birth_year) year = who->birth_year;
    if (who->birth_day) year = static_cast<int>(std::chrono::year_month_day(*who->birth_day).year());
  }
  return year;
}

}  // namespace

Json entries_json(const Words& words, const std::vector<rehab::Entry>& entries) {
  Json list = Json::array();
  std::map<std::string_view, const rehab::Entry*> first;  // of each id
  for (const rehab::Entry& entry : entries) first.emplace(entry.id, &entry);
  for (const rehab::Entry& entry : entries) {
    Json one = Json::parse(rehab::write_entry(entry));
    std::string line = entry_line(words, entry);
    if (const auto* taken = entry.as<rehab::RetractEntry>()) {
      const auto of = first.find(taken->of);
      if (of != first.end()) line += ": " + entry_line(words, *of->second);
    }
    one["line"] = std::move(line);
    list.push_back(std::move(one));
  }
  return list;
}

Json conflicts_json(const Words& words, const std::vector<rehab::Conflict>& conflicts) {
  Json list = Json::array();
  for (const rehab::Conflict& conflict : conflicts) {
    Json versions = entries_json(words, conflict.versions);
    for (std::size_t i = 0; i < conflict.versions.size(); ++i)
      versions[i]["hash"] = conflict.versions[i].hash.text();
    list.push_back({{"entry", conflict.entry}, {"versions", std::move(versions)}});
  }
  return list;
}

Outcome<std::string> name_in(const Json& request) {
  std::string name(trim(text_at(request, "name")));
  if (name.empty() || name.size() > name_length_max)
    return refuse(Code::bad_input,
                  Error{.message = "a name of 1 to 120 letters was expected", .element = "name"});
  HAMSTRING_TRY_DO(plain_name(name, "name"));
  return name;
}

Outcome<std::string> consent_in(const Caller& caller, const std::string& name, const Json& request,
                                std::optional<int> birth_year, int year) {
  const auto found = request.find("consent");
  const Json consent = found != request.end() && found->is_object() ? *found : Json::object();
  std::string given_by = text_at(consent, "given_by");
  if ((given_by != "self" && given_by != "guardian") || text_at(consent, "text_version") != consent_version)
    return refuse(Code::bad_input,
                  Error{.message = "the consent is missing or of an older text", .element = "consent"});
  if (birth_year && year - *birth_year < own_consent_from_age && given_by != "guardian")
    return refuse(Code::bad_input,
                  Error{.message = "below 16 a guardian has to agree", .element = "consent"});
  if (given_by == "guardian" && is_own_account(caller, name))
    return refuse(Code::bad_input,
                  Error{.message = "a parent or guardian agrees with an account of their own",
                        .element = "consent",
                        .advice = "They set this up under their own name and add the child."});
  return given_by;
}

Outcome<Json> People::add_case(const Caller& caller, const Json& request, std::int64_t now) {
  HAMSTRING_TRY(name, name_in(request));
  const std::string zone = text_at(request, "zone"), language = text_at(request, "language");
  const auto today = local_day(now, zone);
  if (!zone_known(zone) || !today)
    return refuse(Code::bad_input,
                  Error{.message = "a time zone such as Europe/Vienna was expected", .element = "zone"});
  if (!knowledge_.catalogs.contains(language))
    return refuse(Code::bad_input, Error{.message = "en or de was expected", .element = "language"});
  Diagnostics diagnostics;
  Result<rehab::Case> file = rehab::read_case(text_at(request, "case"), "case file", diagnostics);
  if (!file) return refuse(Code::bad_input, file.error());
  const int year = static_cast<int>(std::chrono::year_month_day(*today).year());
  HAMSTRING_TRY(given_by, consent_in(caller, name, request, birth_year_of(*file), year));
  const std::string person = new_id('p');
  file->case_id = person;
  const Day last = std::max(*today, rehab::latest_day(*file).value_or(*today));
  HAMSTRING_TRY_DO(recorded_by_now(file->entries, now));
  if (const auto good = rehab::check_case(knowledge_, *file, last, diagnostics); !good)
    return refuse(Code::bad_input, good.error());
  HAMSTRING_TRY_DO(may_clear(knowledge_, caller, name, file->entries));
  HAMSTRING_TRY_DO(speaks_for_nobody_else(knowledge_, caller, name, {}, file->entries, Brought::with_a_file));
  const std::vector<store::EntryRow> rows = rows_to_keep(file->entries);
  store::Transaction transaction(database_);
  if (!transaction.begun()) return storage(transaction.begun());
  const auto added = store::add_person(
      database_, {.id = person, .name = name, .zone = zone, .language = language, .created_utc = now});
  if (!added) return storage(added);
  const auto agreed = store::add_consent(
      database_, person,
      {.text_version = consent_version, .given_by = given_by, .at = local_stamp(now, zone).value_or("")});
  if (!agreed) return storage(agreed);
  HAMSTRING_TRY_DO(save(caller, person, rows, "merge", "case file", now));
  note(caller, person, "added", fmt::format("{} entries", file->entries.size()), now);
  if (const auto done = transaction.commit(); !done) return storage(done);
  return Json{{"id", person}};
}

namespace {

/// Takes out what was written and never seen, unless it is said that it was.
class Unseen {
 public:
  Unseen(const store::Database& database, std::string person, std::int64_t batch)
      : database_(database), person_(std::move(person)), batch_(batch) {}
  ~Unseen() {
    // What cannot go now goes with the next start.
    if (batch_ != 0) (void)store::remove_pending_batch(database_, person_, batch_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;
  void seen() { batch_ = 0; }

 private:
  const store::Database& database_;
  std::string person_;
  std::int64_t batch_;
};

std::unexpected<Problem> moved_on_meanwhile() {
  return refuse(Code::conflict, "something was added meanwhile", "Look at both again, then merge.");
}

/// A batch that nobody sees yet, in pieces between which others write.
Outcome<std::int64_t> write_unseen(const store::Database& database, const std::string& person,
                                   store::BatchRow batch, const std::vector<store::EntryRow>& rows) {
  if (const auto cleared = store::clear_unfinished_of_the_dead(database); !cleared) return storage(cleared);
  batch.pending = store::this_program();
  std::int64_t id = 0;
  Result<void> done;
  {
    store::Pieces pieces(database);
    if (!pieces.begun()) return storage(pieces.begun());
    const auto other = store::has_pending(database, person);
    if (!other) return storage(other);
    if (*other) return moved_on_meanwhile();
    const auto begun = store::add_batch(database, person, batch);
    if (!begun) return storage(begun);
    id = *begun;
    done = store::add_entries_in_pieces(database, pieces, person, id, rows);
    if (done) done = pieces.finish();
  }
  if (done) return id;
  const Unseen unseen(database, person, id);
  return storage(done);
}

}  // namespace

Outcome<std::int64_t> People::keep_merged(const Caller& caller, const store::PersonRow& who,
                                          std::uint64_t epoch, const rehab::MergeResult& merged, Day today,
                                          std::int64_t now) {
  const std::vector<store::EntryRow> rows = rows_to_keep(merged.only_in_b);
  store::BatchRow row{.kind = "merge", .account = {}, .made_utc = now, .note = "", .made_by = caller.name()};
  if (caller.account) row.account = caller.account->id;
  row.made_role = caller.role().name;
  HAMSTRING_TRY(batch, write_unseen(database_, who.id, std::move(row), rows));
  Unseen unseen(database_, who.id, batch);
  // A row of somebody with damaged entries is held back; it is made when they are read anew.
  HAMSTRING_TRY(harm, damaged(who.id));
  Ahead ahead = made_ahead(who, merged.merged, today);
  std::optional<store::PersonRow> written;
  {
    store::Transaction transaction(database_);
    if (!transaction.begun()) return storage(transaction.begun());
    if (moved_on(who.id, epoch)) return moved_on_meanwhile();
    if (const auto done = store::publish_batch(database_, batch); !done) return storage(done);
    note(caller, who.id, "merged", fmt::format("{} entries", rows.size()), now);
    if (harm.empty()) HAMSTRING_TRY_DO(keep_ahead(who.id, ahead));
    if (const auto there = store::find_person(database_, who.id); there) written = *there;
    if (const auto done = transaction.commit(); !done) return storage(done);
  }
  unseen.seen();
  if (written)
    replace(who.id, epoch, std::move(ahead), written->changes);
  else
    forget(who.id);
  return batch;
}

Outcome<Json> People::merge(const Caller& caller, const std::string& person, const std::string& text,
                            bool keep, const std::string& language, std::int64_t now) {
  constexpr std::size_t large = std::size_t{1} << 20;  // [bytes]; what is smaller is over at once
  std::unique_lock merging(merging_, std::defer_lock);
  if (text.size() > large && !merging.try_lock())
    return refuse(Code::too_many, "another case file is being merged", "Try again when it is done.");
  const std::uint64_t epoch = epoch_of(person);
  HAMSTRING_TRY(here, history(person));
  HAMSTRING_TRY(who, find(person));
  const Words words(knowledge_, catalog_of(knowledge_, language.empty() ? who.language : language));
  Diagnostics diagnostics;
  Result<rehab::Case> there = rehab::read_case(text, "case file", diagnostics);
  if (!there) return refuse(Code::bad_input, there.error());
  const bool first = here->entries.empty();
  if (!first && there->case_id != person) {
    return refuse(Code::bad_input, "this case file belongs to somebody else",
                  "Add it as a new person, or check whose file it is.");
  }
  there->case_id = person;
  const auto merged = rehab::merge(*here, *there);
  if (!merged) return refuse(Code::bad_input, merged.error());
  HAMSTRING_TRY(others, entered_by_others(database_, caller, who));
  HAMSTRING_TRY_DO(may_add(caller, *here, others, merged->only_in_b));
  HAMSTRING_TRY_DO(may_clear(knowledge_, caller, who.name, merged->only_in_b));
  HAMSTRING_TRY_DO(
      speaks_for_nobody_else(knowledge_, caller, who.name, *here, merged->only_in_b, Brought::with_a_file));
  HAMSTRING_TRY_DO(recorded_by_now(merged->only_in_b, now));
  const auto today = local_day(now, who.zone);
  if (!today) return refuse(Code::bad_input, today.error());
  const Day last = std::max(*today, rehab::latest_day(merged->merged).value_or(*today));
  Diagnostics found;
  if (const auto good = rehab::check_case(knowledge_, merged->merged, last, found); !good)
    return refuse(Code::bad_input, good.error());
  std::int64_t batch = 0;
  if (keep && !merged->only_in_b.empty()) {
    HAMSTRING_TRY(kept, keep_merged(caller, who, epoch, *merged, *today, now));
    batch = kept;
  }
  return Json{{"only_here", entries_json(words, merged->only_in_a)},
              {"only_there", entries_json(words, merged->only_in_b)},
              {"conflicts", conflicts_json(words, merged->conflicts)},
              {"batch", batch}};
}

}  // namespace hamstring::service
