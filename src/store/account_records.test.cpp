#include "store/records.h"

#include <gtest/gtest.h>

#include "tests/support/store_with_ada.h"

namespace hamstring::store {
namespace {

class AccountRecords : public StoreWithAda {
 protected:
  std::int64_t account(const std::string& name) {
    return add_account(database(), {.name = name, .role = "coach", .password = "x", .person = {}}).value();
  }
};

TEST_F(AccountRecords, a_login_is_found_by_its_token_until_it_is_removed) {
  const auto account = add_account(database(), {.name = "Ada", .role = "owner", .password = "x"});
  ASSERT_TRUE(account);
  EXPECT_FALSE(add_account(database(), {.name = "ada", .role = "coach", .password = "x"}));  // same name
  ASSERT_TRUE(
      add_login(database(), {.token = "t1", .account = *account, .created_utc = 1, .expires_utc = 50}));
  ASSERT_TRUE(
      add_login(database(), {.token = "t2", .account = *account, .created_utc = 1, .expires_utc = 90}));
  EXPECT_EQ(find_login(database(), "t1").value()->account, *account);
  EXPECT_FALSE(find_login(database(), "t3").value());
  ASSERT_TRUE(remove_logins_before(database(), 60));
  EXPECT_FALSE(find_login(database(), "t1").value());
  ASSERT_TRUE(remove_logins_of(database(), *account));
  EXPECT_FALSE(find_login(database(), "t2").value());
}

TEST_F(AccountRecords, an_account_that_goes_takes_its_logins_along_and_leaves_what_it_entered_unnumbered) {
  const auto ada =
      add_account(database(), {.name = "Ada", .role = "athlete", .password = "x", .person = "p1"});
  const auto olga = add_account(database(), {.name = "Olga", .role = "owner", .password = "y", .person = {}});
  ASSERT_TRUE(ada && olga);
  ASSERT_TRUE(add_login(database(), {.token = "t", .account = *ada, .created_utc = 1, .expires_utc = 2}));
  ASSERT_TRUE(know_device(database(), "phone", *ada, 1));
  ASSERT_TRUE(add_batch(database(), "p1", {.kind = "app", .account = *ada, .made_utc = 1, .made_by = "Ada"}));
  ASSERT_TRUE(remove_account(database(), *ada));
  ASSERT_EQ(accounts(database()).value().size(), 1U);
  EXPECT_EQ(accounts(database()).value()[0].name, "Olga");
  EXPECT_FALSE(accounts(database()).value()[0].person);
  EXPECT_FALSE(find_login(database(), "t").value());
  EXPECT_FALSE(device_known(database(), "phone", *ada).value());
  const BatchRow batch = batches_of(database(), "p1").value().at(0);
  EXPECT_FALSE(batch.account) << "its number may come again for somebody else";
  EXPECT_EQ(batch.made_by, "Ada");
}

TEST_F(AccountRecords, a_session_is_ended_by_its_own_account_alone) {
  const std::int64_t ada = account("Ada"), bea = account("Bea");
  for (const char* token : {"old", "new"})
    ASSERT_TRUE(add_login(database(), {.token = token, .account = ada, .created_utc = 1, .expires_utc = 50}));
  const std::int64_t old = find_login(database(), "old").value()->id;
  ASSERT_TRUE(see_login(database(), old, 30));
  ASSERT_EQ(logins_of(database(), ada).value().size(), 2U);
  EXPECT_EQ(logins_of(database(), ada).value()[0].token, "old") << "it was seen last";
  EXPECT_FALSE(remove_login_of(database(), bea, old).value());
  EXPECT_TRUE(remove_login_of(database(), ada, old).value());
  EXPECT_FALSE(remove_login_of(database(), ada, old).value());
  ASSERT_TRUE(remove_login(database(), "new"));
  EXPECT_TRUE(logins_of(database(), ada).value().empty());
}

TEST_F(AccountRecords, a_device_is_known_to_the_accounts_that_logged_in_on_it_and_forgotten_after_a_year) {
  constexpr std::int64_t year = 366LL * 86400;
  const std::int64_t ada = account("Ada"), bea = account("Bea");
  ASSERT_TRUE(know_device(database(), "phone", ada, 0));
  EXPECT_TRUE(device_known(database(), "phone", ada).value());
  EXPECT_FALSE(device_known(database(), "phone", bea).value());
  ASSERT_TRUE(know_device(database(), "laptop", bea, year));
  EXPECT_TRUE(device_known(database(), "phone", ada).value());
  ASSERT_TRUE(know_device(database(), "laptop", bea, year + 1));
  EXPECT_FALSE(device_known(database(), "phone", ada).value());
  EXPECT_TRUE(device_known(database(), "laptop", bea).value()) << "seen again is not forgotten";
}

TEST_F(AccountRecords, a_new_password_is_that_of_one_account) {
  const std::int64_t ada = account("Ada");
  account("Bea");
  ASSERT_TRUE(set_password(database(), ada, "z"));
  EXPECT_EQ(accounts(database()).value().at(0).password, "z");
  EXPECT_EQ(accounts(database()).value().at(1).password, "x");
}

}  // namespace
}  // namespace hamstring::store
