#include "vault/shown_text.h"

#include <gtest/gtest.h>

namespace hamstring::service {
namespace {

store::ShownRow shown(const std::string& day, const Json& answer) {
  return {.day = day,
          .kind = "today",
          .program = "1.0",
          .knowledge = "k",
          .made_utc = 1'700'000'000,
          .json = answer.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Json long_answer(int number) {
  Json answer{{"number", number}};
  for (int i = 0; i < 40; ++i) answer["lines"].push_back("a sentence that is the same every day");
  return answer;
}

TEST(ShownText, what_is_written_is_read_back_to_the_byte_and_takes_the_room_of_what_changed) {
  std::string text;
  ShownText writer([&](std::string_view piece) { text += piece; });
  const std::vector<store::ShownRow> rows{shown("2026-03-01", long_answer(1)),
                                          shown("2026-03-02", long_answer(2)),
                                          shown("2026-03-03", Json{{"other", true}})};
  for (const auto& row : rows) writer.add(row);
  writer.end();
  EXPECT_LT(text.size(), rows[0].json.size() + rows[1].json.size());
  std::vector<store::ShownRow> read;
  const auto good = read_shown(text, "shown.json", [&](store::ShownRow& row) -> Result<void> {
    read.push_back(row);
    return {};
  });
  ASSERT_TRUE(good) << good.error().text();
  ASSERT_EQ(read.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(read[i].json, rows[i].json);
    EXPECT_EQ(read[i].day, rows[i].day);
    EXPECT_EQ(read[i].made_utc, rows[i].made_utc);
  }
}

TEST(ShownText, nothing_shown_is_an_empty_list) {
  std::string text;
  ShownText([&](std::string_view piece) { text += piece; }).end();
  EXPECT_TRUE(Json::parse(text).empty());
}

TEST(ShownText, changes_of_nothing_and_what_is_no_list_are_refused_by_name) {
  const auto take = [](store::ShownRow&) -> Result<void> { return {}; };
  const std::string first =
      R"([{"day":"d","kind":"today","program":"1","knowledge":"k","made":"2026-03-01T00:00:00Z","changes":[]}])";
  const auto changes = read_shown(first, "shown.json", take);
  ASSERT_FALSE(changes);
  EXPECT_NE(changes.error().text().find("no answer before this one"), std::string::npos);
  EXPECT_FALSE(read_shown("{}", "shown.json", take));
  EXPECT_FALSE(read_shown("[", "shown.json", take));
  EXPECT_FALSE(read_shown(std::string(200, '['), "shown.json", take));
}

}  // namespace
}  // namespace hamstring::service
