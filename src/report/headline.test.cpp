#include "report/headline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/figures.h"
#include "tests/support/sample_report.h"

namespace hamstring::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string all_text(const MotionReport& report) {
  std::string text = result_sentence(report).text();
  for (const Sentence& sentence : supporting_sentences(report)) text.append(1, '\n').append(sentence.text());
  return text;
}

TEST(Headline, names_strides_side_muscle_and_place) {
  const std::string text = result_sentence(hamstring::testing::sample_run()).text();
  EXPECT_THAT(text, HasSubstr("In 6 strides your left outer hamstring (biceps femoris long head)"));
  EXPECT_THAT(text, HasSubstr("beyond its upright length, at "));
}

TEST(Headline, opens_its_number) {
  const MotionReport report = hamstring::testing::sample_run();
  const std::vector<Figure> figures = motion_figures(report);
  std::size_t opened = 0;
  for (const Part& part : result_sentence(report).parts) {
    if (part.figure.empty()) continue;
    const Figure* figure = find_figure(figures, part.figure);
    ASSERT_NE(figure, nullptr) << part.figure;
    EXPECT_EQ(figure->shown, part.text);
    ++opened;
  }
  EXPECT_EQ(opened, 2u);
}

TEST(Headline, says_so_where_the_model_has_only_the_short_head) {
  MotionReport report = hamstring::testing::sample_run();
  for (SideResult& side : report.sides) {
    std::erase_if(side.muscles, [](const MuscleResult& m) { return crosses_hip(m.muscle); });
    ASSERT_FALSE(side.muscles.empty());
  }
  EXPECT_THAT(result_sentence(report).text(), HasSubstr("only the short head of the biceps"));
  EXPECT_THAT(supporting_sentences(report).front().text(), HasSubstr("strides"));
}

TEST(Headline, leaves_no_argument_unfilled) {
  for (const MotionReport& report :
       {hamstring::testing::sample_run(), hamstring::testing::sample_run({.strides = 1}),
        hamstring::testing::sample_bend(), hamstring::testing::sample_nothing()}) {
    EXPECT_THAT(all_text(report), Not(HasSubstr("{"))) << report.title;
  }
}

TEST(Headline, says_in_plain_words_why_there_are_no_strides) {
  const std::string text = all_text(hamstring::testing::sample_bend());
  EXPECT_THAT(text, HasSubstr("In this recording your"));
  EXPECT_THAT(text, HasSubstr("because both feet stayed on the ground"));
}

TEST(Headline, does_not_call_a_muscle_stretched_that_stayed_short) {
  MotionReport report = hamstring::testing::sample_bend();
  for (SideResult& side : report.sides) {
    for (MuscleResult& muscle : side.muscles) muscle.recording.peak_stretch.value -= 1.0;
  }
  EXPECT_THAT(result_sentence(report).text(),
              HasSubstr("no hamstring was stretched beyond its upright length"));
}

TEST(Headline, says_so_when_nothing_could_be_computed) {
  EXPECT_FALSE(most_stretched(hamstring::testing::sample_nothing()).has_value());
  EXPECT_THAT(result_sentence(hamstring::testing::sample_nothing()).text(), HasSubstr("No hamstring length"));
}

TEST(Headline, calls_a_small_difference_between_sides_small) {
  MotionReport report = hamstring::testing::sample_run();
  EXPECT_THAT(all_text(report), HasSubstr("A difference this small"));
  for (MuscleResult& muscle : report.sides[1].muscles) {
    for (exposure::Exposure& stride : muscle.strides) stride.peak_stretch.value -= 0.05;
  }
  EXPECT_THAT(all_text(report), HasSubstr("points less"));
}

TEST(Headline, does_not_dwell_on_no_difference) {
  EXPECT_THAT(all_text(hamstring::testing::sample_bend()), HasSubstr("The right one reached the same."));
}

TEST(Headline, manages_with_one_leg) {
  MotionReport report = hamstring::testing::sample_run();
  report.sides.pop_back();
  EXPECT_THAT(all_text(report), HasSubstr("6 strides of the left leg."));
}

TEST(PhaseWords, follow_the_cycle) {
  EXPECT_EQ(phase_words(99.0, 38.0), "as the foot lands");
  EXPECT_EQ(phase_words(0.5, 38.0), "as the foot lands");
  EXPECT_EQ(phase_words(20.0, 38.0), "while the foot is on the ground");
  EXPECT_EQ(phase_words(40.0, 38.0), "as the foot leaves the ground");
  EXPECT_EQ(phase_words(55.0, 38.0), "early in the swing of the leg");
  EXPECT_EQ(phase_words(80.0, 38.0), "late in the swing of the leg");
  EXPECT_EQ(phase_words(95.0, 38.0), "just before the foot lands");
}

TEST(Headline, names_each_missing_muscle_once_with_its_reason) {
  MotionReport report = hamstring::testing::sample_run();
  EXPECT_THAT(all_text(report), Not(HasSubstr("Nothing can be said")));
  for (SideResult& side : report.sides) {
    side.missing.push_back({.muscle = Hamstring::semimembranosus, .reason = "reason one"});
    if (side.side == Side::right)
      side.missing.push_back({.muscle = Hamstring::semitendinosus, .reason = "reason two"});
  }
  const std::string text = all_text(report);
  EXPECT_THAT(text,
              HasSubstr("Nothing can be said about the deep inner hamstring (SM) of both legs: reason one."));
  EXPECT_THAT(text,
              HasSubstr("Nothing can be said about the inner hamstring (ST) of the right leg: reason two."));
  EXPECT_EQ(text.find("reason one"), text.rfind("reason one"));
}

}  // namespace
}  // namespace hamstring::report
