#include "service/accounts.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "store/schema.h"
#include "tests/support/temp_folder.h"

namespace hamstring::service {
namespace {

constexpr std::int64_t now = 1'780'000'000;
const std::string good = "three plain words", other = "four quite plain words";
const From home{.address = "10.0.0.1", .device = {}, .described = "Firefox, Linux"};

class AccountsHere : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(database_) << database_.error().text();
    ASSERT_TRUE(store::migrate(*database_));
    made_ = accounts_.set_up("Olga", good, home, now);
    ASSERT_TRUE(made_) << made_.error().error.text();
  }
  Code refusal(const std::string& name, const std::string& password, const From& from, std::int64_t at) {
    const auto in = accounts_.log_in(name, password, from, at);
    EXPECT_FALSE(in);
    return in ? Code::storage : in.error().code;
  }
  [[nodiscard]] std::string holder(const LoggedIn& session, std::int64_t at = now) const {
    return accounts_.caller(session.token, session.page, at).value().name();
  }
  [[nodiscard]] std::string audit() const {
    std::string all;
    for (const auto read = store::audit_of_instance(*database_); const store::AuditRow& row : read.value())
      all += row.account + ": " + row.action + " " + row.detail + "\n";
    return all;
  }
  test::TempFolder folder_;
  Result<store::Database> database_ = store::Database::open(folder_ / "a.db");
  Accounts accounts_{*database_};
  Outcome<LoggedIn> made_ = refuse(Code::storage, "not set up yet");
};

TEST_F(AccountsHere, the_first_is_the_owner_and_there_is_no_second_first) {
  EXPECT_EQ(made_->account.role, "owner");
  EXPECT_FALSE(accounts_.none_yet().value());
  const auto again = accounts_.set_up("Eve", other, home, now);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::conflict);
  EXPECT_EQ(accounts_.all()->size(), 1U);
  EXPECT_EQ(accounts_.all()->at(0).password.find(good), std::string::npos);
}

TEST_F(AccountsHere, a_session_is_held_by_both_its_halves_until_it_ends) {
  EXPECT_EQ(holder(*made_), "Olga");
  EXPECT_EQ(accounts_.caller(made_->token, "another page", now).value().name(), "nobody");
  EXPECT_EQ(accounts_.caller("another token", made_->page, now).value().name(), "nobody");
  EXPECT_EQ(accounts_.caller({}, {}, now).value().name(), "nobody");
  EXPECT_EQ(accounts_.caller_by_link(made_->token, now).value().name(), "Olga");
  EXPECT_EQ(holder(*made_, now + session_length_s), "Olga");
  EXPECT_EQ(holder(*made_, now + session_length_s + 1), "nobody");
  const Caller olga = accounts_.caller(made_->token, made_->page, now).value();
  ASSERT_TRUE(accounts_.log_out(olga, made_->token, now));
  EXPECT_EQ(holder(*made_), "nobody");
}

TEST_F(AccountsHere, who_may_log_in_sees_their_sessions_and_ends_one_or_all_of_them) {
  const auto phone =
      accounts_.log_in(" olga ", good, {.address = "10.0.0.2", .device = {}, .described = "Phone"}, now + 1);
  ASSERT_TRUE(phone) << "the name in whatever case";
  const Caller olga = accounts_.caller(made_->token, made_->page, now).value();
  ASSERT_EQ(accounts_.sessions(olga)->size(), 2U);
  EXPECT_EQ(accounts_.sessions(olga)->at(0).device, "Phone") << "the latest first";
  EXPECT_TRUE(accounts_.sessions(Caller{})->empty());
  const Caller on_phone = accounts_.caller(phone->token, phone->page, now).value();
  ASSERT_TRUE(accounts_.end_session(olga, on_phone.login, now));
  EXPECT_EQ(holder(*phone), "nobody");
  EXPECT_EQ(holder(*made_), "Olga");
  const auto again = accounts_.end_session(olga, on_phone.login, now);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, Code::not_found);
  ASSERT_TRUE(accounts_.log_out_everywhere(olga, now));
  EXPECT_EQ(holder(*made_), "nobody");
}

TEST_F(AccountsHere, five_wrong_passwords_make_a_name_wait_at_its_address_and_nobody_elsewhere) {
  const From away{.address = "203.0.113.9", .device = {}, .described = "?"};
  for (int i = 0; i < 5; ++i) EXPECT_EQ(refusal("Olga", "wrong words here", away, now), Code::login_needed);
  EXPECT_EQ(refusal("Olga", good, away, now), Code::too_many) << "even with the right one";
  EXPECT_EQ(refusal("nobody here", good, away, now), Code::login_needed) << "another name";
  EXPECT_TRUE(accounts_.log_in("Olga", good, home, now)) << "another address";
  From known = away;
  known.device = made_->device;
  EXPECT_TRUE(accounts_.log_in("Olga", good, known, now)) << "a device on which she was before";
  constexpr std::int64_t quarter_hour_s = 900;
  EXPECT_EQ(refusal("Olga", good, away, now + quarter_hour_s), Code::too_many);
  EXPECT_TRUE(accounts_.log_in("Olga", good, away, now + quarter_hour_s + 1));
}

TEST_F(AccountsHere, twenty_wrong_passwords_make_their_address_wait_whatever_the_names) {
  const auto from = [](int n) {
    return From{.address = "2001:db8::" + std::to_string(n),
                .group = "2001:db8::/64",
                .device = {},
                .described = "?"};
  };
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(refusal("name " + std::to_string(i), "wrong words here", from(i), now), Code::login_needed);
  EXPECT_EQ(refusal("Olga", good, from(99), now), Code::too_many) << "they all belong to one net";
  EXPECT_TRUE(accounts_.log_in("Olga", good, home, now));
}

TEST_F(AccountsHere, what_was_typed_where_the_name_belongs_is_written_down_nowhere) {
  EXPECT_EQ(refusal("my secret password", good, home, now), Code::login_needed);
  EXPECT_EQ(refusal("OLGA", "wrong words here", home, now), Code::login_needed);
  EXPECT_EQ(audit().find("my secret password"), std::string::npos);
  EXPECT_NE(audit().find("nobody: wrong password 10.0.0.1"), std::string::npos);
  EXPECT_NE(audit().find("Olga: wrong password 10.0.0.1"), std::string::npos);
}

TEST_F(AccountsHere, names_passwords_and_roles_that_cannot_be_are_refused_by_their_field) {
  const auto refused = [&](const std::string& name, const std::string& password, const std::string& role,
                           const std::optional<std::string>& person = {}) {
    const auto made = accounts_.add(name, password, role, person, now);
    return made ? std::string("(added)") : made.error().error.element;
  };
  EXPECT_EQ(refused(" ", other, "coach"), "name");
  EXPECT_EQ(refused(std::string(81, 'x'), other, "coach"), "name");
  EXPECT_EQ(refused("Cara", "too short", "coach"), "password");
  EXPECT_EQ(refused("Cara", std::string(201, 'x') + " y", "coach"), "password");
  EXPECT_EQ(refused("Cara", "1234567890", "coach"), "password") << "many have it";
  EXPECT_EQ(refused("Cara", other, "physio"), "role");
  EXPECT_EQ(refused("Cara", other, "athlete"), "person");
  EXPECT_EQ(refused("Cara", other, "coach", "p1"), "person");
  EXPECT_EQ(refused(" Cara ", other, "coach"), "(added)");
  EXPECT_EQ(accounts_.all()->back().name, "Cara");
  const auto taken = accounts_.add("CARA", other, "coach", {}, now);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, Code::conflict);
}

TEST_F(AccountsHere, the_last_owner_stays) {
  const auto second = accounts_.add("Second", other, "owner", {}, now);
  ASSERT_TRUE(second);
  EXPECT_TRUE(accounts_.remove(made_->account.id));
  const auto last = accounts_.remove(second->id);
  ASSERT_FALSE(last);
  EXPECT_EQ(last.error().code, Code::conflict);
  EXPECT_EQ(accounts_.remove(999).error().code, Code::not_found);
}

TEST_F(AccountsHere, a_new_password_ends_every_session_but_the_one_that_set_it) {
  const auto wrong = accounts_.change_password(made_->account, "wrong words here", other, home, now);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(holder(*made_), "Olga");
  const auto changed = accounts_.change_password(made_->account, good, other, home, now);
  ASSERT_TRUE(changed);
  EXPECT_EQ(holder(*made_), "nobody");
  EXPECT_EQ(holder(*changed), "Olga");
  EXPECT_EQ(refusal("Olga", good, home, now), Code::login_needed);
  ASSERT_TRUE(accounts_.reset_password("olga", good, "the command line", now));
  EXPECT_EQ(holder(*changed), "nobody");
  EXPECT_TRUE(accounts_.log_in("Olga", good, home, now));
  EXPECT_NE(audit().find("the command line: new password Olga"), std::string::npos);
  EXPECT_EQ(accounts_.reset_password("Nobody", good, "x", now).error().code, Code::not_found);
}

}  // namespace
}  // namespace hamstring::service
