#include "formats/osim/osim_properties.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;
using osim::Properties;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A document with one object of these properties, and what reads them.
struct OneObject {
  explicit OneObject(const std::string& inside, const std::string& version = "40000")
      : document(*osim::open_document("<OpenSimDocument Version=\"" + version + "\">\n<Body name=\" a b \">" +
                                          inside + "</Body></OpenSimDocument>",
                                      "a.osim")),
        properties(document, diagnostics) {}
  pugi::xml_node object() const { return document.object; }

  osim::Document document;
  Diagnostics diagnostics;
  Properties properties;
};

TEST(OsimProperties, takes_omitted_properties_from_the_class_defaults) {
  const std::string defaults = R"(<defaults>
      <Thelen2003Muscle name="default"><tendon_slack_length>0.44</tendon_slack_length><Flen>1.5</Flen>
        <FmaxTendonStrain>0.099</FmaxTendonStrain></Thelen2003Muscle>
      <Coordinate name="default"><clamped>true</clamped></Coordinate>
    </defaults><Ground name="ground"/>)";
  std::string text = replaced(leg_model(), "<Ground name=\"ground\"/>", defaults);
  text = replaced(text, "<tendon_slack_length>0.33</tendon_slack_length>", "");
  const model::ModelSpecification leg = parse_good(text);
  EXPECT_EQ(leg.muscles[0].tendon_slack_length_m, 0.44);
  EXPECT_EQ(leg.muscles[0].parameters.at("Flen"), 1.5);
  EXPECT_EQ(leg.muscles[0].parameters.at("FmaxTendonStrain"), 0.033);  // its own comes first
  EXPECT_TRUE(leg.joints[1].coordinates[0].clamped);
}

TEST(OsimProperties, take_a_number_only_within_what_is_allowed_and_else_the_fallback_and_refuse) {
  for (const auto& [written, allowed, good] : {std::tuple("0", osim::not_negative, true),
                                               {"-0.001", osim::not_negative, false},
                                               {"0", osim::positive, false},
                                               {"1e-300", osim::positive, true},
                                               {"-5", osim::any_finite, true},
                                               {"inf", osim::any_finite, false},
                                               {"NaN", osim::any_finite, false},
                                               {"1,5", osim::any_finite, false},
                                               {"", osim::any_finite, false}}) {
    OneObject one("<mass>" + std::string(written) + "</mass>");
    const double value = one.properties.number(one.object(), {"mass"}, 7.5, allowed);
    EXPECT_EQ(value == 7.5, !good) << written;
    EXPECT_EQ(one.properties.first_error().has_value(), !good) << written;
    if (!good) {
      EXPECT_EQ(one.properties.first_error()->line, 2);
    }
  }
  OneObject infinite("<mass>-Inf</mass>");
  EXPECT_EQ(infinite.properties.number(infinite.object(), {"mass"}, 1.0, {.infinite = true}),
            -std::numeric_limits<double>::infinity());
}

TEST(OsimProperties, find_the_newest_spelling_and_are_the_fallback_where_nothing_is_written) {
  OneObject one("<isDisabled>true</isDisabled>");
  EXPECT_TRUE(one.properties.boolean(one.object(), {"appliesForce", "isDisabled"}, false));
  EXPECT_EQ(one.properties.number(one.object(), {"mass"}, 4.25), 4.25);
  EXPECT_EQ(one.properties.numbers(one.object(), {"inertia"}, 6), std::nullopt);
  EXPECT_EQ(one.properties.text(one.object(), {"socket_parent"}), "");
  EXPECT_FALSE(one.properties.first_error()) << "what is absent is not wrong";
}

TEST(OsimProperties, refuse_a_list_of_the_wrong_length_and_take_any_length_where_none_is_asked) {
  OneObject one("<range>1 2 3</range>");
  EXPECT_THAT(*one.properties.numbers(one.object(), {"range"}), ElementsAre(1, 2, 3));
  EXPECT_FALSE(one.properties.first_error());
  EXPECT_EQ(one.properties.numbers(one.object(), {"range"}, 2), std::nullopt);
  EXPECT_THAT(one.properties.first_error()->message, HasSubstr("expected 2 numbers; found 3"));
  EXPECT_EQ(one.properties.vector(one.object(), {"range"}, Vec3::Zero()), Vec3(1, 2, 3));
}

TEST(OsimProperties, lose_white_space_in_names_only_up_to_version_30500) {
  EXPECT_EQ(OneObject("", "30499").properties.clean_name(" knee angle r\t"), "kneeangler");
  EXPECT_EQ(OneObject("", "30500").properties.clean_name(" knee angle r\t"), "knee angle r");
  const OneObject named("");
  EXPECT_EQ(named.properties.name(named.object()), "a b");
}

TEST(OsimProperties, remember_what_was_looked_at_and_what_was_not) {
  OneObject one("<mass>1</mass><color><red/></color>");
  EXPECT_EQ(one.properties.number(one.object(), {"mass"}, 0.0), 1.0);
  EXPECT_TRUE(one.properties.is_marked(one.object().child("mass")));
  EXPECT_FALSE(one.properties.is_marked(one.object().child("color")));
  one.properties.mark_all(one.object().child("color"));
  EXPECT_TRUE(one.properties.is_marked(one.object().child("color").child("red")));
}

TEST(OsimProperties, list_fifty_refusals_and_five_hundred_warnings_and_keep_the_first_refusal) {
  OneObject one("<mass>1</mass>");
  for (int i = 0; i < 1000; ++i) {
    one.properties.refuse(one.object(), "refusal " + std::to_string(i));
    one.properties.warn(one.object(), "warning " + std::to_string(i));
  }
  EXPECT_EQ(one.diagnostics.count(Severity::error), 50U);
  EXPECT_EQ(one.diagnostics.count(Severity::warning), 500U);
  EXPECT_EQ(one.properties.first_error()->message, "refusal 0");
  EXPECT_THAT(one.diagnostics.entries().back().message, HasSubstr("more warnings"));
}

TEST(OsimProperties, refuse_a_set_that_is_kept_in_another_file_and_list_one_that_is_here) {
  OneObject elsewhere("<BodySet file=\"bodies.xml\"/>");
  EXPECT_TRUE(elsewhere.properties.objects(elsewhere.object().child("BodySet")).empty());
  EXPECT_THAT(elsewhere.properties.first_error()->message, HasSubstr("'bodies.xml'"));
  OneObject here("<BodySet file=\"Unassigned\"><objects><Body/><Body/></objects><groups/></BodySet>");
  EXPECT_EQ(here.properties.objects(here.object().child("BodySet")).size(), 2U);
  OneObject bare("<frames><Body/><groups/></frames>");
  EXPECT_EQ(bare.properties.objects(bare.object().child("frames")).size(), 1U) << "groups are no objects";
  EXPECT_FALSE(here.properties.first_error());
}

TEST(OsimProperties, know_renamed_classes_by_their_present_name) {
  EXPECT_EQ(osim::current_class("MusclePoint"), "PathPoint");
  EXPECT_EQ(osim::current_class("natCubicSpline"), "SimmSpline");
  EXPECT_EQ(osim::current_class("PathPoint"), "PathPoint");
}

}  // namespace
}  // namespace hamstring
