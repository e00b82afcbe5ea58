#include "core/text_shape.h"

#include <gtest/gtest.h>

#include <string>

namespace hamstring {
namespace {

std::string times(const std::string& text, int n) {
  std::string all;
  for (int i = 0; i < n; ++i) all += text;
  return all;
}

std::string refusal(const std::string& toml, const TomlLimits& limits = {}) {
  const Result<void> checked = check_toml_shape(toml, "a.toml", limits);
  return checked ? std::string() : checked.error().text();
}

TEST(TomlShape, dots_brackets_and_braces_without_end_are_refused_with_their_line) {
  for (const std::string& deep : {"x" + times(".x", 100'000) + " = 1", "[" + times("x . ", 100'000) + "x]",
                                  "x = " + times("[", 100'000), "x = " + times("{a=", 100'000),
                                  "[[" + times("'a'.\"b\".", 50'000) + "c]]",
                                  "x = { a" + times(".a", 17) + " = 1 }", "x = [\n" + times("[\n", 40)}) {
    const std::string says = refusal("first = 1\n" + deep);
    EXPECT_NE(says.find("a.toml:"), std::string::npos) << deep.substr(0, 30);
    EXPECT_NE(says.find("than"), std::string::npos) << says;
  }
  EXPECT_NE(refusal("first = 1\n\nx" + times(".x", 20)).find("a.toml:3"), std::string::npos);
}

TEST(TomlShape, what_stands_in_strings_and_comments_does_not_count) {
  const std::string dots = times(".", 50), brackets = times("[{", 50);
  for (const std::string& harmless :
       {"x = \"" + dots + brackets + "\\\"" + dots + "\"", "x = '" + dots + brackets + "\\'",
        "# " + dots + brackets, "x = \"\"\"\n" + dots + "\"\n" + brackets + "\"\"\"\"\"\ny = 1",
        "x = ''''" + brackets + "\n''" + dots + "'''''", "x = \"\"\ny = ''\nz = \"\"\"\"\"\"\n# " + brackets,
        times("a.b.c = 1.5\n", 200), times("[[a.b]]\nc = [[1, 2], [3]]\n", 200)})
    EXPECT_EQ(refusal(harmless), "") << harmless.substr(0, 60);
}

TEST(TomlShape, what_comes_after_a_string_counts_again) {
  const std::string deep = times("[", 60);
  for (const char* begin : {"x = \"a\\\\\" , ", "x = 'a\\' , ", "x = \"\"\"a\\\\\"\"\" ", "x = '''a'''' ",
                            "x = \"\" ", "x = \"not closed\ny = ", "# 'a\ny = "})
    EXPECT_NE(refusal(std::string(begin) + deep), "") << begin;
}

TEST(TomlShape, length_and_number_are_bounded) {
  EXPECT_NE(refusal("x = 1", {.bytes = 4}), "");
  EXPECT_NE(refusal("x = [" + times("1,", 50) + "]", {.keys = 40}), "");
  EXPECT_EQ(refusal("x = [" + times("1,", 30) + "]", {.keys = 40}), "");
}

TEST(JsonShape, counts_depth_and_values_outside_of_strings) {
  EXPECT_EQ(json_shape("").depth, 0);
  EXPECT_EQ(json_shape(R"({"a": [1, {"b": "[[[["}]})").depth, 3);
  EXPECT_EQ(json_shape(R"(["\"[[", "\\"])").depth, 1);
  EXPECT_EQ(json_shape(times("[", 100'000)).depth, 100'000);
  EXPECT_GE(json_shape("[" + times("0,", 1000) + "0]").values, 1001U);
}

}  // namespace
}  // namespace hamstring
