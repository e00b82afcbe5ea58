#include "items/json_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

using nlohmann::json;
using testing::HasSubstr;

std::vector<SchemaError> errors_of(const std::string& schema, const std::string& instance) {
  const auto read = JsonSchema::parse(schema, "test.schema.json");
  if (!read) return {{"schema", read.error().message}};
  return read->check(json::parse(instance));
}

bool fits(const std::string& schema, const std::string& instance) {
  return errors_of(schema, instance).empty();
}

TEST(JsonSchema, checks_types_and_tells_whole_numbers_from_others) {
  EXPECT_TRUE(fits(R"({"type":"integer"})", "3"));
  EXPECT_FALSE(fits(R"({"type":"integer"})", "3.5"));
  EXPECT_TRUE(fits(R"({"type":"number"})", "3"));
  EXPECT_FALSE(fits(R"({"type":"number"})", R"("3")"));
  EXPECT_FALSE(fits(R"({"type":"object"})", "[]"));
  EXPECT_FALSE(fits(R"({"type":"boolean"})", "0"));
}

TEST(JsonSchema, checks_limits_at_the_limit_itself) {
  const std::string schema = R"({"minimum":0,"maximum":10})";
  EXPECT_TRUE(fits(schema, "0"));
  EXPECT_TRUE(fits(schema, "10"));
  EXPECT_FALSE(fits(schema, "-0.001"));
  EXPECT_FALSE(fits(schema, "10.001"));
}

TEST(JsonSchema, names_the_place_of_what_is_missing_unknown_or_wrong) {
  const std::string schema = R"({"type":"object","required":["a"],"additionalProperties":false,
      "properties":{"a":{"type":"string"},"b":{"type":"array","items":{"type":"object","properties":{"c":{"enum":["x","y"]}}}}}})";
  const auto errors = errors_of(schema, R"({"b":[{"c":"x"},{"c":"z"}],"d~/e":1})");
  ASSERT_EQ(errors.size(), 3u);
  EXPECT_EQ(errors[0].pointer, "");
  EXPECT_THAT(errors[0].message, HasSubstr("lacks 'a'"));
  EXPECT_EQ(errors[1].pointer, "/b/1/c");
  EXPECT_THAT(errors[1].message, HasSubstr("one of: x, y"));
  EXPECT_EQ(errors[2].pointer, "/d~0~1e");
}

TEST(JsonSchema, takes_exactly_one_of_several_forms_and_explains_the_one_that_was_meant) {
  const std::string schema = R"({"oneOf":[
      {"type":"object","required":["type","min"],"properties":{"type":{"const":"day"},"min":{"type":"integer"}}},
      {"type":"object","required":["type","a","b","c"],"properties":{"type":{"const":"test"}}}]})";
  EXPECT_TRUE(fits(schema, R"({"type":"day","min":2})"));
  const auto errors = errors_of(schema, R"({"type":"test","a":1})");
  ASSERT_EQ(errors.size(), 2u);  // lacks b and c, although the other form would miss less
  EXPECT_THAT(errors[0].message, HasSubstr("lacks 'b'"));
  EXPECT_FALSE(fits(R"({"oneOf":[{"type":"number"},{"type":"integer"}]})", "3"));
  EXPECT_TRUE(fits(R"({"anyOf":[{"type":"number"},{"type":"integer"}]})", "3"));
}

TEST(JsonSchema, follows_references_and_patterns) {
  const std::string schema = R"({"$defs":{"id":{"type":"string","pattern":"^[a-z][a-z0-9_]*$"}},
      "type":"array","uniqueItems":true,"items":{"$ref":"#/$defs/id"}})";
  EXPECT_TRUE(fits(schema, R"(["a","b_2"])"));
  EXPECT_FALSE(fits(schema, R"(["A"])"));
  EXPECT_FALSE(fits(schema, R"(["a","a"])"));
  EXPECT_FALSE(fits(R"({"pattern":"\\S"})", R"("  ")"));
  EXPECT_FALSE(fits(schema, json(std::vector<std::string>{std::string(100000, 'a')}).dump()));
}

TEST(JsonSchema, refuses_schemas_it_would_not_honor) {
  const auto problem = [](const std::string& schema) {
    const auto read = JsonSchema::parse(schema, "x.schema.json");
    return read ? std::string("(accepted)") : read.error().message;
  };
  EXPECT_THAT(problem(R"({"multipleOf":2})"), HasSubstr("'multipleOf' is not supported"));
  EXPECT_THAT(problem(R"({"properties":{"a":{"dependentRequired":{}}}})"), HasSubstr("not supported"));
  EXPECT_THAT(problem(R"({"$ref":"#/$defs/nowhere"})"), HasSubstr("leads nowhere"));
  EXPECT_THAT(problem(R"({"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"})"),
              HasSubstr("circle"));
  EXPECT_THAT(problem(R"({"pattern":"("})"), HasSubstr("not a regular expression"));
  EXPECT_THAT(problem("{"), HasSubstr("not valid JSON"));
}

}  // namespace
}  // namespace hamstring::rehab
