// Today's plan, new entries and the list of those who are looked after.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "core/file.h"
#include "core/try.h"
#include "history/extent.h"
#include "rehab/plan/next_test.h"
#include "rehab/plan/plan.h"
#include "rehab/standing/check_case.h"
#include "rehab/standing/illness.h"
#include "service/coach_view.h"
#include "service/damage.h"
#include "service/own_entries.h"
#include "service/people.h"
#include "service/prescribing.h"
#include "service/storage_problem.h"
#include "view/measures_view.h"
#include "view/moment.h"
#include "view/plan_words.h"
#include "view/today_view.h"
#include "view/versions.h"

namespace hamstring::service {
namespace {

using rehab::Case;

constexpr std::size_t entries_at_once_max = 200;
constexpr std::size_t views_max = 4;  ///< of one person, in memory
constexpr std::size_t shown_waiting_max = 200;

/// Ids of all sources that a view rests on.
void gather_sources(const Json& view, std::set<std::string>& sources) {
  if (!view.is_structured()) return;
  for (const auto& [field, value] : view.items()) {
    if (field == "sources" && value.is_array()) {
      for (const Json& source : value)
        if (source.is_string()) sources.insert(source.get<std::string>());
    } else {
      gather_sources(value, sources);
    }
  }
}

std::unexpected<Problem> bad_day(const char* why) {
  return refuse(Code::bad_input, Error{.message = why, .element = "day"});
}

/// Days an entry may be about: today, or one that is over and within what a history may reach.
Outcome<Day> day_in(const Json& entry, Day today) {
  const auto found = entry.find("day");
  if (found == entry.end()) return today;
  const std::string text = found->is_string() ? found->get<std::string>() : std::string{};
  const Result<Day> day = parse_day(text);
  if (!day) return bad_day("a day such as 2026-03-09 was expected");
  if (*day > today) return bad_day("this day is not yet here");
  if (days_between(*day, today) > rehab::history_days_max)
    return bad_day("this day is longer ago than a history may reach");
  return *day;
}

/// A plan goes day by day from the first entry: one for a far day would keep everybody else waiting, and
/// before the first entry there is none.
Outcome<void> check_within(const Case& history, Day asked, Day today) {
  const Day last = today + std::chrono::days(rehab::plan_ahead_days_max);
  if (asked > last)
    return refuse(Code::bad_input,
                  Error{.message = "a plan can be asked for a year ahead, not for later days",
                        .element = "day",
                        .advice = "The last day is " + day_text(last) + "."});
  Day first = today;
  for (const rehab::Entry& entry : history.entries) first = std::min(first, entry.day);
  if (asked < first) return bad_day("this day lies before the first entry");
  return {};
}

/// What a person says of themself, in a story: a clinician may write it down for them.
bool is_told(const Json& entry) {
  constexpr std::array<std::string_view, 4> kinds{"answer", "injury", "pain", "person"};
  const auto type = entry.find("type");
  return type != entry.end() && type->is_string() &&
         std::ranges::find(kinds, type->get<std::string>()) != kinds.end();
}

std::string said_by(const Caller& caller, const Json& entry) {
  const std::string role = caller.role().name;
  if (role == "athlete") return "self";
  const auto found = entry.find("by");
  // What a person tells is theirs, whoever writes it down with them; whose hands it were stands with what was
  // saved together. What only a clinician can say is never signed by anybody else.
  const bool told_together = found != entry.end() && *found == "self" && is_told(entry);
  if (role == "clinician") return told_together ? "self" : "clinician";
  return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string("self");
}

/// The instant at which the first of new entries is said to be recorded. What is entered later is the later
/// word, also within one second, and although a batch stands for as many seconds as it has entries.
std::int64_t said_at(const Case& before, std::int64_t now) {
  std::int64_t result = now;
  for (const rehab::Entry& entry : before.entries) {
    // A device's clock that runs ahead of ours is no reason to run after it.
    if (entry.recorded_s <= now + static_cast<std::int64_t>(entries_at_once_max))
      result = std::max(result, entry.recorded_s + 1);
  }
  return result;
}

/// The new entries as a case file of their own, which the one reader of cases reads.
Outcome<Case> read_new(const Caller& caller, const std::string& person, const std::string& zone,
                       const Json& list, std::int64_t now, std::int64_t first_s) {
  const auto today = local_day(now, zone);
  if (!today) return refuse(Code::bad_input, today.error());
  if (!list.is_array() || list.empty() || list.size() > entries_at_once_max)
    return refuse(Code::bad_input,
                  Error{.message = "a list of 1 to 200 entries was expected", .element = "entries"});
  Json entries = Json::array();
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!list[i].is_object())
      return refuse(Code::bad_input, Error{.message = "an object was expected", .element = "entries"});
    Json entry = list[i];
    const Outcome<Day> day = day_in(entry, *today);
    if (!day) return std::unexpected(day.error());
    entry["day"] = day_text(*day);
    entry["by"] = said_by(caller, entry);
    // An entry that waited on a phone keeps its id, so that sending it twice does not make it two.
    if (!entry.contains("id")) entry["id"] = new_id('e');
    if (!entry.contains("recorded_at"))
      entry["recorded_at"] = local_stamp(first_s + static_cast<std::int64_t>(i), zone).value_or("");
    entries.push_back(std::move(entry));
  }
  const Json file{
      {"schema", "hamstring.case"}, {"version", 1}, {"case_id", person}, {"entries", std::move(entries)}};
  Diagnostics diagnostics;
  Result<Case> read =
      rehab::read_case(file.dump(-1, ' ', false, Json::error_handler_t::replace), "entries", diagnostics);
  if (!read) return refuse(Code::bad_input, read.error());
  HAMSTRING_TRY_DO(recorded_by_now(read->entries, now));
  sign_clearances(caller, read->entries);
  return std::move(*read);
}

/// Takes out of `news` what is there already, word for word; true where an id is there with other words.
bool drop_known(const Case& before, Case& news) {
  std::map<std::string_view, std::vector<rehab::EntryHash>> there;
  for (const rehab::Entry& entry : before.entries) there[entry.id].push_back(entry.hash);
  bool differs = false;
  std::erase_if(news.entries, [&](const rehab::Entry& entry) {
    const auto found = there.find(entry.id);
    if (found == there.end()) return false;
    const bool same = std::ranges::find(found->second, entry.hash) != found->second.end();
    differs |= !same;
    return same;
  });
  return differs;
}

/// Whether what is wrong was wrong before: where a damaged entry is missing, what spoke of it speaks of
/// nothing, and nobody is kept from telling more for that.
bool is_of_old(const rehab::Knowledge& knowledge, const Case& before, Day last, const Error& error) {
  Diagnostics diagnostics;
  const auto old = rehab::check_case(knowledge, before, last, diagnostics);
  return !old && old.error().message == error.message && old.error().element == error.element;
}

/// Saved, as it would be with these entries beside what is there, and nothing of it kept: whoever takes one
/// out sees first what that ends.
Outcome<Json> with_them(const rehab::Knowledge& knowledge, const Caller& caller, const store::PersonRow& who,
                        const Case& before, const std::set<std::string>& others, const Json& list,
                        std::int64_t now) {
  const auto today = local_day(now, who.zone);
  if (!today) return refuse(Code::bad_input, today.error());
  HAMSTRING_TRY(news, read_new(caller, who.id, who.zone, list, now, said_at(before, now)));
  speak_as_another(knowledge, caller, who.name, news.entries);
  drop_known(before, news);
  HAMSTRING_TRY_DO(may_add(caller, before, others, news.entries));
  HAMSTRING_TRY_DO(
      speaks_for_nobody_else(knowledge, caller, who.name, before, news.entries, Brought::entered_now));
  HAMSTRING_TRY_DO(may_clear(knowledge, caller, who.name, news.entries));
  Case whole = before;
  whole.entries.insert(whole.entries.end(), news.entries.begin(), news.entries.end());
  rehab::sort_entries(whole);
  Diagnostics diagnostics;
  const Day last = std::max(*today, rehab::latest_day(whole).value_or(*today));
  if (const auto good = rehab::check_case(knowledge, whole, last, diagnostics);
      !good && !is_of_old(knowledge, before, last, good.error()))
    return refuse(Code::bad_input, good.error());
  const std::string& language = caller.language.empty() ? who.language : caller.language;
  const Words words(knowledge, catalog_of(knowledge, language));
  Json view = today_json(words, whole, rehab::plan(knowledge, whole, *today));
  if (caller.role().name == "coach") view = without_answers(view);
  return Json{{"batch", 0}, {"count", before.entries.size()}, {"today", std::move(view)}};
}

}  // namespace

Outcome<Json> People::today(const Caller& caller, const std::string& person, const std::string& day,
                            const std::string& protocol, std::int64_t now) {
  HAMSTRING_TRY(who, find(person));
  const Result<Day> today = local_day(now, who.zone);
  if (!today) return refuse(Code::bad_input, today.error());
  const Result<Day> when = day.empty() ? today : parse_day(day);
  if (!when) return bad_day("a day such as 2026-03-09 was expected");
  if (!day.empty()) {
    HAMSTRING_TRY(found, history(person));
    HAMSTRING_TRY_DO(check_within(*found, *when, *today));
  }
  if (!protocol.empty() && !knowledge_.protocols.contains(protocol))
    return refuse(Code::bad_input, Error{.message = "there is no such protocol", .element = "protocol"});
  const std::string& language = caller.language.empty() ? who.language : caller.language;
  HAMSTRING_TRY(view, view_of(who, *when, protocol, language));
  if (caller.role().name == "coach") return without_answers(*view);
  if (day.empty() && protocol.empty()) keep_shown(person, day_text(*when), view, now);
  return *view;
}

std::shared_ptr<const rehab::Plan> People::plan_of(const std::string& person,
                                                   const std::shared_ptr<const Case>& history, Day day) {
  {
    const std::scoped_lock lock(lock_);
    const auto there = remembered_.find(person);
    if (there != remembered_.end() && there->second.history == history && there->second.plan &&
        there->second.plan->today == day)
      return there->second.plan;
  }
  const auto folds = folds_of(person);
  auto made = std::make_shared<const rehab::Plan>(rehab::plan(knowledge_, *history, day, {}, folds.get()));
  const std::scoped_lock lock(lock_);
  const auto there = remembered_.find(person);
  if (there != remembered_.end() && there->second.history == history) there->second.plan = made;
  return made;
}

std::shared_ptr<const Json> People::view_made(const std::string& person, const std::string& key) {
  forget_if_others_wrote();
  const std::scoped_lock lock(lock_);
  const auto there = remembered_.find(person);
  if (there == remembered_.end()) return nullptr;
  const auto known = there->second.views.find(key);
  return known == there->second.views.end() ? nullptr : known->second;
}

Outcome<std::shared_ptr<const Json>> People::view_of(const store::PersonRow& person, Day day,
                                                     const std::string& protocol,
                                                     const std::string& language) {
  const std::string key = fmt::format("{} {} {}", day_text(day), protocol, language);
  if (auto known = view_made(person.id, key)) return known;
  const std::scoped_lock one(making_[person.id]);
  if (auto known = view_made(person.id, key)) return known;
  HAMSTRING_TRY(found, read_or_remembered(person.id));
  const Words words(knowledge_, catalog_of(knowledge_, language));
  const auto folds = folds_of(person.id);
  Json view = protocol.empty()
                  ? today_json(words, *found.history, *plan_of(person.id, found.history, day), folds.get())
                  : today_json(words, *found.history, day, protocol, folds.get());
  if (!found.damaged.empty()) hold_back(view, words, found.damaged);
  auto made = std::make_shared<const Json>(std::move(view));
  const std::scoped_lock lock(lock_);
  const auto there = remembered_.find(person.id);
  if (there != remembered_.end() && there->second.history == found.history) {
    auto& views = there->second.views;
    if (views.size() >= views_max) views.clear();
    views[key] = made;
  }
  return made;
}

void People::keep_shown(const std::string& person, const std::string& day,
                        const std::shared_ptr<const Json>& view, std::int64_t now) {
  {
    const std::scoped_lock lock(lock_);
    const auto there = remembered_.find(person);
    if (there == remembered_.end()) return;
    auto& shown = there->second.shown[(*view)["language"]];
    if (shown == view) return;
    shown = view;
  }
  // A plan that cannot be written down now is still shown, at once: somebody with pain is waiting for it.
  Shown one{.person = person, .day = day, .view = view, .now = now};
  if (write_shown(one)) return;
  const std::scoped_lock lock(lock_);
  if (waiting_.size() < shown_waiting_max) waiting_.push_back(std::move(one));
}

bool People::write_shown(const Shown& shown) {
  std::string text = shown.view->dump(-1, ' ', false, Json::error_handler_t::replace);
  store::Transaction transaction(database_, std::chrono::milliseconds(0));
  if (!transaction.begun()) return false;
  const auto kept = store::add_shown(database_, shown.person,
                                     {.day = shown.day,
                                      .kind = "plan",
                                      .program = program_version,
                                      .knowledge = knowledge_.version,
                                      .made_utc = shown.now,
                                      .json = std::move(text)});
  if (!kept) return false;
  std::set<std::string> sources;
  gather_sources(*shown.view, sources);
  for (const std::string& source : sources) {
    if (!store::add_shown_source(database_, shown.person,
                                 {.source = source, .knowledge = knowledge_.version, .first_day = shown.day}))
      return false;
  }
  return transaction.commit().has_value();
}

void People::settle() {
  std::deque<Shown> waiting;
  {
    const std::scoped_lock lock(lock_);
    waiting.swap(waiting_);
  }
  for (; !waiting.empty(); waiting.pop_front()) {
    const auto who = store::find_person(database_, waiting.front().person);
    if (who && !*who) continue;  // erased meanwhile: nothing of them is written any more
    if (!write_shown(waiting.front())) break;
  }
  const std::scoped_lock lock(lock_);
  waiting_.insert(waiting_.begin(), std::make_move_iterator(waiting.begin()),
                  std::make_move_iterator(waiting.end()));
}

Outcome<Json> People::add_entries(const Caller& caller, const std::string& person, const Json& request,
                                  std::int64_t now) {
  if (!request.is_object() || !request.contains("entries"))
    return refuse(Code::bad_input, Error{.message = "a list of entries was expected", .element = "entries"});
  HAMSTRING_TRY(who, find(person));
  if (request.contains("preview") && request["preview"] == true) {
    HAMSTRING_TRY(before, history(person));
    HAMSTRING_TRY(others, entered_by_others(database_, caller, who));
    return with_them(knowledge_, caller, who, *before, others, request["entries"], now);
  }
  Outcome<std::optional<Json>> saved = add_entries_once(caller, who, request, now);
  while (saved && !*saved) saved = add_entries_once(caller, who, request, now);
  if (!saved) return std::unexpected(saved.error());
  HAMSTRING_TRY(view, today(caller, person, {}, {}, now));
  (**saved)["today"] = view;
  return **saved;
}

Outcome<std::optional<Json>> People::add_entries_once(const Caller& caller, const store::PersonRow& who,
                                                      const Json& request, std::int64_t now) {
  const std::uint64_t epoch = epoch_of(who.id);
  HAMSTRING_TRY(before, history(who.id));
  const std::string& reader = caller.language.empty() ? who.language : caller.language;
  HAMSTRING_TRY_DO(look_at_numbers(knowledge_, request["entries"], reader));
  HAMSTRING_TRY(news, read_new(caller, who.id, who.zone, request["entries"], now, said_at(*before, now)));
  speak_as_another(knowledge_, caller, who.name, news.entries);
  const bool differs = drop_known(*before, news);
  const std::size_t there = before->entries.size();
  if (news.entries.empty()) return Json{{"batch", 0}, {"count", there}};
  HAMSTRING_TRY(others, entered_by_others(database_, caller, who));
  HAMSTRING_TRY_DO(may_add(caller, *before, others, news.entries));
  HAMSTRING_TRY_DO(
      speaks_for_nobody_else(knowledge_, caller, who.name, *before, news.entries, Brought::entered_now));
  HAMSTRING_TRY_DO(clears_something(news.entries));
  HAMSTRING_TRY_DO(may_clear(knowledge_, caller, who.name, news.entries));
  const auto today_there = local_day(now, who.zone);
  if (!today_there) return refuse(Code::bad_input, today_there.error());
  const bool confirm = request.contains("confirm") && request["confirm"] == true;
  HAMSTRING_TRY_DO(look_at_prescriptions(knowledge_, *before, news.entries, *today_there, confirm, reader));
  HAMSTRING_TRY_DO(look_at_visits(knowledge_, *before, news.entries, *today_there));
  const bool looked = request.contains("seen") && request["seen"].is_number_unsigned();
  const bool moved = looked && request["seen"].get<std::size_t>() != there;
  const bool keep_both = request.contains("keep_both") && request["keep_both"] == true;
  if ((moved || differs) && !keep_both) {
    const auto now_there = entries(who.id);
    return std::unexpected(Problem{.code = Code::conflict,
                                   .error = {.message = "something was added since you opened this page",
                                             .advice = "Look at both; save again to keep both."},
                                   .extra = now_there ? *now_there : Json(nullptr)});
  }
  Case whole = *before;
  whole.entries.insert(whole.entries.end(), news.entries.begin(), news.entries.end());
  rehab::sort_entries(whole);
  Diagnostics diagnostics;
  const Day last = std::max(*today_there, rehab::latest_day(whole).value_or(*today_there));
  if (const auto good = rehab::check_case(knowledge_, whole, last, diagnostics);
      !good && !is_of_old(knowledge_, *before, last, good.error()))
    return refuse(Code::bad_input, good.error());
  const std::size_t count = whole.entries.size();
  const std::vector<store::EntryRow> rows = rows_to_keep(news.entries);
  std::int64_t batch = 0;
  {
    store::Transaction transaction(database_);
    if (!transaction.begun()) return storage(transaction.begun());
    if (moved_on(who.id, epoch)) return std::nullopt;
    HAMSTRING_TRY(saved, save(caller, who.id, rows, "app", "", now));
    batch = saved;
    note(caller, who.id, "entered", fmt::format("{} entries", news.entries.size()), now);
    const auto written = store::find_person(database_, who.id);
    if (const auto done = transaction.commit(); !done) return storage(done);
    replace(who.id, epoch, std::move(whole),
            written && *written ? std::optional((**written).changes) : std::nullopt);
  }
  return Json{{"batch", batch}, {"count", count}};
}

Outcome<Json> People::measures(const std::string& person, const std::string& language, std::int64_t now) {
  HAMSTRING_TRY(who, find(person));
  HAMSTRING_TRY(found, history(person));
  const Result<Day> today = local_day(now, who.zone);
  if (!today) return refuse(Code::bad_input, today.error());
  const Words words(knowledge_, catalog_of(knowledge_, language.empty() ? who.language : language));
  return measures_json(words, *found, *today);
}

}  // namespace hamstring::service
