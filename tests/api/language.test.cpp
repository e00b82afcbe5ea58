// One screen, one language: the reader's.
#include <gtest/gtest.h>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

class ReadersLanguage : public ::testing::Test {
 protected:
  void SetUp() override {
    instance_.set_up();
    person_ = instance_.add_person();
    EXPECT_EQ(instance_.ask("PATCH", "/people/" + person_, {{"language", "de"}}, "owner").status, 200);
    instance_.now += 3LL * 86400;
  }
  Answer ask(const std::string& path, const std::string& language, const std::string& method = "GET",
             const json& body = nullptr, const std::string& who = "owner") {
    server::Request request;
    request.method = method;
    server::set_target(request, "/api/v1" + path);
    request.host = "127.0.0.1:8790";
    request.now = instance_.now;
    request.accept_language = language;
    if (!body.is_null()) {
      request.body = body.dump();
      request.content_type = "application/json";
    }
    instance_.as(request, who);
    return instance_.send(std::move(request));
  }
  [[nodiscard]] std::string at(const std::string& path) const { return "/people/" + person_ + path; }
  Instance instance_;
  std::string person_;
};

TEST_F(ReadersLanguage, an_english_clinician_reads_a_german_athletes_plan_in_english_and_back) {
  for (int i = 0; i < 2; ++i) {  // the second time from the caches
    EXPECT_EQ(ask(at("/today"), "en-GB,en;q=0.9").body["language"], "en");
    EXPECT_EQ(ask(at("/today"), "en").body["heads"]["done"]["text"], "Done for today");
    EXPECT_EQ(ask(at("/today"), "de").body["language"], "de");
    EXPECT_EQ(ask(at("/today"), "de").body["heads"]["done"]["text"], "Für heute fertig");
    EXPECT_EQ(ask(at("/today"), "").body["language"], "de") << "nobody asked for one: the person's";
    EXPECT_EQ(ask(at("/today"), "fr, en;q=0.5").body["language"], "en") << "the first that there is";
    EXPECT_EQ(ask(at("/today?language=en"), "de").body["language"], "en") << "a link says it in the address";
  }
}

TEST_F(ReadersLanguage, every_page_about_a_person_is_in_it) {
  int compared = 0;
  for (const char* page : {"/today", "/measures", "/return", "/prevention", "/calendar", "/entries"}) {
    const Answer en = ask(at(page), "en"), de = ask(at(page), "de");
    EXPECT_EQ(en.status, 200) << page;
    EXPECT_NE(en.text, de.text) << page;
    EXPECT_EQ(ask(at(page), "").text, de.text) << page;
    ++compared;
  }
  EXPECT_EQ(compared, 6);
  const json entry = {
      {"entries", {{{"type", "pain"}, {"when", "now"}, {"value", 1}, {"rescreen", "none_of_these"}}}}};
  EXPECT_EQ(ask(at("/entries"), "en", "POST", entry).body["today"]["language"], "en");
}

TEST_F(ReadersLanguage, a_problem_is_said_in_it) {
  const Answer none = ask("/people/nobody/today", "de");
  EXPECT_EQ(none.body["message"], "Diese Person gibt es hier nicht.");
  EXPECT_EQ(ask("/people/nobody/today", "en").body["message"], "there is no such person here");
  EXPECT_EQ(ask("/people", "de", "GET", nullptr, "").body["message"], "Melde dich zuerst an.");
  const json ahead = {
      {"entries", {{{"type", "pain"}, {"when", "now"}, {"value", 1}, {"day", "2029-01-01"}}}}};
  EXPECT_EQ(ask(at("/entries"), "de", "POST", ahead).body["message"], "Dieser Tag ist noch nicht da.");
  for (const auto& [day, word] : std::map<std::string, std::string>{
           {"1900-01-01", "Dieser Tag liegt vor dem ersten Eintrag."},
           {"2099-01-01", "Einen Plan gibt es für ein Jahr im Voraus, nicht für spätere Tage."},
           {"soon", "Ein Tag wie 2026-03-09 wurde erwartet."}}) {
    const Answer far = ask(at("/today?day=" + day), "de");
    EXPECT_EQ(far.status, 400) << day;
    EXPECT_EQ(far.body["message"], word);
    EXPECT_EQ(far.body["element"], "day");
  }
  // A sentence with a value in it has no translation of its own: what kind of problem it is, never another
  // language.
  const json odd = {{"entries", {{{"type", "pain"}, {"when", "now"}, {"value", 99}}}}};
  const Answer refused = ask(at("/entries"), "de", "POST", odd);
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.body["message"], "So wurde das nicht angenommen. Nichts ist gespeichert.")
      << refused.text;
  EXPECT_FALSE(refused.body.contains("advice"));
}

}  // namespace
}  // namespace hamstring::test
