// People in a database of its own, without a server: who is looked after, and by whom.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "service/people.h"
#include "store/schema.h"
#include "tests/support/shipped_knowledge.h"
#include "tests/support/temp_folder.h"
#include "view/versions.h"

namespace hamstring::service {

class PeopleHere : public ::testing::Test {
 protected:
  static constexpr std::int64_t now = 1747000860;  // 2025-05-11T22:01:00Z, past midnight in Vienna

  void SetUp() override {
    ASSERT_TRUE(database_) << database_.error().text();
    ASSERT_TRUE(store::migrate(*database_));
  }
  static Caller as(const std::string& role, const std::string& name = "Olga",
                   const std::string& person = {}) {
    Caller caller;
    caller.account = store::AccountRow{.id = 0, .name = name, .role = role, .password = {}, .person = {}};
    if (!person.empty()) caller.account->person = person;
    caller.language = "en";
    return caller;
  }
  /// Hurt two days ago; nothing else was answered.
  std::string add_person(const std::string& name) {
    const Json story{{"zone", "Europe/Vienna"}, {"language", "en"},   {"onset_day", "2025-05-10"},
                     {"side", "left"},          {"birth_year", 1990}, {"pain_now", 1}};
    const auto made =
        people_.add(as("owner"),
                    {{"name", name},
                     {"story", story},
                     {"consent", {{"text_version", std::string(consent_version)}, {"given_by", "self"}}}},
                    now);
    EXPECT_TRUE(made) << (made ? "" : made.error().error.text());
    return made ? (*made)["id"].get<std::string>() : std::string{};
  }
  static Json pain(double value) { return {{"type", "pain"}, {"when", "now"}, {"value", value}}; }

  [[nodiscard]] const store::Database& database() const { return *database_; }
  [[nodiscard]] std::size_t entries_of(const std::string& person) const {
    return store::entries_of(database(), person).value().size();
  }

  test::TempFolder folder_;
  Result<store::Database> database_ = store::Database::open(folder_ / "a.db");
  People people_{*database_, rehab::shipped_knowledge()};
};

}  // namespace hamstring::service
