// A database in a folder of its own, with today's tables and one person in it: Ada, p1.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "core/file.h"
#include "store/records.h"
#include "store/schema.h"
#include "tests/support/temp_folder.h"

namespace hamstring::store {

class StoreWithAda : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(database_) << database_.error().text();
    ASSERT_TRUE(migrate(*database_));
    ASSERT_TRUE(
        add_person(*database_,
                   {.id = "p1", .name = "Ada", .zone = "Europe/Vienna", .language = "de", .created_utc = 5}));
  }
  [[nodiscard]] const Database& database() const { return *database_; }

  static EntryRow entry(const std::string& id, const std::string& day, std::int64_t recorded,
                        const std::string& type = "pain") {
    std::string json = R"({"id":")" + id + R"(","type":")" + type + "\"}";
    return {
        .id = id, .hash = sha256_hex(json).substr(0, 16), .day = day, .recorded_s = recorded, .json = json};
  }
  static ShownRow shown(int day, std::string json, std::optional<std::int64_t> import = {}) {
    return {.day = std::to_string(day),
            .kind = "plan",
            .program = "1",
            .knowledge = "1",
            .json = std::move(json),
            .import = import};
  }
  [[nodiscard]] std::int64_t number(const std::string& sql) const {
    Statement s = database().prepare(sql);
    return s.step() ? s.integer(0) : -1;
  }

 private:
  test::TempFolder folder_;
  Result<Database> database_ = Database::open(folder_ / "a.db");
};

}  // namespace hamstring::store
