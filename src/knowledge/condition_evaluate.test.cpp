#include <gtest/gtest.h>

#include <map>

#include "knowledge/condition.h"

namespace hamstring::rehab {
namespace {

/// Facts a, b, c, each yes, no or not asked; a number with its bar.
class Facts final : public FactView {
 public:
  Facts(int code, Measured number) : number_(number) {
    for (const char* name : {"a", "b", "c"}) {
      values_[name] = code % 3;
      code /= 3;
    }
  }
  [[nodiscard]] FactValue get(const FactName& name) const override {
    if (name.item == "age") return number_;
    const int value = values_.at(name.item);
    if (value == 2) return UnknownCause::not_asked;
    return std::string(value == 0 ? "yes" : "no");
  }

 private:
  std::map<std::string, int, std::less<>> values_;
  Measured number_;
};

// Two evaluations of one language: with reasons and without. They must never differ.
TEST(TruthOf, equals_the_truth_of_the_judgement_on_every_combination_of_facts) {
  for (const char* text :
       {"story.a", "not story.a", "story.a and story.b", "story.a or story.b and not story.c",
        "not (story.a or story.b) and story.c", "at_least(2; story.a; story.b; story.c)",
        "at_least(1; story.a and story.b; story.c)", "known(story.a) and story.b", "seen(story.a) or story.b",
        "always and story.a", "never or story.a", "person.age >= 30 and story.a",
        "person.age < 30 or story.b", "story.a in [yes, no]", "story.a != yes or story.b == no"}) {
    const auto condition = parse_condition(text);
    ASSERT_TRUE(condition) << text;
    for (int code = 0; code < 27; ++code) {
      for (const Measured number : {Measured{20, 0}, Measured{40, 0}, Measured{29, 5}}) {
        const Facts facts(code, number);
        EXPECT_EQ(truth_of(*condition, facts), evaluate(*condition, facts).truth) << text << " " << code;
      }
    }
  }
}

}  // namespace
}  // namespace hamstring::rehab
