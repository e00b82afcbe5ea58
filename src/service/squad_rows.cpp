#include "service/squad_rows.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/text.h"
#include "formats/squad/squad_reader.h"

namespace hamstring::service {
namespace {

/// The rows of a request as entries, or what is wrong with them, each beside its row.
class SquadRowsReader {
 public:
  SquadRowsReader(const Words& words, const rehab::ClinicalTest& test) : words_(words), test_(test) {}

  SquadRowsRead read(const Json& request, const std::vector<SquadMember>& members) {
    const Json rows = request.value("rows", Json::array());
    const Json day = request.value("day", Json());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      row_ = i;
      one(rows[i], day, members);
    }
    return std::move(result_);
  }

 private:
  void fault(const char* field, const rehab::Message& text) {
    result_.faults.push_back({{"row", row_}, {"field", field}, {"text", words_(text)}});
  }

  void one(const Json& row, const Json& day, const std::vector<SquadMember>& members) {
    const std::string id = row.is_object() && row.contains("person") && row["person"].is_string()
                               ? row["person"].get<std::string>()
                               : std::string{};
    const auto member = std::ranges::find_if(members, [&](const auto& m) { return m.row.id == id; });
    if (member == members.end()) return fault("person", {.id = "squad.fault.gone", .arguments = {}});
    const std::size_t before = result_.faults.size();
    rehab::TestEntry body;
    body.test = test_.id;
    body.left = numbers(row, "left");
    body.right = numbers(row, "right");
    body.pain = pain(row);
    const Day when = day_of(row.value("day", day), member->today);
    if (body.left.empty() && body.right.empty() && result_.faults.size() == before)
      fault("left", {.id = "squad.fault.empty", .arguments = {}});
    if (result_.faults.size() != before) return;
    result_.entries.emplace_back(id, rehab::make_entry("row", when, std::move(body)));
  }

  std::vector<double> numbers(const Json& row, const char* side) {
    std::vector<double> values;
    const auto found = row.find(side);
    if (found == row.end() || found->is_null()) return values;
    const Json list = found->is_array() ? *found : Json::array({*found});
    for (const Json& cell : list) {
      if (const auto value = number(cell, side)) values.push_back(*value);
    }
    return values;
  }

  /// A number, or text as it was typed: a comma is a point where it can only be one.
  std::optional<double> number(const Json& cell, const char* side) {
    std::optional<double> value;
    if (cell.is_number()) value = cell.get<double>();
    if (cell.is_string()) {
      const auto text = cell.get<std::string>();
      if (trim(text).empty()) return std::nullopt;
      SquadFault why{};
      bool comma = false;
      value = squad_number(text, why, comma);
      if (!value) {
        fault(side, {.id = why == SquadFault::thousand ? "squad.fault.thousand" : "squad.fault.no_number",
                     .arguments = {{"value", quote_for_message(text, 40)}}});
        return std::nullopt;
      }
    }
    if (!value || !std::isfinite(*value)) {
      fault(side, {.id = "squad.fault.no_number", .arguments = {{"value", std::string("?")}}});
      return std::nullopt;
    }
    const double min = test_.plausible_min.value_or(*value), max = test_.plausible_max.value_or(*value);
    if (*value >= min && *value <= max) return value;
    fault(side, {.id = "squad.fault.range",
                 .arguments = {{"value", *value}, {"unit", test_.unit}, {"min", min}, {"max", max}}});
    return std::nullopt;
  }

  std::optional<double> pain(const Json& row) {
    const auto found = row.find("pain");
    if (found == row.end() || found->is_null() || (found->is_string() && found->get<std::string>().empty()))
      return std::nullopt;
    SquadFault why{};
    bool comma = false;
    const auto value = found->is_number()   ? std::optional(found->get<double>())
                       : found->is_string() ? squad_number(found->get<std::string>(), why, comma)
                                            : std::nullopt;
    if (value && *value >= 0.0 && *value <= 10.0) return value;
    fault("pain", {.id = "squad.fault.pain", .arguments = {{"value", quote_for_message(found->dump(), 40)}}});
    return std::nullopt;
  }

  Day day_of(const Json& told, Day today) {
    if (told.is_null() || (told.is_string() && told.get<std::string>().empty())) return today;
    const std::string text = told.is_string() ? told.get<std::string>() : told.dump();
    const auto day = parse_day(text);
    if (!day)
      fault("day", {.id = "squad.fault.day", .arguments = {{"value", quote_for_message(text, 40)}}});
    else if (*day > today)
      fault("day", {.id = "squad.fault.future", .arguments = {{"day", *day}}});
    return day ? *day : today;
  }

  SquadRowsRead result_;
  const Words& words_;
  const rehab::ClinicalTest& test_;
  std::size_t row_ = 0;
};

}  // namespace

SquadRowsRead read_rows(const Words& words, const rehab::ClinicalTest& test, const Json& request,
                        const std::vector<SquadMember>& members) {
  return SquadRowsReader(words, test).read(request, members);
}

}  // namespace hamstring::service
