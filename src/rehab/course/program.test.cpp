#include "rehab/course/program.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

class ProgramOf : public ::testing::Test {
 protected:
  ProgramOf() {
    for (const char* id : {"usual", "own", "other_exercise", "no_table"}) {
      Prevention& program = knowledge_.prevention[id];
      program.id = id;
      program.exercise = std::string(id) == "other_exercise" ? "lunge" : "nordic";
      if (std::string(id) != "no_table") program.weeks.resize(1);
    }
    line_.progress = ContentLine::Progress::table;
    line_.table = "usual";
    line_.options = {"nordic"};
  }
  [[nodiscard]] std::string program(decltype(SettingEntry::value) setting) {
    ledger_.settings[SettingKey::program] = std::move(setting);
    const Prevention* found = program_of(knowledge_, ledger_, line_);
    return found == nullptr ? "none" : found->id;
  }
  Knowledge knowledge_;
  Ledger ledger_;
  ContentLine line_;
};

TEST_F(ProgramOf, the_persons_own_counts_where_it_is_a_table_for_this_exercise_else_the_protocols) {
  EXPECT_EQ(program_of(knowledge_, ledger_, line_)->id, "usual");
  EXPECT_EQ(program("own"), "own");
  EXPECT_EQ(program("other_exercise"), "usual");
  EXPECT_EQ(program("no_table"), "usual");
  EXPECT_EQ(program("unheard_of"), "usual");
  EXPECT_EQ(program(3.0), "usual") << "a value of another kind";
}

TEST_F(ProgramOf, a_line_that_grows_otherwise_follows_none_and_so_does_one_whose_table_is_not_there) {
  line_.table = "unheard_of";
  EXPECT_EQ(program("other_exercise"), "none");
  line_.progress = ContentLine::Progress::load_step;
  EXPECT_EQ(program("own"), "none");
}

}  // namespace
}  // namespace hamstring::rehab
