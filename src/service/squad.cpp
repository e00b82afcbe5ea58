// One test of many people: typed, pasted or from a device; what the numbers mean, at once.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "core/text.h"
#include "formats/squad/squad_reader.h"
#include "service/practice.h"
#include "service/same_name.h"
#include "service/squad_rows.h"
#include "service/storage_problem.h"
#include "store/practice_records.h"
#include "view/moment.h"

namespace hamstring::service {
namespace {

constexpr std::size_t rows_max = 200;

rehab::Message cell_message(const SquadCellFault& fault) {
  constexpr const char* ids[] = {"squad.fault.no_number", "squad.fault.thousand", "squad.fault.empty",
                                 "squad.fault.day",       "squad.fault.pain",     "squad.fault.cells"};
  return {.id = ids[static_cast<int>(fault.fault)], .arguments = {{"value", fault.cell}}};
}

/// The test of both legs that this squad was measured with last; where none was, one of force.
std::string usual_test(const rehab::Knowledge& knowledge, const std::vector<SquadMember>& members) {
  std::string usual;
  Day last{};
  for (const SquadMember& member : members) {
    for (const rehab::TestTrend& trend : member.trends) {
      if (!trend.test->both_sides || trend.looks.back().day <= last) continue;
      last = trend.looks.back().day;
      usual = trend.test->id;
    }
  }
  if (!usual.empty()) return usual;
  for (const auto& [id, test] : knowledge.tests)
    if (test.both_sides && test.measures == rehab::ClinicalTest::Measures::force) return id;
  return {};
}

/// What is only looked at stands after all that was told until now.
rehab::Entry said_now(rehab::Entry entry, const std::string& zone, std::int64_t now) {
  entry.recorded_at = local_stamp(now + 1, zone).value_or(entry.recorded_at);
  rehab::finish_entry(entry);
  return entry;
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
  const auto all = members(caller, group, now);
  if (!all) return std::unexpected(all.error());
  const auto found = knowledge_.tests.find(test.empty() ? usual_test(knowledge_, *all) : test);
  if (found == knowledge_.tests.end() || !has_a_number(found->second))
    return refuse(Code::bad_input,
                  Error{.message = "this test has no number for a squad", .element = "test"});
  SquadMeaning meaning(words, found->first);
  for (const SquadMember& member : *all) meaning.add(member);
  for (const SquadMember& member : *all) people.push_back(meaning.person(member));
  return Json{{"test", squad_test_json(words, found->second)},
              {"tests", std::move(tests)},
              {"people", std::move(people)},
              {"saved", 0}};
}

Outcome<Json> Practice::save_squad(const Caller& caller, const Json& request, std::int64_t now) {
  if (!request.is_object()) return refuse(Code::bad_input, "an object was expected");
  const Words words(knowledge_, catalog_of(knowledge_, caller.language));
  const std::string test = text_of(request, "test"), group = text_of(request, "group");
  const auto found = knowledge_.tests.find(test);
  if (found == knowledge_.tests.end() || !has_a_number(found->second))
    return refuse(Code::bad_input,
                  Error{.message = "this test has no number for a squad", .element = "test"});
  const Json given = request.value("rows", Json());
  if (!given.is_array() || given.empty() || given.size() > rows_max)
    return refuse(Code::bad_input,
                  Error{.message = "a list of 1 to 200 rows was expected", .element = "rows"});
  auto all = members(caller, {}, now);
  if (!all) return std::unexpected(all.error());
  SquadRowsRead rows = read_rows(words, found->second, request, *all);
  if (!rows.faults.empty())
    return std::unexpected(Problem{.code = Code::bad_input,
                                   .error = {.message = "some rows cannot be saved",
                                             .element = "rows",
                                             .advice = "Each row says what is wrong with it. Nothing was "
                                                       "saved."},
                                   .extra = {{"faults", std::move(rows.faults)}}});
  const bool preview = request.contains("preview") && request["preview"] == true;
  if (!preview) {
    if (auto saved = people_.add_for_many(caller, rows.entries, now); !saved)
      return std::unexpected(saved.error());
  }
  // As it is with them, whether they are kept already or not.
  SquadMeaning meaning(words, test);
  for (SquadMember& member : *all) {
    if (std::ranges::find(rows.entries, member.row.id, [](const auto& e) { return e.first; }) !=
        rows.entries.end()) {
      rehab::Case with = *member.history;
      for (const auto& [person, entry] : rows.entries)
        if (person == member.row.id) with.entries.push_back(said_now(entry, member.row.zone, now));
      rehab::sort_entries(with);
      member.history = std::make_shared<const rehab::Case>(std::move(with));
      member.look(knowledge_);
    }
    const bool in_group = group.empty() || std::ranges::find(member.groups, group) != member.groups.end();
    if (in_group) meaning.add(member);
  }
  Json people = Json::array();
  for (const SquadMember& member : *all) {
    if (std::ranges::find(rows.entries, member.row.id, [](const auto& e) { return e.first; }) !=
        rows.entries.end())
      people.push_back(meaning.person(member));
  }
  return Json{{"test", squad_test_json(words, found->second)},
              {"tests", Json::array()},
              {"people", std::move(people)},
              {"saved", preview ? 0 : rows.entries.size()}};
}

Outcome<Json> Practice::read_squad(const Caller& caller, const Json& request, std::int64_t now) {
  if (!request.is_object()) return refuse(Code::bad_input, "an object was expected");
  const Words words(knowledge_, catalog_of(knowledge_, caller.language));
  const Json columns = request.value("columns", Json::object());
  if (!columns.is_object()) return refuse(Code::bad_input, "an object was expected");
  const SquadMapping mapping{.name = text_of(columns, "name"),
                             .left = text_of(columns, "left"),
                             .right = text_of(columns, "right"),
                             .pain = text_of(columns, "pain"),
                             .day = text_of(columns, "day")};
  const auto table = read_squad_table(text_of(request, "text"), mapping);
  if (!table) return refuse(Code::bad_input, table.error());
  const auto all = members(caller, text_of(request, "group"), now);
  if (!all) return std::unexpected(all.error());
  Json rows = Json::array();
  std::size_t with_faults = 0;
  for (const SquadRow& row : table->rows) {
    Json faults = Json::array();
    std::string person;
    std::size_t named = 0;
    for (const SquadMember& member : *all) {
      if (!same_name(member.row.name, row.name)) continue;
      person = member.row.id;
      ++named;
    }
    if (named != 1) {
      person.clear();
      faults.push_back(words(rehab::Message{.id = named == 0 ? "squad.fault.nobody" : "squad.fault.several",
                                            .arguments = {{"name", quote_for_message(row.name)}}}));
    }
    for (const SquadCellFault& fault : row.faults) faults.push_back(words(cell_message(fault)));
    with_faults += faults.empty() ? 0 : 1;
    rows.push_back({{"line", row.line},
                    {"name", quote_for_message(row.name)},
                    {"person", person.empty() ? Json(nullptr) : Json(person)},
                    {"left", number_or_null(row.left)},
                    {"right", number_or_null(row.right)},
                    {"pain", number_or_null(row.pain)},
                    {"day", row.day},
                    {"faults", std::move(faults)}});
  }
  return Json{{"headers", table->headers},
              {"comma_for_point", table->comma_for_point},
              {"rows", std::move(rows)},
              {"with_faults", with_faults}};
}

Outcome<Json> Practice::trends(const std::string& person, const std::string& language, std::int64_t now) {
  const auto who = people_.find(person);
  if (!who) return std::unexpected(who.error());
  Caller everybody;  // the squad as a whole stands behind the goal; nobody of it is named
  everybody.account =
      store::AccountRow{.id = 0, .name = {}, .role = "owner", .password = {}, .person = {}, .created_utc = 0};
  const auto all = members(everybody, {}, now);
  if (!all) return std::unexpected(all.error());
  const Words words(knowledge_, catalog_of(knowledge_, language.empty() ? who->language : language));
  const auto own = std::ranges::find_if(*all, [&](const SquadMember& m) { return m.row.id == person; });
  Json tests = Json::array();
  if (own == all->end()) return Json{{"side", "not_known"}, {"tests", std::move(tests)}};
  for (const rehab::TestTrend& trend : own->trends) {
    SquadMeaning meaning(words, trend.test->id);
    for (const SquadMember& member : *all) meaning.add(member);
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
