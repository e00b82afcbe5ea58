#include "render/provenance_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "tests/support/sample_report.h"

namespace hamstring::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

pugi::xml_document parsed(const Html& html) {
  pugi::xml_document page;
  EXPECT_TRUE(page.load_string(html.markup().c_str()));
  return page;
}

TEST(ProvenanceHtml, warnings_and_errors_stand_in_sight_and_notes_are_folded) {
  report::MotionReport report = testing::sample_nothing();
  report.diagnostics = {};
  report.diagnostics.note("a note");
  report.diagnostics.warn("a warning", "knee", 7);
  report.diagnostics.error("an error");
  EXPECT_EQ(warning_count(report), 2U);
  const pugi::xml_document page = parsed(know_section(report));
  EXPECT_EQ(page.select_nodes("//section/ul[@class='diagnostics']/li").size(), 2U);
  EXPECT_EQ(page.select_nodes("//details/ul/li").size(), 1U);
  EXPECT_STREQ(page.select_node("//li[@class='warning']/small").node().text().get(), "knee")
      << "a line without a file is none";
}

TEST(ProvenanceHtml, a_place_is_file_line_and_element_as_far_as_they_are_known) {
  report::MotionReport report = testing::sample_nothing();
  report.diagnostics = {};
  report.diagnostics.add(
      {.severity = Severity::warning, .message = "m", .file = "a.mot", .line = 3, .element = "hip"});
  report.diagnostics.add({.severity = Severity::warning, .message = "m", .file = "a.mot"});
  report.diagnostics.add({.severity = Severity::warning, .message = "m"});
  const pugi::xml_document page = parsed(know_section(report));
  const pugi::xpath_node_set places = page.select_nodes("//small");
  ASSERT_EQ(places.size(), 2U);
  EXPECT_STREQ(places[0].node().text().get(), "a.mot, line 3, hip");
  EXPECT_STREQ(places[1].node().text().get(), "a.mot");
}

TEST(ProvenanceHtml, jumps_of_more_than_twelve_muscles_are_counted_and_not_listed) {
  report::MotionReport report = testing::sample_nothing();
  report.diagnostics = {};
  report.jumps.clear();
  for (int m = 0; m < 15; ++m)
    report.jumps.push_back(
        {.muscle = "m" + std::to_string(m), .frame = 1, .time_s = 0.5, .size_m = -0.002, .cause = "it left"});
  report.jumps.push_back(report.jumps[0]);
  const pugi::xml_document page = parsed(know_section(report));
  EXPECT_EQ(page.select_nodes("//ul[@class='jumps']/li").size(), 12U);
  const std::string text = know_section(report).markup();
  EXPECT_THAT(text, HasSubstr("2.00\u00a0mm"));
  EXPECT_THAT(text, Not(HasSubstr("\u2212"))) << "sizes have no sign";
  EXPECT_THAT(text, HasSubstr("(it left)"));
  EXPECT_EQ(page.select_nodes("//section/p").size(), 3U) << "no warning, what jumps are, and how many more";
  report.jumps.resize(12);
  EXPECT_EQ(parsed(know_section(report)).select_nodes("//section/p").size(), 2U);
}

TEST(ProvenanceHtml, every_input_stands_with_its_whole_hash_and_the_mode_with_what_it_means) {
  report::MotionReport report = testing::sample_run();
  const std::string physics = provenance_section(report).markup();
  for (const InputFile& input : report.provenance.inputs) {
    EXPECT_THAT(physics, HasSubstr(input.name));
    EXPECT_THAT(physics, HasSubstr("SHA-256 " + input.sha256));
  }
  report.provenance.mode = Compatibility::opensim;
  EXPECT_NE(provenance_section(report).markup(), physics);
  const pugi::xml_document page = parsed(provenance_section(report));
  EXPECT_EQ(page.select_nodes("//li/code").size(), report.files_written.size());
  report.files_written.clear();
  EXPECT_TRUE(parsed(provenance_section(report)).select_nodes("//li/code").empty());
}

TEST(ProvenanceHtml, what_was_chosen_stands_there_and_so_does_what_was_not) {
  report::MotionReport report = testing::sample_run();
  EXPECT_THAT(provenance_section(report).markup(), HasSubstr("no low-pass"));
  report.choices.lowpass_hz = 8.0;
  EXPECT_THAT(provenance_section(report).markup(), HasSubstr("low-passed at 8 Hz"));
}

TEST(ProvenanceHtml, coordinates_that_were_held_still_are_named) {
  report::MotionReport report = testing::sample_run();
  EXPECT_THAT(provenance_section(report).markup(), HasSubstr("mtp_angle_r, mtp_angle_l"));
  EXPECT_THAT(provenance_section(report).markup(), HasSubstr("(2)"));
  report.model.coordinates_missing.clear();
  EXPECT_EQ(parsed(provenance_section(report)).select_nodes("//details").size(), 1U)
      << "those that were read";
}

}  // namespace
}  // namespace hamstring::render
