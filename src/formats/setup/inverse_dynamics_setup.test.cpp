#include "formats/setup/inverse_dynamics_setup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hamstring {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string document(const std::string& inside) {
  return "<OpenSimDocument Version=\"40000\"><InverseDynamicsTool name=\"walk\">" + inside +
         "</InverseDynamicsTool></OpenSimDocument>";
}

TEST(InverseDynamicsSetup, reads_what_the_tool_is_told) {
  Diagnostics diagnostics;
  const auto setup = parse_inverse_dynamics_setup(
      document(
          "<results_directory>.\\results</results_directory><model_file>..\\scaled.osim</model_file>"
          "<time_range> 0.4 1.6 </time_range><forces_to_exclude> Muscles limits </forces_to_exclude>"
          "<external_loads_file>loads.xml</external_loads_file><coordinates_file>ik.mot</coordinates_file>"
          "<lowpass_cutoff_frequency_for_coordinates>6</lowpass_cutoff_frequency_for_coordinates>"
          "<output_gen_force_file>.\\moments</output_gen_force_file>"),
      "trial/setup.xml", diagnostics);
  ASSERT_TRUE(setup) << setup.error().text();
  EXPECT_EQ(setup->model_file, "scaled.osim");
  EXPECT_EQ(setup->results_directory, "trial/results");
  EXPECT_EQ(setup->initial_time_s, 0.4);
  EXPECT_EQ(setup->final_time_s, 1.6);
  EXPECT_THAT(setup->forces_to_exclude, ElementsAre("Muscles", "limits"));
  EXPECT_EQ(setup->external_loads_file, "trial/loads.xml");
  EXPECT_EQ(setup->lowpass_cutoff_hz, 6.0);
  EXPECT_EQ(setup->output_file, "moments.sto");
  EXPECT_EQ(tool_of(document("")), "InverseDynamicsTool");
}

TEST(InverseDynamicsSetup, refuses_by_name_what_it_cannot_use) {
  const std::pair<std::string, const char*> cases[] = {
      {"<OpenSimDocument Version=\"40000\"><AnalyzeTool name=\"a\"/></OpenSimDocument>", "AnalyzeTool"},
      {document("<coordinates_file>a.mot</coordinates_file><time_range>2 1</time_range>"),
       "earlier one first"},
      {document("<coordinates_file>a.mot</coordinates_file><time_range>soon later</time_range>"), "soon"},
  };
  for (const auto& [text, expected] : cases) {
    Diagnostics diagnostics;
    const auto refused = parse_inverse_dynamics_setup(text, "setup.xml", diagnostics);
    ASSERT_FALSE(refused) << text;
    EXPECT_THAT(refused.error().text(), HasSubstr(expected));
  }
}

}  // namespace
}  // namespace hamstring
