// Templates, groups, and what there is to prescribe from.
#include "service/practice.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"
#include "core/try.h"
#include "service/plain_name.h"
#include "service/storage_problem.h"
#include "store/practice_records.h"
#include "view/moment.h"
#include "view/prescription_view.h"

namespace hamstring::service {
namespace {

constexpr std::size_t templates_max = 100, group_name_max = 60, groups_max = 20;

Json template_json(const store::TemplateRow& row) {
  Json lines = Json::parse(row.json, nullptr, false);
  return {{"id", row.id}, {"name", row.name}, {"lines", lines.is_array() ? std::move(lines) : Json::array()}};
}

std::string name_of(const Json& request) {
  const auto found = request.is_object() ? request.find("name") : request.end();
  return found != request.end() && found->is_string() ? std::string(trim(found->get<std::string>()))
                                                      : std::string{};
}

}  // namespace

Outcome<rehab::PrescriptionEntry> template_lines(const Json& lines) {
  const Json file{{"schema", "hamstring.case"},
                  {"version", 1},
                  {"case_id", "template"},
                  {"entries",
                   {{{"id", "template"},
                     {"type", "prescription"},
                     {"day", "2000-01-01"},
                     {"recorded_at", "2000-01-01T00:00:00Z"},
                     {"by", "clinician"},
                     {"lines", lines}}}}};
  Diagnostics diagnostics;
  const Result<rehab::Case> read =
      rehab::read_case(file.dump(-1, ' ', false, Json::error_handler_t::replace), "template", diagnostics);
  if (!read) return refuse(Code::bad_input, read.error());
  return *read->entries.front().as<rehab::PrescriptionEntry>();
}

Outcome<std::vector<std::string>> groups_in(const std::string& text) {
  std::vector<std::string> names;
  for (const std::string_view part : split_fields(text, ',')) {
    const std::string name(trim(part));
    if (name.empty()) continue;
    if (name.size() > group_name_max || names.size() >= groups_max)
      return refuse(Code::bad_input, Error{.message = "a group is called something short, and there are few",
                                           .element = "groups"});
    HAMSTRING_TRY_DO(plain_name(name, "groups"));
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

Outcome<void> Practice::add_groups(Json& rows) {
  const auto all = store::groups(database_);
  if (!all) return storage(all);
  for (Json& row : rows) {
    const auto found = all->find(row["id"].get<std::string>());
    row["groups"] = found == all->end() ? Json::array() : Json(found->second);
  }
  return {};
}

Outcome<Json> Practice::prescribing(const std::string& person, const std::string& language,
                                    std::int64_t now) {
  HAMSTRING_TRY(who, people_.find(person));
  HAMSTRING_TRY(history, people_.history(person));
  const Result<Day> today = local_day(now, who.zone);
  if (!today) return refuse(Code::bad_input, today.error());
  const Words words(knowledge_, catalog_of(knowledge_, language.empty() ? who.language : language));
  return prescribing_json(words, *history, rehab::plan(knowledge_, *history, *today));
}

Outcome<Json> Practice::templates(const Caller& caller) {
  Json list = Json::array();
  if (!caller.account) return list;
  const auto rows = store::templates_of(database_, caller.account->id);
  if (!rows) return storage(rows);
  for (const store::TemplateRow& row : *rows) list.push_back(template_json(row));
  return list;
}

Outcome<Json> Practice::keep_template(const Caller& caller, const Json& request, std::int64_t now) {
  if (!caller.account) return refuse(Code::login_needed, "log in first");
  const std::string name = name_of(request);
  if (name.empty() || name.size() > template_name_max)
    return refuse(Code::bad_input,
                  Error{.message = "a name of 1 to 80 letters was expected", .element = "name"});
  HAMSTRING_TRY_DO(plain_name(name, "name"));
  HAMSTRING_TRY(lines, template_lines(request.contains("lines") ? request["lines"] : Json()));
  for (std::size_t i = 0; i < lines.lines.size(); ++i) {
    const rehab::PrescribedLine& line = lines.lines[i];
    for (const std::string* id : {&line.exercise, &line.instead_of}) {
      if (id->empty() || knowledge_.exercises.contains(*id)) continue;
      const Words words(knowledge_, catalog_of(knowledge_, caller.language));
      Json faults = Json::array();
      faults.push_back(
          {{"line", i},
           {"field", id == &line.exercise ? "exercise" : "instead_of"},
           {"text", words(rehab::Message{.id = "prescription.fault.unknown",
                                         .arguments = {{"exercise", quote_for_message(*id)}}})}});
      return std::unexpected(
          Problem{.code = Code::bad_input,
                  .error = {.message = "a line of this template names an exercise that is not known here",
                            .element = fmt::format("lines[{}].exercise", i)},
                  .extra = {{"faults", std::move(faults)}}});
    }
  }
  const auto there = store::templates_of(database_, caller.account->id);
  if (!there) return storage(there);
  const bool anew = std::ranges::find(*there, name, &store::TemplateRow::name) == there->end();
  if (anew && there->size() >= templates_max)
    return refuse(Code::bad_input,
                  Error{.message = "there are too many templates already", .element = "name"});
  const auto id = store::keep_template(
      database_,
      {.account = caller.account->id, .name = name, .json = request["lines"].dump(), .made_utc = now});
  if (!id) return storage(id);
  return templates(caller);
}

Outcome<Json> Practice::remove_template(const Caller& caller, const std::string& id) {
  const auto number = parse_integer(id);
  if (!caller.account || !number) return refuse(Code::not_found, "there is no such template");
  const auto gone = store::remove_template(database_, caller.account->id, *number);
  if (!gone) return storage(gone);
  if (!*gone) return refuse(Code::not_found, "there is no such template");
  return templates(caller);
}

}  // namespace hamstring::service
