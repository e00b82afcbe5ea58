// The invented club: raw records that any case must pass, results of the product alone, the same every time.
#include "apps/demo/demo_club.h"

#include <gtest/gtest.h>

#include <set>

#include "rehab/standing/assess.h"
#include "rehab/standing/check_case.h"
#include "tests/api/instance.h"
#include "view/moment.h"

namespace hamstring::test {
namespace {

using service::DemoPerson;

const std::filesystem::path data = std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data";

TEST(DemoClub, forty_invented_people_in_many_situations_all_checked_as_any_case_and_the_same_twice) {
  Instance instance;
  const auto first = service::demo_club(instance.app().knowledge, data, instance.now);
  ASSERT_TRUE(first) << first.error().text();
  const auto again = service::demo_club(instance.app().knowledge, data, instance.now);
  ASSERT_TRUE(again);
  EXPECT_EQ(first->size(), 40U);
  std::set<std::string> zones, languages;
  for (std::size_t i = 0; i < first->size(); ++i) {
    const DemoPerson& one = (*first)[i];
    EXPECT_TRUE(one.person.invented) << one.person.id;
    EXPECT_EQ(rehab::write_case(one.history), rehab::write_case((*again)[i].history)) << one.person.id;
    Diagnostics diagnostics;
    const auto read = rehab::read_case(rehab::write_case(one.history), "club", diagnostics);
    ASSERT_TRUE(read) << one.person.id << read.error().text();
    const auto today = service::local_day(instance.now, one.person.zone);
    ASSERT_TRUE(today);
    EXPECT_TRUE(rehab::check_case(instance.app().knowledge, *read, *today, diagnostics)) << one.person.id;
    zones.insert(one.person.zone);
    languages.insert(one.person.language);
  }
  EXPECT_GE(zones.size(), 5U);
  EXPECT_EQ(languages.size(), 2U);
}

TEST(DemoClub, a_database_that_is_not_the_clubs_own_never_gets_one) {
  Instance instance;
  EXPECT_FALSE(instance.app().open_demo(instance.now));
  EXPECT_EQ(instance.ask("GET", "/people").status, 401);
  EXPECT_EQ(instance.ask("GET", "/status").body["demo"], false);
}

TEST(DemoClub, a_visitor_over_the_loopback_is_its_owner_and_sees_every_kind_of_day) {
  const TempFolder folder;
  auto app = server::App::open(
      {.database = folder / "demo.db", .data_folder = data, .web_folder = folder / "web", .demo = true});
  ASSERT_TRUE(app) << app.error().text();
  const std::int64_t now = rehab::parse_instant("2026-05-11T09:00:00Z").value();
  ASSERT_TRUE((*app)->open_demo(now));
  EXPECT_FALSE((*app)->open_demo(now)) << "twice";
  server::Request request;
  request.method = "GET";
  request.path = "/api/v1/people";
  request.host = "127.0.0.1:8790";
  request.now = now;
  const server::Reply reply = server::answer(**app, request);
  ASSERT_EQ(reply.status, 200) << reply.body;
  std::set<std::string> statuses, phases;
  for (const json& row : json::parse(reply.body)) {
    EXPECT_EQ(row["invented"], true);
    statuses.insert(row["status"]);
    phases.insert(row["phase_name"]);
  }
  EXPECT_EQ(statuses.size(), 6U) << "session, rest, ask first, clinician first, suspended, refused";
  EXPECT_GE(phases.size(), 6U);
  request.host = "example.org";
  EXPECT_EQ(server::answer(**app, request).status, 403) << "a name somebody pointed at this machine";
}

TEST(DemoClub, what_it_exports_comes_in_elsewhere_and_goes_out_again_as_it_was) {
  const TempFolder folder;
  const std::int64_t now = rehab::parse_instant("2026-05-11T09:00:00Z").value();
  auto app = server::App::open(
      {.database = folder / "demo.db", .data_folder = data, .web_folder = folder / "web", .demo = true});
  ASSERT_TRUE(app) << app.error().text();
  ASSERT_TRUE((*app)->open_demo(now));
  const service::Caller owner{.account = (*app)->demo_owner};
  const auto packed = [&](server::App& of) {
    const auto done = of.archives.pack(owner, {}, folder / "out.zip", std::nullopt, now);
    EXPECT_TRUE(done) << done.error().error.text();
    return read_file(folder / "out.zip");
  };
  const auto zip = packed(**app);
  ASSERT_TRUE(zip);
  Instance empty;
  empty.now = now;
  const auto done = empty.bring_in(owner, *zip);
  ASSERT_TRUE(done) << done.error().error.text();
  EXPECT_EQ((*done)["added"].size(), 40U);
  const auto again = packed(empty.app());
  ASSERT_TRUE(again);
  const auto before = service::read_zip(*zip), after = service::read_zip(*again);
  ASSERT_TRUE(before && after);
  std::size_t compared = 0;
  for (const auto& [name, content] : *before) {
    if (name == "accounts.json" || name == "csv/accounts.csv") continue;
    ++compared;
    ASSERT_TRUE(after->contains(name)) << name;
    EXPECT_TRUE(content == after->at(name)) << name;
  }
  EXPECT_GE(compared, 120U);
}

}  // namespace
}  // namespace hamstring::test
