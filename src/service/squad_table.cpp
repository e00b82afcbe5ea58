// A pasted table of a squad: whose row is whose, in which unit its numbers stand, and what cannot be.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text.h"
#include "core/try.h"
#include "formats/squad/squad_reader.h"
#include "service/practice.h"
#include "service/same_name.h"
#include "service/squad_rows.h"

namespace hamstring::service {
namespace {

rehab::Message cell_message(const SquadCellFault& fault) {
  constexpr const char* ids[] = {"squad.fault.no_number", "squad.fault.thousand", "squad.fault.empty",
                                 "squad.fault.day",       "squad.fault.pain",     "squad.fault.cells",
                                 "squad.fault.both_signs"};
  return {.id = ids[static_cast<int>(fault.fault)], .arguments = {{"value", as_written(fault.cell)}}};
}

std::string text_of(const Json& json, const char* field) {
  const auto found = json.find(field);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// The numbers of a column in the unit of the test, and what to say about it.
class Turned {
 public:
  Turned(const Words& words, const SquadUnit& unit, const std::string& wanted)
      : words_(words), unit_(unit), wanted_(wanted), factor_(squad_factor(unit, wanted)) {}

  /// A hundredth is finer than any test here.
  [[nodiscard]] std::optional<double> number(const std::optional<double>& value) const {
    if (!value || !factor_) return std::nullopt;
    return *factor_ == 1.0 ? *value : std::round(*value * *factor_ * 100.0) / 100.0;
  }
  [[nodiscard]] std::string fault() const {
    if (factor_) return {};
    return words_(rehab::Message{
        .id = "squad.fault.unit",
        .arguments = {{"unit", as_written(unit_.written)}, {"wanted", unit_text(words_, wanted_)}}});
  }
  [[nodiscard]] std::string note() const {
    if (!factor_ || *factor_ == 1.0) return {};
    return words_(rehab::Message{
        .id = "squad.unit.turned",
        .arguments = {
            {"unit", unit_.written}, {"wanted", unit_text(words_, wanted_)}, {"factor", *factor_}}});
  }

 private:
  const Words& words_;
  const SquadUnit& unit_;
  const std::string& wanted_;
  std::optional<double> factor_;
};

/// Who is called so; where that is not one person, what to say.
std::string person_called(const Words& words, const std::vector<SquadMember>& all, const std::string& name,
                          Json& faults) {
  std::string person;
  std::size_t named = 0;
  for (const SquadMember& member : all) {
    if (!same_name(member.row.name, name)) continue;
    person = member.row.id;
    ++named;
  }
  if (named == 1) return person;
  faults.push_back(words(rehab::Message{.id = named == 0 ? "squad.fault.nobody" : "squad.fault.several",
                                        .arguments = {{"name", as_written(name)}}}));
  return {};
}

}  // namespace

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
  HAMSTRING_TRY(all, members(caller, text_of(request, "group"), now));
  const std::string asked = text_of(request, "test");
  const auto test = knowledge_.tests.find(asked.empty() ? usual_test(knowledge_, all) : asked);
  if (test == knowledge_.tests.end())
    return refuse(Code::bad_input,
                  Error{.message = "this test has no number for a squad", .element = "test"});
  const Turned left(words, table->left_unit, test->second.unit);
  const Turned right(words, table->right_unit, test->second.unit);
  Json rows = Json::array(), units = Json::array();
  for (const std::string& note : {left.note(), right.note()})
    if (!note.empty() && std::ranges::find(units, Json(note)) == units.end()) units.push_back(note);
  std::size_t with_faults = 0;
  for (const SquadRow& row : table->rows) {
    Json faults = Json::array();
    const std::string person = person_called(words, all, row.name, faults);
    for (const SquadCellFault& fault : row.faults) faults.push_back(words(cell_message(fault)));
    if (row.left && !left.fault().empty()) faults.push_back(left.fault());
    if (row.right && !right.fault().empty() && right.fault() != left.fault()) faults.push_back(right.fault());
    with_faults += faults.empty() ? 0 : 1;
    rows.push_back({{"line", row.line},
                    {"name", quote_for_message(row.name)},
                    {"person", person.empty() ? Json(nullptr) : Json(person)},
                    {"left", number_or_null(left.number(row.left))},
                    {"right", number_or_null(right.number(row.right))},
                    {"pain", number_or_null(row.pain)},
                    {"day", row.day},
                    {"faults", std::move(faults)}});
  }
  return Json{{"headers", table->headers},
              {"comma_for_point", table->comma_for_point},
              {"units", std::move(units)},
              {"rows", std::move(rows)},
              {"with_faults", with_faults}};
}

namespace {

Json beside(const Json& row, const std::string& field, const Json& text) {
  return {{"line", row["line"]}, {"name", row["name"]}, {"field", field}, {"text", text}};
}

}  // namespace

Outcome<Json> Practice::take_squad(const Caller& caller, const Json& request, std::int64_t now) {
  HAMSTRING_TRY(table, read_squad(caller, request, now));
  Json faults = Json::array(), rows = Json::array();
  std::vector<const Json*> from;
  for (const Json& row : table["rows"]) {
    for (const Json& text : row["faults"]) faults.push_back(beside(row, "", text));
    if (!row["faults"].empty()) continue;
    from.push_back(&row);
    rows.push_back({{"person", row["person"]},
                    {"left", row["left"]},
                    {"right", row["right"]},
                    {"pain", row["pain"]},
                    {"day", row["day"]}});
  }
  const bool broken = !faults.empty();
  Json wanted = request;
  wanted["rows"] = std::move(rows);
  // Where a row cannot be, the others are looked at all the same: whoever mends the file mends it once.
  if (broken) wanted["preview"] = true;
  auto saved = save_squad(caller, wanted, now);
  if (saved && !broken) {
    (*saved)["units"] = std::move(table["units"]);
    return saved;
  }
  Problem problem = saved
                        ? Problem{.code = Code::bad_input, .error = {.message = "some rows cannot be saved"}}
                        : saved.error();
  if (!saved && (!problem.extra.is_object() || !problem.extra.contains("faults")) && !broken)
    return std::unexpected(std::move(problem));
  if (!saved && problem.extra.is_object() && problem.extra.contains("faults"))
    for (const Json& fault : problem.extra["faults"]) {
      const auto at = fault["row"].get<std::size_t>();
      if (at < from.size()) faults.push_back(beside(*from[at], fault["field"], fault["text"]));
    }
  if (broken) problem.error.message = "some rows cannot be saved";
  problem.error.element = "rows";
  problem.error.advice = "Each row says what is wrong with it. Nothing was saved.";
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Json& a, const Json& b) { return a["line"].get<int>() < b["line"].get<int>(); });
  problem.extra = {{"faults", std::move(faults)}};
  return std::unexpected(std::move(problem));
}

}  // namespace hamstring::service
