#include "store/calendar_records.h"

#include "tests/support/store_with_ada.h"

namespace hamstring::store {
namespace {

class CalendarRecords : public StoreWithAda {
 protected:
  std::int64_t account(const std::string& name) {
    return add_account(database(), {.name = name, .role = "clinician", .password = "x", .person = {}})
        .value();
  }
  std::int64_t address(std::int64_t account, std::optional<int> minute = 18 * 60) {
    return add_calendar_address(database(), {.person = "p1",
                                             .account = account,
                                             .secret = sha256_hex("secret"),
                                             .language = "de",
                                             .minute = minute,
                                             .made_utc = 7})
        .value();
  }
};

TEST_F(CalendarRecords, an_address_is_found_as_it_was_written_and_remembers_when_it_was_read) {
  const std::int64_t clara = account("Clara"), id = address(clara), quiet = address(clara, {});
  const auto found = find_calendar_address(database(), id).value();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->person, "p1");
  EXPECT_EQ(found->secret, sha256_hex("secret"));
  EXPECT_EQ(found->minute, 18 * 60);
  EXPECT_EQ(found->language, "de");
  EXPECT_FALSE(found->used_utc);
  EXPECT_FALSE(find_calendar_address(database(), quiet).value()->minute);
  ASSERT_TRUE(use_calendar_address(database(), id, 99));
  const auto all = calendar_addresses_of(database(), "p1").value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].used_utc, 99);
  EXPECT_FALSE(all[1].used_utc);
}

TEST_F(CalendarRecords, one_goes_alone_and_all_go_with_their_account_and_with_the_person) {
  const std::int64_t clara = account("Clara"), dora = account("Dora"), first = address(clara);
  const std::int64_t second = address(clara), of_dora = address(dora);
  EXPECT_FALSE(remove_calendar_address(database(), "p2", first).value()) << "of another person";
  EXPECT_TRUE(remove_calendar_address(database(), "p1", first).value());
  EXPECT_FALSE(remove_calendar_address(database(), "p1", first).value());
  ASSERT_TRUE(remove_account(database(), clara));
  EXPECT_FALSE(find_calendar_address(database(), second).value());
  EXPECT_TRUE(find_calendar_address(database(), of_dora).value());
  ASSERT_TRUE(remove_calendar_addresses_of(database(), dora));
  EXPECT_FALSE(find_calendar_address(database(), of_dora).value());
  const std::int64_t last = address(dora);
  EXPECT_GT(last, of_dora) << "a number is given once: an old address never finds a new row";
  ASSERT_TRUE(erase_person(database(), "p1"));
  EXPECT_EQ(number("SELECT count(*) FROM calendar_address"), 0);
}

TEST_F(CalendarRecords, the_table_refuses_what_cannot_be) {
  const std::int64_t clara = account("Clara");
  CalendarAddressRow row{.person = "p1", .account = clara, .secret = "plain", .language = "en"};
  EXPECT_FALSE(add_calendar_address(database(), row)) << "no hash";
  row.secret = sha256_hex("secret");
  row.minute = 1440;
  EXPECT_FALSE(add_calendar_address(database(), row)) << "no minute of a day";
  row.minute = 0;
  row.person = "nobody";
  EXPECT_FALSE(add_calendar_address(database(), row));
}

}  // namespace
}  // namespace hamstring::store
