#include "items/item_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

constexpr std::string_view example = R"(id = "some"
kind = "gate"
when = "story.walk == gone"

[[phase]]
id = "settle"

[[phase.exit]]
id = "day_two"
min = 2
sets = { min = 1, max = 2.5 }
)";

TEST(ItemFile, knows_the_line_and_a_readable_name_of_every_part) {
  const auto item = parse_item_file(example, "gates/some.toml");
  ASSERT_TRUE(item) << item.error().text();
  EXPECT_EQ(item->kind, "gate");
  EXPECT_EQ(item->id, "some");
  EXPECT_EQ(item->line_of("/when"), 3);
  EXPECT_EQ(item->line_of("/phase/0/exit/0/min"), 10);
  EXPECT_EQ(item->line_of("/phase/0/exit/0/missing"), 8);  // the line of the table around it
  EXPECT_EQ(readable_path(item->root, "/phase/0/exit/0/min"), "phase.settle.exit.day_two.min");
}

TEST(ItemFile, refuses_what_has_no_place_in_data_and_names_the_line) {
  const auto line_of_fault = [](std::string_view text) {
    const auto item = parse_item_file(text, "x.toml");
    return item ? 0 : item.error().line;
  };
  EXPECT_EQ(line_of_fault("a = 1\nb = ="), 2);
  EXPECT_EQ(line_of_fault("a = 1\n\nb = nan"), 3);
  EXPECT_EQ(line_of_fault("a = 1\nb = -inf"), 2);
  EXPECT_EQ(line_of_fault("a = 2025-03-09"), 1);
  EXPECT_EQ(line_of_fault("a = 1\na = 2"), 2);
  EXPECT_FALSE(parse_item_file(std::string(item_size_max + 1, ' '), "x.toml"));
}

TEST(ItemFile, gives_defaults_for_what_is_missing_or_of_another_type) {
  const auto item = parse_item_file(example, "gates/some.toml");
  ASSERT_TRUE(item);
  Diagnostics out;
  const Part part(*item, out);
  EXPECT_EQ(part.text("id"), "some");
  EXPECT_EQ(part.number("id", 7.0), 7.0);
  EXPECT_EQ(part["nothing"]["at_all"].text("x", "y"), "y");
  const std::vector<Part> phases = part.each("phase");
  ASSERT_EQ(phases.size(), 1u);
  EXPECT_EQ(phases[0].each("exit")[0]["sets"].number("max"), 2.5);
  EXPECT_EQ(part.at("/phase/0/exit/0").integer("min"), 2);
  EXPECT_TRUE(part.each("id").empty());
}

}  // namespace
}  // namespace hamstring::rehab
