#include "rehab/plan/named_facts.h"

#include <gtest/gtest.h>

namespace hamstring::rehab {
namespace {

TEST(NamedFacts, are_what_rules_look_at_and_what_is_asked_again) {
  Knowledge knowledge;
  Protocol protocol;
  Phase phase;
  phase.exit = {{.id = "force",
                 .rule = MeasureCriterion{.test = "force", .target = 80.0},
                 .evidence = {},
                 .asked_from = {}}};
  protocol.phases = {phase};
  knowledge.protocols.emplace("p", protocol);
  Question again;
  again.rescreen = true;
  knowledge.questions.emplace("fever", again);
  knowledge.questions.emplace("color", Question{});
  const NamedFacts named(knowledge);
  EXPECT_TRUE(named.has("test.force"));
  EXPECT_TRUE(named.has("story.fever"));
  EXPECT_FALSE(named.has("story.color")) << "no rule looks at it";
  EXPECT_FALSE(named.has("test.jump"));
}

}  // namespace
}  // namespace hamstring::rehab
