#include "report/summary_json.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/support/sample_report.h"

namespace hamstring::report {
namespace {

using Json = nlohmann::json;

// As much of JSON Schema as summary.schema.json uses. Anything else in the schema fails the test, so that a
// rule is never passed over in silence.
class SchemaCheck {
 public:
  explicit SchemaCheck(Json schema) : root_(std::move(schema)) {}

  // Empty where `value` fits; otherwise what does not, with its place.
  [[nodiscard]] std::string problem(const Json& value) const { return check(root_, value, "summary"); }

 private:
  [[nodiscard]] std::string check(const Json& schema, const Json& value, const std::string& place) const {
    for (const auto& [keyword, rule] : schema.items()) {
      const std::string found = check_keyword(schema, keyword, rule, value, place);
      if (!found.empty()) return found;
    }
    return {};
  }

  [[nodiscard]] std::string check_keyword(const Json& schema, const std::string& keyword, const Json& rule,
                                          const Json& value, const std::string& place) const {
    if (keyword.starts_with("$") && keyword != "$ref") return {};
    if (keyword == "description") return {};
    if (keyword == "$ref")
      return check(root_.at(Json::json_pointer(rule.get<std::string>().substr(1))), value, place);
    if (keyword == "type") return has_type(rule, value) ? "" : place + ": wrong type";
    if (keyword == "const") return rule == value ? "" : place + ": not " + rule.dump();
    if (keyword == "enum") return contains(rule, value) ? "" : place + ": not one of " + rule.dump();
    if (keyword == "minimum") return value >= rule ? "" : place + ": too small";
    if (keyword == "anyOf") return check_any(rule, value, place);
    if (keyword == "items") return check_items(rule, value, place);
    if (keyword == "required") return check_required(rule, value, place);
    if (keyword == "properties") return check_properties(rule, value, place);
    if (keyword == "additionalProperties") return check_no_others(schema, value, place);
    return "the schema uses '" + keyword + "', which this test does not know";
  }

  [[nodiscard]] static bool has_type(const Json& rule, const Json& value) {
    if (rule.is_array()) {
      return std::ranges::any_of(rule, [&](const Json& one) { return has_type(one, value); });
    }
    if (rule == "integer") return value.is_number_integer();
    if (rule == "number") return value.is_number();
    if (rule == "string") return value.is_string();
    if (rule == "boolean") return value.is_boolean();
    if (rule == "array") return value.is_array();
    if (rule == "object") return value.is_object();
    return rule == "null" && value.is_null();
  }

  [[nodiscard]] static bool contains(const Json& list, const Json& value) {
    return std::ranges::find(list, value) != list.end();
  }

  [[nodiscard]] std::string check_any(const Json& rules, const Json& value, const std::string& place) const {
    std::string all;
    for (const Json& rule : rules) {
      const std::string found = check(rule, value, place);
      if (found.empty()) return {};
      all += found + "; ";
    }
    return all;
  }

  [[nodiscard]] std::string check_items(const Json& rule, const Json& value, const std::string& place) const {
    for (std::size_t i = 0; i < value.size(); ++i) {
      std::string found = check(rule, value[i], place + "[" + std::to_string(i) + "]");
      if (!found.empty()) return found;
    }
    return {};
  }

  [[nodiscard]] static std::string check_required(const Json& names, const Json& value,
                                                  const std::string& place) {
    for (const Json& name : names) {
      if (!value.contains(name.get<std::string>())) return place + ": lacks " + name.dump();
    }
    return {};
  }

  [[nodiscard]] std::string check_properties(const Json& rules, const Json& value,
                                             const std::string& place) const {
    for (const auto& [name, rule] : rules.items()) {
      if (!value.contains(name)) continue;
      std::string found = check(rule, value.at(name), place + "." + name);
      if (!found.empty()) return found;
    }
    return {};
  }

  [[nodiscard]] static std::string check_no_others(const Json& schema, const Json& value,
                                                   const std::string& place) {
    for (const auto& [name, unused] : value.items()) {
      if (!schema.at("properties").contains(name)) return place + ": unexpected " + name;
    }
    return {};
  }

  Json root_;
};

SchemaCheck schema() {
  std::ifstream file(std::string(HAMSTRING_PROJECT_DIR) + "/data/schemas/summary.schema.json");
  return SchemaCheck(Json::parse(file));
}

// As a program that reads the written file sees it.
Json written(const MotionReport& report) {
  return Json::parse(summary_json(report).dump(2, ' ', false, Json::error_handler_t::replace));
}

TEST(SummaryJson, keeps_to_its_schema) {
  for (const MotionReport& report :
       {hamstring::testing::sample_run(), hamstring::testing::sample_run({.strides = 1}),
        hamstring::testing::sample_bend(), hamstring::testing::sample_nothing(),
        hamstring::testing::sample_hostile(), MotionReport{}}) {
    EXPECT_EQ(schema().problem(written(report)), "") << report.title;
  }
}

TEST(SummaryJson, keeps_to_its_schema_with_forces_and_gives_none_without_its_band) {
  for (const bool swing_only : {false, true}) {
    MotionReport report = hamstring::testing::sample_run();
    report.forces = hamstring::testing::sample_forces(swing_only);
    const Json json = written(report);
    EXPECT_EQ(schema().problem(json), "");
    for (const Json& muscle : json["forces"]["hamstrings"]) {
      EXPECT_TRUE(muscle["late_swing_peak_low_N"].is_number());
      EXPECT_TRUE(muscle["late_swing_peak_high_N"].is_number());
      EXPECT_EQ(muscle.contains("peak_N"), !swing_only);
    }
  }
}

TEST(SummaryJson, would_be_caught_breaking_its_schema) {
  Json json = written(hamstring::testing::sample_run());
  json["sides"][0]["muscles"][0]["strides"]["peak_stretch_percent"].erase("sd");
  EXPECT_NE(schema().problem(json), "");
  json = written(hamstring::testing::sample_run());
  json["movement"]["gait"] = "hopping";
  EXPECT_NE(schema().problem(json), "");
  json = written(hamstring::testing::sample_run());
  json["extra"] = 1;
  EXPECT_NE(schema().problem(json), "");
}

TEST(SummaryJson, gives_percent_degrees_and_null) {
  exposure::Exposure stride{.span = {0.0, 1.0}};
  stride.peak_stretch = {.value = 0.05, .time_s = 0.95, .hip_flexion_rad = 0.5};
  MotionReport report;
  SideResult& side = report.sides.emplace_back();
  side.strides.complete = {{0.0, 0.4, 1.0}};
  side.muscles.emplace_back().strides = {stride};
  const Json strides = written(report)["sides"][0]["muscles"][0]["strides"];
  EXPECT_NEAR(strides["peak_stretch_percent"]["mean"].get<double>(), 5.0, 1e-12);
  EXPECT_TRUE(strides["peak_stretch_percent"]["sd"].is_null());
  EXPECT_NEAR(strides["peak_stretch_at_percent_of_cycle"]["mean"].get<double>(), 95.0, 1e-9);
  EXPECT_NEAR(strides["hip_flexion_at_peak_stretch_deg"]["mean"].get<double>(), 28.647889756541, 1e-9);
  EXPECT_TRUE(strides["knee_flexion_at_peak_stretch_deg"]["mean"].is_null());
}

TEST(SummaryJson, counts_what_was_dropped_and_names_every_diagnostic) {
  const MotionReport report = hamstring::testing::sample_run();
  const Json json = written(report);
  EXPECT_EQ(json["sides"][1]["strides"]["dropped"]["starts_before_recording"], 1);
  EXPECT_EQ(json["diagnostics"].size(), report.diagnostics.entries().size());
  EXPECT_EQ(json["provenance"]["inputs"][0]["sha256"], std::string(64, 'a'));
}

TEST(SummaryJson, names_missing_muscles_only_where_there_are_some) {
  MotionReport report = hamstring::testing::sample_run();
  EXPECT_FALSE(written(report)["sides"][0].contains("missing"));
  report.sides[0].missing.push_back({.muscle = Hamstring::semimembranosus, .reason = "not there"});
  const Json json = written(report);
  EXPECT_EQ(json["sides"][0]["missing"][0]["muscle"], "SM");
  EXPECT_EQ(json["sides"][0]["missing"][0]["reason"], "not there");
  EXPECT_EQ(schema().problem(json), "");
}

}  // namespace
}  // namespace hamstring::report
