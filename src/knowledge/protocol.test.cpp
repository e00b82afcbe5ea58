#include "knowledge/protocol.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

Rung rung(std::string id, int order) {
  Rung made;
  made.id = std::move(id);
  made.order = order;
  return made;
}

Protocol ladder() {
  Protocol protocol;
  protocol.rungs = {rung("walk", 1), rung("jog", 2), rung("run", 4), rung("sprint", 6)};
  return protocol;
}

TEST(ProtocolLadder, finds_a_rung_by_its_order_and_nothing_where_there_is_none) {
  const Protocol protocol = ladder();
  ASSERT_NE(rung_of(protocol, 4), nullptr);
  EXPECT_EQ(rung_of(protocol, 4)->id, "run");
  EXPECT_EQ(rung_of(protocol, 3), nullptr);
  EXPECT_EQ(rung_of(protocol, 0), nullptr);
  EXPECT_EQ(rung_of({}, 1), nullptr);
}

TEST(ProtocolLadder, a_phase_opens_what_it_names_and_what_is_easier_and_nothing_between_or_above) {
  const Protocol protocol = ladder();
  Phase phase;
  phase.rungs = {"sprint", "jog"};  // in whatever order it names them
  EXPECT_TRUE(opens(protocol, phase, 1)) << "easier than all it names";
  EXPECT_TRUE(opens(protocol, phase, 2));
  EXPECT_FALSE(opens(protocol, phase, 4)) << "harder than one it names, and not named";
  EXPECT_TRUE(opens(protocol, phase, 6));
  EXPECT_FALSE(opens(protocol, phase, 7));
  phase.rungs = {"unknown"};
  EXPECT_FALSE(opens(protocol, phase, 1)) << "a phase that opens no rung opens nothing easier either";
  phase.rungs.clear();
  EXPECT_FALSE(opens(protocol, phase, 1));
}

TEST(ProtocolLadder, weeks_of_a_program_go_over_into_its_upkeep_or_stay_at_the_last) {
  Prevention program;
  EXPECT_EQ(week_of(program, 1), nullptr);
  program.weeks = {{.from = 1, .to = 2, .sessions = {1, 1}, .sets = {}},
                   {.from = 3, .to = 3, .sessions = {2, 2}, .sets = {}}};
  EXPECT_EQ(week_of(program, 2)->sessions.max, 1);
  EXPECT_EQ(week_of(program, 3)->sessions.max, 2);
  EXPECT_EQ(week_of(program, 40)->sessions.max, 2);
  program.then = Prevention::Week{.from = 0, .to = 0, .sessions = {9, 9}, .sets = {}};
  EXPECT_EQ(week_of(program, 3)->sessions.max, 2);
  EXPECT_EQ(week_of(program, 4)->sessions.max, 9);
}

}  // namespace
}  // namespace hamstring::rehab
