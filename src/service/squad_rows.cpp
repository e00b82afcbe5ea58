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
    question_noise(body);
    result_.entries.emplace_back(id, rehab::make_entry("row", when, std::move(body)));
  }

  /// A force below the error of its own test says nothing of the leg; in kilograms it would be one.
  void question_noise(const rehab::TestEntry& body) {
    if (test_.measures != rehab::ClinicalTest::Measures::force) return;
    const rehab::Policy& policy = words_.knowledge().policy;
    const auto look = rehab::look_of(test_, body, policy.own_repeats);
    if (!look) return;
    const auto ask = [&](const char* side, const std::optional<rehab::Measured>& leg) {
      if (!leg) return;
      const double error = policy.points.bar_z * leg->half_width;
      if (leg->value >= error) return;
      const rehab::Message text{
          .id = "squad.question.noise",
          .arguments = {
              {"value", leg->value}, {"error", std::round(error)}, {"unit", unit_text(words_, test_.unit)}}};
      result_.questions.push_back({{"row", row_}, {"field", side}, {"text", words_(text)}});
    };
    ask("left", look->left);
    ask("right", look->right);
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
        fault(side, {.id = why == SquadFault::thousand     ? "squad.fault.thousand"
                           : why == SquadFault::both_signs ? "squad.fault.both_signs"
                                                           : "squad.fault.no_number",
                     .arguments = {{"value", as_written(text)}}});
        return std::nullopt;
      }
    }
    if (!value || !std::isfinite(*value)) {
      fault(side, {.id = "squad.fault.no_number", .arguments = {{"value", as_written("?")}}});
      return std::nullopt;
    }
    const double min = test_.plausible_min.value_or(*value), max = test_.plausible_max.value_or(*value);
    if (*value >= min && *value <= max) return value;
    fault(side,
          {.id = "squad.fault.range",
           .arguments = {
               {"value", *value}, {"unit", unit_text(words_, test_.unit)}, {"min", min}, {"max", max}}});
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
    fault("pain", {.id = "squad.fault.pain", .arguments = {{"value", as_written(found->dump())}}});
    return std::nullopt;
  }

  Day day_of(const Json& told, Day today) {
    if (told.is_null() || (told.is_string() && told.get<std::string>().empty())) return today;
    const std::string text = told.is_string() ? told.get<std::string>() : told.dump();
    const auto day = parse_day(text);
    if (!day)
      fault("day", {.id = "squad.fault.day", .arguments = {{"value", as_written(text)}}});
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

std::string as_written(std::string_view text) {
  constexpr std::size_t shown = 40;
  return "'" + quote_for_message(text, shown) + "'";
}

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

SquadRowsRead read_rows(const Words& words, const rehab::ClinicalTest& test, const Json& request,
                        const std::vector<SquadMember>& members) {
  return SquadRowsReader(words, test).read(request, members);
}

}  // namespace hamstring::service
