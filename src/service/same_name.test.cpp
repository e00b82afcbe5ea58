#include "service/same_name.h"

#include <gtest/gtest.h>

namespace hamstring::service {
namespace {

TEST(SameName, a_name_stays_the_same_however_it_is_dressed) {
  for (const char* name : {"olga novak", "OLGA NOVAK", " Olga  Novak ", "Dr. Olga Novak", "Novak, Olga",
                           "Olga-Novak", "0lga Novak", "Оlga Nоvаk", "Olga\u200b Novak", "Ólga Novák",
                           "Ｏlga Ｎovak", "Prof. Dr. med. Olga Novak", "O\u0301lga Novak"})
    EXPECT_TRUE(same_name(name, "Olga Novak")) << name;
  EXPECT_TRUE(same_name("O l g a N o v a k", "Olga Novak"));
  for (const char* name : {"Olga Nowak", "Olga", "Novak", "Jan Novak", "Olgan Ovakk"})
    EXPECT_FALSE(same_name(name, "Olga Novak")) << name;
  EXPECT_TRUE(same_name("Jürgen Weiß", "JURGEN WEIS"));
}

TEST(SameName, words_for_oneself_and_for_nobody_name_nobody) {
  constexpr std::string_view words = "me, myself, ich selbst, niemand, n/a";
  for (const char* name :
       {"me", "ME", " m e ", "Ich, selbst", "niemand", "N / A", "?", "x", "", "  ", "--", "12", "\u200b"})
    EXPECT_FALSE(names_somebody(name, words)) << name;
  for (const char* name : {"Olga Novak", "Li", "王芳", "Mey Self", "Dr. Meier"})
    EXPECT_TRUE(names_somebody(name, words)) << name;
}

}  // namespace
}  // namespace hamstring::service
