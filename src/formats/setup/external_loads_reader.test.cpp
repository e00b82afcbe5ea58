#include "formats/setup/external_loads_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/shared_data.h"

namespace hamstring {
namespace {

using ::testing::HasSubstr;

std::string document(const std::string& inside) {
  return "<OpenSimDocument Version=\"40000\"><ExternalLoads name=\"x\"><objects>" + inside + "</objects>" +
         "<datafile>grf.mot</datafile></ExternalLoads></OpenSimDocument>";
}

Result<LoadsFile> parse(const std::string& text, Diagnostics& diagnostics) {
  return parse_external_loads(text, "trial/loads.xml", diagnostics);
}

TEST(ExternalLoadsReader, reads_which_columns_act_on_which_body_and_where_they_are_expressed) {
  Diagnostics diagnostics;
  const auto file =
      parse(document("<ExternalForce name=\"right\"><appliesForce>true</appliesForce>"
                     "<applied_to_body> /bodyset/calcn_r </applied_to_body>"
                     "<force_expressed_in_body>Ground</force_expressed_in_body>"
                     "<point_expressed_in_body>calcn_r</point_expressed_in_body>"
                     "<force_identifier> r_v </force_identifier><point_identifier>r_p</point_identifier>"
                     "<torque_identifier>Unassigned</torque_identifier></ExternalForce>"),
            diagnostics);
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_EQ(file->data_file, "trial/grf.mot");
  ASSERT_EQ(file->sources.size(), 1u);
  const LoadSource& load = file->sources[0];
  EXPECT_EQ(load.applied_to_body, "calcn_r");
  EXPECT_EQ(load.force_expressed_in, "ground");
  EXPECT_EQ(load.point_expressed_in, "calcn_r");
  EXPECT_EQ(load.force.identifier, "r_v");
  EXPECT_TRUE(load.point.are_given());
  EXPECT_FALSE(load.torque.are_given());
  EXPECT_TRUE(load.applies);
}

TEST(ExternalLoadsReader, reads_the_old_form_that_names_columns_by_their_functions) {
  const auto functions = [](const std::string& name, const std::string& first) {
    return "<FunctionSet name=\"" + name + "\"><objects><NaturalCubicSpline name=\"" + first +
           "\"/></objects></FunctionSet>";
  };
  Diagnostics diagnostics;
  const auto file =
      parse(document("<PrescribedForce name=\"left\"><isDisabled>false</isDisabled><body>calcn_l</body>"
                     "<pointIsGlobal>true</pointIsGlobal><forceIsGlobal>true</forceIsGlobal>" +
                     functions("forceFunctions", "#7") + functions("pointFunctions", "cop_x") +
                     "<FunctionSet name=\"torqueFunctions\"><objects/></FunctionSet></PrescribedForce>"),
            diagnostics);
  ASSERT_TRUE(file) << file.error().text();
  ASSERT_EQ(file->sources.size(), 1u);
  EXPECT_EQ(file->sources[0].applied_to_body, "calcn_l");
  EXPECT_EQ(file->sources[0].force.first_column, 7);
  EXPECT_EQ(file->sources[0].point.identifier, "cop_");
  EXPECT_EQ(file->sources[0].point_expressed_in, "ground");
  EXPECT_FALSE(file->sources[0].torque.are_given());
}

TEST(ExternalLoadsReader, ignores_the_kinematics_of_another_file_with_a_note) {
  Diagnostics diagnostics;
  const auto file = parse(
      "<OpenSimDocument Version=\"30000\"><ExternalLoads><objects><ExternalForce>"
      "<isDisabled>true</isDisabled><applied_to_body>toes_r</applied_to_body>"
      "<force_identifier>v</force_identifier><data_source_name>own.sto</data_source_name>"
      "</ExternalForce></objects><datafile/>"
      "<external_loads_model_kinematics_file>ik.mot</external_loads_model_kinematics_file>"
      "</ExternalLoads></OpenSimDocument>",
      diagnostics);
  ASSERT_TRUE(file) << file.error().text();
  EXPECT_EQ(file->data_file, "trial/own.sto");
  EXPECT_FALSE(file->sources[0].applies);
  EXPECT_EQ(file->sources[0].name, "toes_r");
  ASSERT_EQ(diagnostics.entries().size(), 1u);
  EXPECT_EQ(diagnostics.entries()[0].severity, Severity::note);
  EXPECT_THAT(diagnostics.entries()[0].message, HasSubstr("ik.mot"));
}

TEST(ExternalLoadsReader, refuses_by_name_what_it_cannot_use) {
  const std::pair<std::string, const char*> cases[] = {
      {"<OpenSimDocument Version=\"40000\"><Model name=\"m\"/></OpenSimDocument>", "a model"},
      {document("<ExternalForce name=\"f\"><force_identifier>v</force_identifier></ExternalForce>"),
       "names no body"},
      {document("<ExternalForce name=\"f\"><applied_to_body>b</applied_to_body></ExternalForce>"),
       "names no columns"},
      {"<ExternalLoads><objects/></ExternalLoads>", "no table"},
  };
  for (const auto& [text, expected] : cases) {
    Diagnostics diagnostics;
    const auto refused = parse(text, diagnostics);
    ASSERT_FALSE(refused) << text;
    EXPECT_THAT(refused.error().text(), HasSubstr(expected));
  }
}

TEST(ExternalLoadsReader, reads_every_public_file_of_loads) {
  HAMSTRING_NEEDS_DATA("opensim-org+opensim-models/Pipelines");
  const char* const files[] = {
      "opensim-org+opensim-models/Pipelines/Gait2392_Simbody/subject01_walk1_grf.xml",
      "opensim-org+opensim-models/Pipelines/Gait10dof18musc/ExperimentalData/subject01_walk_grf.xml",
      "opensim-org+opensim-models/Pipelines/Hamner/External_Loads.xml",
      "opensim-org+opensim-core/OpenSim/Examples/Moco/example3DWalking/grf_walk.xml",
      "basgoncalves+bip_opensim_hungarian_usports/tutorials/sprinting/009/session1/run_baseline/grf.xml",
      "aaronsfox+zmp-opensim/datasets/HamnerDelp2013/data/subject01/expData/Run_5_grf.xml",
      "BMClab+BMC/data/opensim/Mod&Sim2018/ID/grf_setup.xml"};
  for (const char* name : files) {
    Diagnostics diagnostics;
    const auto file = read_external_loads(testing::shared_data(name), diagnostics);
    ASSERT_TRUE(file) << name << ": " << file.error().text();
    EXPECT_EQ(file->sources.size(), 2u) << name;
    for (const LoadSource& source : file->sources) EXPECT_TRUE(source.force.are_given()) << name;
  }
  // One that keeps ten samples inside, as functions, and names no table.
  Diagnostics diagnostics;
  const auto refused = read_external_loads(
      testing::shared_data("opensim-org+opensim-models/Pipelines/Gait2392_Simbody/foot_floor_loads.xml"),
      diagnostics);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("no table of forces"));
}

}  // namespace
}  // namespace hamstring
