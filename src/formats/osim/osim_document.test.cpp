#include "formats/osim/osim_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_folder.h"

namespace hamstring::osim {
namespace {

using ::testing::HasSubstr;

TEST(OsimDocument, finds_the_object_behind_the_defaults_and_its_version) {
  const Result<Document> read = open_document(
      "<OpenSimDocument Version=\"30516\"><defaults/><Model name=\"m\"/></OpenSimDocument>", "a.osim");
  ASSERT_TRUE(read);
  EXPECT_STREQ(read->object.name(), "Model");
  EXPECT_EQ(read->version, 30516);
}

TEST(OsimDocument, takes_a_bare_object_for_one_of_the_oldest_version) {
  const Result<Document> read = open_document("<AnalyzeTool/>", "a.xml");
  ASSERT_TRUE(read);
  EXPECT_STREQ(read->object.name(), "AnalyzeTool");
  EXPECT_EQ(read->version, version_without_document);
}

TEST(OsimDocument, refuses_a_version_that_is_no_plausible_number_with_its_line) {
  for (const char* version : {"", "4.0", "-1", "1000001", "new", "99999999999999999999"}) {
    const Result<Document> read = open_document(
        "\n<OpenSimDocument Version=\"" + std::string(version) + "\"><Model/></OpenSimDocument>", "a.osim");
    ASSERT_FALSE(read) << version;
    EXPECT_THAT(read.error().message, HasSubstr("a number like 40000"));
    EXPECT_EQ(read.error().line, 2);
    EXPECT_EQ(read.error().file, "a.osim");
  }
  EXPECT_TRUE(open_document("<OpenSimDocument Version=\"1000000\"><Model/></OpenSimDocument>", "a.osim"));
}

TEST(OsimDocument, refuses_a_document_that_holds_nothing_but_defaults) {
  const Result<Document> read =
      open_document("<OpenSimDocument Version=\"40000\"><defaults/></OpenSimDocument>", "a.osim");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("is empty"));
}

TEST(OsimDocument, says_in_words_what_OpenSim_writes_and_nothing_of_what_it_does_not) {
  EXPECT_EQ(describe_object("Model"), "a model");
  EXPECT_EQ(describe_object("MarkerSet"), "a set of markers");
  EXPECT_EQ(describe_object("InverseKinematicsTool"), "the setup of OpenSim's InverseKinematicsTool");
  EXPECT_EQ(describe_object("model"), "");
  EXPECT_EQ(describe_object("html"), "");
  EXPECT_TRUE(is_tool("ModelScaler"));
  EXPECT_FALSE(is_tool("ToolSet")) << "only what ends with Tool runs";
}

TEST(OsimDocument, reads_a_file_up_to_the_limit_and_names_the_size_of_one_beyond) {
  const test::TempFolder folder;
  const std::filesystem::path path = folder / "big.osim";
  std::ofstream(path) << "<Model/>";
  EXPECT_EQ(read_document(path).value(), "<Model/>");
  std::filesystem::resize_file(path, std::uintmax_t{65} << 20U);  // takes no room on the disk
  const Result<std::string> read = read_document(path);
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("has 65 MB; at most 64 MB"));
  EXPECT_EQ(read.error().file, path.string());
  EXPECT_FALSE(read_document(folder / "absent.osim"));
}

}  // namespace
}  // namespace hamstring::osim
