#include "vault/strict_json.h"

#include <gtest/gtest.h>

namespace hamstring::service {
namespace {

TEST(StrictJson, refuses_what_is_no_json_and_what_is_nested_without_end_and_names_the_file) {
  EXPECT_TRUE(parse_strictly(R"({"a": [1, 2]})", "a.json"));
  for (const std::string& bad : {std::string("{\"a\": "), std::string("nonsense"), std::string(100, '[')}) {
    const Result<Json> parsed = parse_strictly(bad, "people/p1/person.json");
    ASSERT_FALSE(parsed) << bad;
    EXPECT_EQ(parsed.error().file, "people/p1/person.json");
  }
}

TEST(StrictJson, reads_fields_of_their_kind) {
  const Json json{{"name", "Ada"}, {"count", 3}, {"invented", true}, {"made", "2026-01-02T03:04:05Z"}};
  StrictObject object(json, "a.json", "person");
  EXPECT_EQ(object.text("name", 10), "Ada");
  EXPECT_EQ(object.number("count", 0, 5), 3);
  EXPECT_TRUE(object.yes_or_no("invented"));
  EXPECT_EQ(object.instant("made"), 1767323045);
  EXPECT_TRUE(object.done());
}

TEST(StrictJson, keeps_the_first_fault_and_refuses_fields_that_nobody_asked_for) {
  const Json json{{"name", "Ada Lovelace"}, {"count", 9}, {"more", 1}};
  StrictObject faulty(json, "a.json", "person");
  EXPECT_EQ(faulty.text("name", 3), "");
  (void)faulty.number("count", 0, 5);
  (void)faulty.any("more");
  ASSERT_FALSE(faulty.done());
  EXPECT_NE(faulty.done().error().element.find("name"), std::string::npos);
  StrictObject unasked(json, "a.json", "person");
  (void)unasked.text("name", 20);
  (void)unasked.number("count", 0, 9);
  EXPECT_FALSE(unasked.done()) << "more";
}

}  // namespace
}  // namespace hamstring::service
