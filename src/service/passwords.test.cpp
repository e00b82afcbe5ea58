#include "service/passwords.h"

#include <gtest/gtest.h>

namespace hamstring::service {
namespace {

CommonPasswords common() {
  const auto read = CommonPasswords::load(std::filesystem::path(HAMSTRING_PROJECT_DIR) / "data");
  EXPECT_TRUE(read) << read.error().text();
  return read.value_or(CommonPasswords());
}

TEST(CommonPasswords, what_somebody_tries_first_is_refused_in_both_languages) {
  const CommonPasswords list = common();
  for (const char* password :
       {"password12",   "Password123!",   "passwort2026",  "P4ssw0rd2026", "hamstring1",
        "Hamstring!!",  "1234567890",     "0987654321",    "aaaaaaaaaa",   "abcabcabcabc",
        "qwertzuiop",   "qwertyuiop1234", "1q2w3e4r5t",    "Willkommen1",  "ichliebedich",
        "iloveyou2026", "Oberschenkel1",  "letmein12345",  "abcdefghij",   "footballfootball",
        "fußball2026",  "olga.novak1",    "OlgaNovak2026", "12341234123",  "password-master"})
    EXPECT_TRUE(list.holds(password, "Olga Novak")) << password;
}

TEST(CommonPasswords, words_that_have_nothing_to_do_with_each_other_and_what_a_manager_makes_are_not) {
  const CommonPasswords list = common();
  for (const char* password : {"three plain words", "four quite plain words", "blaue Teekanne am Fluss",
                               "k7#Tq9vLx2", "correct horse battery", "xJ2-pQ8-mN4", "another long one",
                               "sommer am see mit oma", "Zugvogel kauft Mehl"})
    EXPECT_FALSE(list.holds(password, "Olga Novak")) << password;
}

}  // namespace
}  // namespace hamstring::service
