#include "service/coach_view.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "core/file.h"
#include "history/case.h"
#include "tests/support/shipped_knowledge.h"
#include "view/today_view.h"

namespace hamstring::service {
namespace {

using namespace rehab;

/// Every text of a view, with where it stands.
void gather(const Json& view, const std::string& at, std::map<std::string, std::string>& texts) {
  if (view.is_string()) texts[at] = view.get<std::string>();
  if (!view.is_structured()) return;
  for (const auto& [field, value] : view.items()) gather(value, at + "/" + field, texts);
}

/// What only somebody's answers can bring onto a page: names of pictures, of flags and gates, questions, and
/// the names of protocols, which say what hurts. Single words ("yes", "turns") stand everywhere.
std::set<std::string> of_answers(const Catalog& catalog) {
  constexpr std::size_t shortest = 12;
  std::set<std::string> texts;
  for (const auto& [key, text] : catalog.text) {
    const bool protocol =
        key.starts_with("protocol.") && key.ends_with(".name") && std::ranges::count(key, '.') == 2;
    bool told = protocol;
    for (const char* kind : {"injury_type.", "red_flag.", "gate.", "question.", "rescreen."})
      told |= key.starts_with(kind);
    const bool phrase = text.size() >= shortest && text.find(' ') != std::string::npos;
    if (told && phrase && text.find('{') == std::string::npos) texts.insert(text);
  }
  return texts;
}

TEST(CoachView, no_day_of_any_golden_case_tells_a_coach_an_answer_or_what_probably_happened) {
  const auto folder = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "tests" / "golden" / "cases";
  std::map<std::string, std::set<std::string>> forbidden;
  for (const auto& [language, catalog] : shipped_knowledge().catalogs)
    forbidden[language] = of_answers(catalog);
  int cases = 0, told = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    Diagnostics diagnostics;
    const auto text = read_file(entry.path() / "case.json");
    const auto expected = read_file(entry.path() / "expected.json");
    if (!text || !expected) continue;
    const auto history = read_case(*text, "case.json", diagnostics);
    const auto day = parse_day(Json::parse(*expected).value("as_of", ""));
    if (!history || !day) continue;
    const Plan made = plan(shipped_knowledge(), *history, *day);
    ++cases;
    for (const auto& [language, catalog] : shipped_knowledge().catalogs) {
      const Json whole = today_json({shipped_knowledge(), catalog}, *history, made);
      std::map<std::string, std::string> all, seen;
      gather(whole, "", all);
      gather(without_answers(whole), "", seen);
      for (const auto& [at, said] : all) told += forbidden[language].contains(said) ? 1 : 0;
      for (const auto& [at, said] : seen) {
        for (const std::string& answer : forbidden[language])
          ASSERT_EQ(said.find(answer), std::string::npos)
              << entry.path().filename() << " " << language << " " << at << ": " << said;
      }
    }
  }
  EXPECT_GE(cases, 60);
  EXPECT_GE(told, 1000) << "so much of it stands in the whole view, or nothing was tested";
}

TEST(CoachView, a_field_that_nobody_has_said_a_coach_may_read_is_empty) {
  const Json today = without_answers({{"after_morning", "rest"},
                                      {"heads", {{"rest", {{"text", "Rest"}, {"line", ""}}}}},
                                      {"status_text", "Rest today"},
                                      {"lines", Json::array()},
                                      {"run", nullptr},
                                      {"prescription", nullptr},
                                      {"new_text", "a tendon"},
                                      {"new_list", {1}},
                                      {"new_object", {{"a", 1}}}});
  EXPECT_EQ(today["new_text"], "");
  EXPECT_TRUE(today["new_list"].empty());
  EXPECT_TRUE(today["new_object"].is_null());
  EXPECT_EQ(today["head_text"], "Rest");
}

}  // namespace
}  // namespace hamstring::service
