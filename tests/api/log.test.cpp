// The log: a line a request, for its owner alone, without anything that anybody sent.
#include "apps/server/log.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/text.h"
#include "tests/api/instance.h"

namespace hamstring::test {
namespace {

int others_may(const std::filesystem::path& file) {
  return static_cast<int>(std::filesystem::status(file).permissions()) & 0077;
}

TEST(Log, a_line_says_route_status_and_time_and_a_fault_by_its_type) {
  const TempFolder folder;
  auto log = server::RequestLog::open(folder / "a.log");
  ASSERT_TRUE(log) << log.error().text();
  (*log)->write({.id = "0a1b2c3d",
                 .method = "GET",
                 .route = "/people/{person}/today",
                 .status = 200,
                 .milliseconds = 1.24});
  (*log)->write({.id = "4e5f6071",
                 .method = "POST",
                 .route = "/story",
                 .status = 500,
                 .milliseconds = 3,
                 .fault = "std::bad_alloc"});
  const std::string text = read_file(folder / "a.log").value();
  EXPECT_NE(text.find("Z info id=0a1b2c3d method=GET route=/people/{person}/today status=200 ms=1.2\n"),
            std::string::npos)
      << text;
  EXPECT_NE(
      text.find("Z error id=4e5f6071 method=POST route=/story status=500 ms=3.0 fault=std::bad_alloc\n"),
      std::string::npos)
      << text;
}

TEST(Log, it_is_its_owners_alone_also_after_it_was_turned_over) {
  const TempFolder folder;
  {
    std::ofstream(folder / "a.log") << "of an older program\n";
  }
  std::filesystem::permissions(folder / "a.log", std::filesystem::perms(0644));
  auto log = server::RequestLog::open(folder / "a.log", 1000, 2);
  ASSERT_TRUE(log) << log.error().text();
  for (int i = 0; i < 100; ++i)
    (*log)->write({.id = "0a1b2c3d", .method = "GET", .route = "/status", .status = 200});
  int files = 0;
  for (const auto& file : std::filesystem::directory_iterator((folder / "a.log").parent_path())) {
    ++files;
    EXPECT_EQ(others_may(file.path()), 0) << file.path();
    EXPECT_LE(file.file_size(), 1000U) << file.path();
  }
  EXPECT_EQ(files, 3) << "the newest and two before it";
}

TEST(Log, a_place_where_none_can_be_is_named) {
  const TempFolder folder;
  const auto log = server::RequestLog::open(folder / "nowhere" / "a.log");
  ASSERT_FALSE(log);
  EXPECT_NE(log.error().text().find("a.log"), std::string::npos);
}

TEST(Log, what_is_written_of_a_request_is_the_programs_own_word) {
  EXPECT_EQ(server::route_pattern("/api/v1/people/p0123456789abcdef/today"), "/people/{person}/today");
  EXPECT_EQ(server::route_pattern("/api/v1/people/Ada%20Lovelace/secret"), "unknown");
  EXPECT_EQ(server::route_pattern("/assets/index.js"), "static");
  EXPECT_EQ(server::method_name("PATCH"), "PATCH");
  EXPECT_EQ(server::method_name("PAIN=7"), "other");
  int seen = 0;
  for (const server::Route& route : server::routes()) {
    std::string path = "/api/v1";
    for (const auto part : split_fields(route.path, '/')) {
      if (part.empty()) continue;
      path += "/" + (part.starts_with('{') ? std::string("Quagga") : std::string(part));
    }
    EXPECT_EQ(std::string(server::route_pattern(path)).find("Quagga"), std::string::npos) << path;
    ++seen;
  }
  EXPECT_GE(seen, 40);
}

}  // namespace
}  // namespace hamstring::test
