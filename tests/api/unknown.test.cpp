// Whoever is not here, or no longer, is not here on any page; and nothing of the question stays in memory.
#include <gtest/gtest.h>

#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

/// The route with its parts filled in.
std::string filled(std::string path, const std::string& person, const std::string& other) {
  while (path.find('{') != std::string::npos) {
    const auto at = path.find('{'), end = path.find('}');
    const std::string part = path.substr(at + 1, end - at - 1);
    path.replace(at, end - at + 1, part == "person" ? person : other);
  }
  return path;
}

TEST(Unknown, every_route_about_somebody_who_is_not_here_says_so_and_keeps_nothing) {
  Instance instance;
  instance.set_up();
  instance.add_account("clinician");
  const std::string there = instance.add_person("Ada"), erased = instance.add_person("Eve");
  for (const std::string& one : {there, erased})
    EXPECT_EQ(instance.ask("GET", "/people/" + one + "/today", nullptr, "owner").status, 200);
  ASSERT_EQ(instance.ask("DELETE", "/people/" + erased, nullptr, "owner").status, 200);
  const std::size_t before = instance.app().people.remembered();
  int asked = 0;
  for (const server::Route& route : server::routes()) {
    if (std::string_view(route.path).find("{person}") == std::string_view::npos) continue;
    for (const std::string& nobody : {std::string("nobody"), std::string("p0123456789abcdef"), erased}) {
      for (const char* who : {"owner", "clinician"}) {
        if (route.access == service::Access::owner && std::string_view(who) != "owner") continue;
        const json body = route.body_max > 0 ? json::object() : json(nullptr);
        const Answer answer = instance.ask(route.method, filled(route.path, nobody, "1"), body, who);
        EXPECT_EQ(answer.status, 404)
            << route.method << " " << route.path << " " << answer.text.substr(0, 200);
        EXPECT_EQ(answer.body["message"], "there is no such person here") << route.path;
        ++asked;
      }
    }
  }
  EXPECT_GE(asked, 80);
  EXPECT_EQ(instance.app().people.remembered(), before);
}

TEST(Unknown, every_other_route_with_a_part_that_is_not_there_says_so) {
  Instance instance;
  instance.set_up();
  const std::string person = instance.add_person();
  int asked = 0;
  for (const server::Route& route : server::routes()) {
    const std::string path = route.path;
    const auto last = path.rfind('{');
    if (last == std::string::npos || path.substr(last) == "{person}" || path.ends_with("}") == false)
      continue;
    for (const char* nothing : {"none", "99999", "-1", "99999999999999999999"}) {
      const Answer answer = instance.ask(route.method, filled(path, person, nothing), nullptr, "owner");
      EXPECT_EQ(answer.status, 404) << route.method << " " << path << " " << nothing
                                    << answer.text.substr(0, 200);
      ++asked;
    }
  }
  EXPECT_GE(asked, 28);
}

TEST(Unknown, the_service_itself_knows_nobody_who_is_not_here) {
  Instance instance;
  service::People& people = instance.app().people;
  EXPECT_EQ(people.case_file("nobody").error().code, service::Code::not_found);
  EXPECT_EQ(people.audit("nobody").error().code, service::Code::not_found);
  EXPECT_EQ(people.history("nobody").error().code, service::Code::not_found);
  const auto merged = people.merge({}, "nobody", "{}", true, "en", instance.now);
  EXPECT_EQ(merged.error().code, service::Code::not_found);
  EXPECT_EQ(people.remembered(), 0U);
}

}  // namespace
}  // namespace hamstring::test
