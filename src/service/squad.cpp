// One test of many people: typed, pasted or from a device; what the numbers mean, at once.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "core/text.h"
#include "core/try.h"
#include "service/practice.h"
#include "service/squad_rows.h"
#include "service/storage_problem.h"
#include "store/practice_records.h"
#include "view/moment.h"

namespace hamstring::service {
namespace {

constexpr std::size_t rows_max = 200;

/// What is only looked at stands after all that was told until now.
rehab::Entry said_now(rehab::Entry entry, const std::string& zone, std::int64_t now) {
  entry.recorded_at = local_stamp(now + 1, zone).value_or(entry.recorded_at.text());
  rehab::finish_entry(entry);
  return entry;
}

std::unexpected<Problem> no_number() {
  return refuse(Code::bad_input, Error{.message = "this test has no number for a squad", .element = "test"});
}

/// As it is with them, whether what was typed is kept already or not.
Json people_meant(const Words& words, const std::string& test, const std::string& group,
                  const SquadRowsRead& rows, std::vector<SquadMember>& all, std::int64_t now) {
  const auto typed = [&](const SquadMember& member) {
    return std::ranges::find(rows.entries, member.row.id, [](const auto& e) { return e.first; }) !=
           rows.entries.end();
  };
  SquadMeaning meaning(words, test);
  for (SquadMember& member : all) {
    if (typed(member)) {
      rehab::Case with = *member.history;
      for (const auto& [person, entry] : rows.entries)
        if (person == member.row.id) with.entries.push_back(said_now(entry, member.row.zone, now));
      rehab::sort_entries(with);
      member.history = std::make_shared<const rehab::Case>(std::move(with));
      member.look(words.knowledge());
    }
    const bool in_group = group.empty() || std::ranges::find(member.groups, group) != member.groups.end();
    if (in_group) meaning.add(member);
  }
  Json people = Json::array();
  for (const SquadMember& member : all)
    if (typed(member)) people.push_back(meaning.person(member));
  return people;
}

std::string text_of(const Json& json, const char* field) {
  const auto found = json.find(field);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace

Outcome<std::vector<SquadMember>> Practice::members(const Caller& caller, const std::string& group,
                                                    std::int64_t now) {
  const auto all = store::people(database_);
  if (!all) return storage(all);
  const auto groups = store::groups(database_);
  if (!groups) return storage(groups);
  std::vector<SquadMember> members;
  for (const store::PersonRow& row : *all) {
    if (!may(caller.role(), Access::person_answers, row.id)) continue;
    SquadMember member;
    member.row = row;
    if (const auto own = groups->find(row.id); own != groups->end()) member.groups = own->second;
    if (!group.empty() && std::ranges::find(member.groups, group) == member.groups.end()) continue;
    const auto today = local_day(now, row.zone);
    auto history = people_.history(row.id);
    if (!today || !history) continue;  // one history that cannot be read hides nobody else
    member.today = *today;
    member.history = std::move(*history);
    member.look(knowledge_);
    members.push_back(std::move(member));
  }
  std::ranges::sort(members, {}, [](const SquadMember& m) { return to_lower(m.row.name); });
  return members;
}

Outcome<Json> Practice::squad(const Caller& caller, const std::string& test, const std::string& group,
                              std::int64_t now) {
  const Words words(knowledge_, catalog_of(knowledge_, caller.language));
  Json tests = Json::array(), people = Json::array();
  for (const auto& [id, item] : knowledge_.tests)
    if (has_a_number(item) && item.both_sides) tests.push_back(named_json(words, id, "test." + id + ".name"));
  HAMSTRING_TRY(all, members(caller, group, now));
  const auto found = knowledge_.tests.find(test.empty() ? usual_test(knowledge_, all) : test);
  if (found == knowledge_.tests.end() || !has_a_number(found->second)) return no_number();
  SquadMeaning meaning(words, found->first);
  for (const SquadMember& member : all) meaning.add(member);
  for (const SquadMember& member : all) people.push_back(meaning.person(member));
  return Json{{"test", squad_test_json(words, found->second)},
              {"tests", std::move(tests)},
              {"people", std::move(people)},
              {"questions", Json::array()},
              {"saved", 0}};
}

Outcome<Json> Practice::save_squad(const Caller& caller, const Json& request, std::int64_t now) {
  if (!request.is_object()) return refuse(Code::bad_input, "an object was expected");
  const Words words(knowledge_, catalog_of(knowledge_, caller.language));
  const std::string test = text_of(request, "test"), group = text_of(request, "group");
  const auto found = knowledge_.tests.find(test);
  if (found == knowledge_.tests.end() || !has_a_number(found->second)) return no_number();
  const Json given = request.value("rows", Json());
  if (!given.is_array() || given.empty() || given.size() > rows_max)
    return refuse(Code::bad_input,
                  Error{.message = "a list of 1 to 200 rows was expected", .element = "rows"});
  HAMSTRING_TRY(all, members(caller, {}, now));
  SquadRowsRead rows = read_rows(words, found->second, request, all);
  if (!rows.faults.empty())
    return std::unexpected(Problem{.code = Code::bad_input,
                                   .error = {.message = "some rows cannot be saved",
                                             .element = "rows",
                                             .advice = "Each row says what is wrong with it. Nothing was "
                                                       "saved."},
                                   .extra = {{"faults", std::move(rows.faults)}}});
  const auto yes = [&](const char* field) { return request.contains(field) && request[field] == true; };
  const bool preview = yes("preview");
  // A number that is nothing but the error of its test is more often one in another unit.
  if (!preview && !yes("confirm") && !rows.questions.empty())
    return std::unexpected(Problem{.code = Code::conflict,
                                   .error = {.message = "some numbers are smaller than the error of the test",
                                             .element = "rows",
                                             .advice = "Look at the rows that say so; save again to keep "
                                                       "them. Nothing was saved."},
                                   .extra = {{"faults", std::move(rows.questions)}}});
  if (!preview) {
    if (auto saved = people_.add_for_many(caller, rows.entries, now); !saved)
      return std::unexpected(saved.error());
  }
  return Json{{"test", squad_test_json(words, found->second)},
              {"tests", Json::array()},
              {"people", people_meant(words, test, group, rows, all, now)},
              {"questions", std::move(rows.questions)},
              {"saved", preview ? 0 : rows.entries.size()}};
}

Outcome<Json> Practice::trends(const std::string& person, const std::string& language, std::int64_t now) {
  HAMSTRING_TRY(who, people_.find(person));
  Caller everybody;  // the squad as a whole stands behind the goal; nobody of it is named
  everybody.account =
      store::AccountRow{.id = 0, .name = {}, .role = "owner", .password = {}, .person = {}, .created_utc = 0};
  HAMSTRING_TRY(all, members(everybody, {}, now));
  const Words words(knowledge_, catalog_of(knowledge_, language.empty() ? who.language : language));
  const auto own = std::ranges::find_if(all, [&](const SquadMember& m) { return m.row.id == person; });
  Json tests = Json::array();
  if (own == all.end()) return Json{{"side", "not_known"}, {"tests", std::move(tests)}};
  for (const rehab::TestTrend& trend : own->trends) {
    SquadMeaning meaning(words, trend.test->id);
    for (const SquadMember& member : all) meaning.add(member);
    Json looks = Json::array();
    for (const rehab::TestLook& look : trend.looks) {
      const auto value = [](const std::optional<rehab::Measured>& m) {
        return m ? Json(m->value) : Json(nullptr);
      };
      looks.push_back(
          {{"day", day_text(look.day)}, {"left", value(look.left)}, {"right", value(look.right)}});
    }
    tests.push_back({{"test", squad_test_json(words, *trend.test)},
                     {"looks", std::move(looks)},
                     {"result", meaning.result(trend, *own)}});
  }
  return Json{{"side", side_word(own->hurt)}, {"tests", std::move(tests)}};
}

}  // namespace hamstring::service
