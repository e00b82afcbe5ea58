// Today as one file for the phone, and its log on the way back.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

class PhoneFile : public ::testing::Test {
 protected:
  void SetUp() override { instance_.set_up(); }
  void build_page() {
    std::filesystem::create_directories(instance_.folder() / "web/phone");
    std::ofstream(instance_.folder() / "web/phone/template.html")
        << "<script id=plan>\"hamstring-plan\"</script><script>1</script>";
  }
  json plan_in(const std::string& page) {
    const std::size_t from = page.find('>') + 1;
    return json::parse(page.substr(from, page.find("</script>") - from), nullptr, false);
  }
  Instance instance_;
};

TEST_F(PhoneFile, holds_the_plan_of_today_with_the_figures_of_its_exercises) {
  const std::string person = instance_.add_person();
  build_page();
  instance_.now += 3LL * 86400;
  const Answer file = instance_.ask("GET", "/people/" + person + "/phone", nullptr, "owner");
  ASSERT_EQ(file.status, 200) << file.text;
  const json plan = plan_in(file.text);
  ASSERT_TRUE(plan.is_object()) << file.text.substr(0, 300);
  EXPECT_EQ(plan["today"], instance_.ask("GET", "/people/" + person + "/today", nullptr, "owner").body);
  EXPECT_EQ(plan["person"], person);
  EXPECT_FALSE(plan["today"]["short_set"].empty());
  EXPECT_FALSE(plan["today"]["flags"].empty());
  for (const json& line : plan["today"]["lines"]) {
    EXPECT_TRUE(std::ranges::any_of(plan["exercises"], [&](const json& e) {
      return e["id"] == line["exercise"];
    })) << line["exercise"];
  }
}

TEST_F(PhoneFile, no_name_can_end_the_script_that_holds_it) {
  const std::string person = instance_.add_person("</script><script>alert(1)</script><!--");
  build_page();
  const Answer file = instance_.ask("GET", "/people/" + person + "/phone", nullptr, "owner");
  ASSERT_EQ(file.status, 200);
  EXPECT_EQ(file.text.find("alert(1)</script>"), std::string::npos);
  EXPECT_EQ(plan_in(file.text)["name"], "</script><script>alert(1)</script><!--");
}

TEST_F(PhoneFile, says_so_where_the_page_was_not_built) {
  const std::string person = instance_.add_person();
  const Answer file = instance_.ask("GET", "/people/" + person + "/phone", nullptr, "owner");
  EXPECT_EQ(file.status, 507);
  EXPECT_EQ(file.body["message"], "the page for the phone is not built");
}

TEST_F(PhoneFile, its_log_comes_in_once_and_meets_what_was_added_meanwhile) {
  const std::string at = "/people/" + instance_.add_person() + "/entries";
  const std::size_t seen = instance_.ask("GET", at, nullptr, "owner").body["count"];
  const json entry{{"id", "w0123456789abcdef"},
                   {"day", "2026-05-11"},
                   {"recorded_at", "2026-05-11T10:30:00+02:00"},
                   {"type", "pain"},
                   {"when", "now"},
                   {"value", 2},
                   {"rescreen", "none_of_these"}};
  json log{{"entries", {entry}}, {"seen", seen}};
  const json other{
      {"entries", {{{"type", "pain"}, {"when", "now"}, {"value", 1}, {"rescreen", "none_of_these"}}}}};
  ASSERT_EQ(instance_.ask("POST", at, other, "owner").status, 200);
  const Answer both = instance_.ask("POST", at, log, "owner");
  EXPECT_EQ(both.status, 409);
  EXPECT_EQ(both.body["now"]["entries"].size(), seen + 1);
  log["keep_both"] = true;
  EXPECT_EQ(instance_.ask("POST", at, log, "owner").body["count"], seen + 2);
  log.erase("keep_both");
  const Answer again = instance_.ask("POST", at, log, "owner");
  EXPECT_EQ(again.status, 200) << again.text;
  EXPECT_EQ(again.body["count"], seen + 2);
}

}  // namespace
}  // namespace hamstring::test
