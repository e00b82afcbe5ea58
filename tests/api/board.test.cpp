// The list of people right after a start: what was kept of it, and that it is never older than the person.
#include <gtest/gtest.h>

#include <algorithm>

#include "store/records.h"
#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

constexpr std::int64_t day_s = 86400;

class Board : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person("Ada");
    instance_.add_person("Bea");
    // Twice, as it comes round: tomorrow's rows are made when nobody tells anything.
    for (int i = 0; i < 2; ++i) instance_.app().people.warm(instance_.now, {});
    // A mark by which a row that was kept is told from one that is made now.
    ASSERT_TRUE(instance_.app().database.execute(
        "UPDATE board SET packed = packed(replace(unpacked(packed), '\"Ada\"', '\"Kept\"'))"));
  }
  /// As the program finds it when it starts: nothing in memory.
  json list_after_start() {
    service::People people(instance_.app().database, instance_.app().knowledge);
    const auto rows = people.list(owner_, "en", instance_.now);
    EXPECT_TRUE(rows);
    return rows ? *rows : json::array();
  }
  static bool has(const json& list, const std::string& name) {
    return std::ranges::any_of(list, [&](const json& row) { return row["name"] == name; });
  }
  std::int64_t kept() {
    store::Statement s =
        instance_.app().database.prepare("SELECT count(*) FROM board WHERE day = '2026-05-11'");
    return s.step() ? s.integer(0) : -1;
  }
  json pain(int value) {
    return {
        {"keep_both", true},
        {"entries", {{{"type", "pain"}, {"when", "now"}, {"value", value}, {"rescreen", "none_of_these"}}}}};
  }

  Instance instance_;
  std::string person_;
  const service::Caller owner_{.account = store::AccountRow{.id = 1, .name = "Olga", .role = "owner"}};
};

TEST_F(Board, after_a_start_the_rows_are_those_that_were_kept) {
  EXPECT_EQ(kept(), 2);
  const json list = list_after_start();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_TRUE(has(list, "Kept")) << list;
  EXPECT_TRUE(has(list, "Bea"));
}

TEST_F(Board, the_first_start_of_tomorrow_finds_its_rows_too_and_what_is_over_goes) {
  const json today = list_after_start();
  instance_.now += day_s;
  const json kept_rows = list_after_start();
  EXPECT_TRUE(has(kept_rows, "Kept")) << kept_rows;
  // They are what is made on that day.
  ASSERT_TRUE(instance_.app().database.execute("DELETE FROM board"));
  json made = list_after_start();
  EXPECT_EQ(made.size(), kept_rows.size());
  for (std::size_t i = 0; i < made.size(); ++i) {
    if (made[i]["name"] == "Ada") made[i]["name"] = "Kept";
    EXPECT_TRUE(std::ranges::find(kept_rows, made[i]) != kept_rows.end()) << made[i];
  }
  instance_.now += 5 * day_s;
  for (int i = 0; i < 2; ++i) instance_.app().people.warm(instance_.now, {});
  store::Statement over = instance_.app().database.prepare("SELECT count(DISTINCT day), min(day) FROM board");
  ASSERT_TRUE(over.step());
  EXPECT_EQ(over.integer(0), 2);
  EXPECT_EQ(over.text(1), "2026-05-17");
}

TEST_F(Board, what_somebody_told_since_is_in_the_list_whoever_wrote_it) {
  ASSERT_EQ(instance_.ask("POST", "/people/" + person_ + "/entries", pain(2), "owner").status, 200);
  EXPECT_TRUE(has(list_after_start(), "Ada")) << "made anew";
  instance_.app().people.warm(instance_.now, {});
  EXPECT_EQ(kept(), 2);
  ASSERT_TRUE(instance_.app().database.execute(
      "UPDATE board SET packed = packed(replace(unpacked(packed), '\"Ada\"', '\"Kept\"'))"));
  EXPECT_TRUE(has(list_after_start(), "Kept")) << "kept after a write as well";
  {
    // Another program, which knows nothing of the list.
    const auto other = store::Database::open(instance_.folder() / "a.db");
    ASSERT_TRUE(other);
    ASSERT_TRUE(
        other->execute("DELETE FROM entry WHERE person = '" + person_ + "' AND json LIKE '%\"pain\"%'"));
  }
  EXPECT_TRUE(has(list_after_start(), "Ada"));
}

TEST_F(Board, another_name_zone_or_day_is_another_row) {
  instance_.now += 2 * day_s;
  EXPECT_TRUE(has(list_after_start(), "Ada")) << "of another day";
  instance_.now -= 2 * day_s;
  EXPECT_TRUE(has(list_after_start(), "Kept"));
  ASSERT_EQ(instance_.ask("PATCH", "/people/" + person_, {{"name", "Ada L."}}, "owner").status, 200);
  EXPECT_TRUE(has(list_after_start(), "Ada L."));
}

TEST_F(Board, what_was_read_before_somebody_wrote_is_not_kept_as_what_is_now) {
  const auto before = store::find_person(instance_.app().database, person_).value()->changes;
  ASSERT_EQ(instance_.ask("POST", "/people/" + person_ + "/entries", pain(2), "owner").status, 200);
  EXPECT_GT(store::find_person(instance_.app().database, person_).value()->changes, before);
  ASSERT_TRUE(instance_.app().database.execute("DELETE FROM board"));
  ASSERT_TRUE(store::keep_board(instance_.app().database, person_, before, "2026-05-11", "made", "{}"));
  EXPECT_EQ(kept(), 0);
}

TEST_F(Board, a_damaged_entry_holds_the_row_back_as_soon_as_the_history_is_read) {
  ASSERT_TRUE(instance_.app().database.execute("DROP TRIGGER entry_changes"));  // as a disk does it
  ASSERT_TRUE(instance_.app().database.execute(
      "UPDATE entry SET hash = '0123456789abcdef' WHERE person = '" + person_ +
      "' AND id = (SELECT min(id) FROM entry WHERE person = '" + person_ + "')"));
  service::People people(instance_.app().database, instance_.app().knowledge);
  EXPECT_TRUE(has(*people.list(owner_, "en", instance_.now), "Kept"));
  people.warm(instance_.now, {});
  const json list = *people.list(owner_, "en", instance_.now);
  EXPECT_TRUE(has(list, "Ada"));
  EXPECT_TRUE(list[0]["needs_a_look"]);
  EXPECT_EQ(list[0]["id"], person_);
}

}  // namespace
}  // namespace hamstring::test
