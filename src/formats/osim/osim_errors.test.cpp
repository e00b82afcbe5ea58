// Files that must be refused: with file, line, element, what was expected and what to do.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "tests/support/osim_test_models.h"
#include "tests/support/temp_folder.h"

namespace hamstring {
namespace {

using namespace osim_test;
using ::testing::HasSubstr;

struct Spoiled {
  const char* from;
  const char* to;       ///< put in its place; the error is expected on the line of its first occurrence
  const char* message;  ///< part of what must be said
  const char* element;  ///< part of the path
};
void PrintTo(const Spoiled& spoiled, std::ostream* out) {
  *out << spoiled.from << " -> " << spoiled.to;
}

class OsimErrors : public ::testing::TestWithParam<Spoiled> {};

TEST_P(OsimErrors, say_file_line_element_and_what_was_expected) {
  const Spoiled& spoiled = GetParam();
  const std::string text = replaced(leg_model(), spoiled.from, spoiled.to);
  const Error error = parse_bad(text);
  EXPECT_THAT(error.message, HasSubstr(spoiled.message));
  EXPECT_THAT(error.element, HasSubstr(spoiled.element));
  EXPECT_EQ(error.file, "test.osim");
  EXPECT_EQ(error.line, line_of(text, spoiled.to));
}

INSTANTIATE_TEST_SUITE_P(
    of_models, OsimErrors,
    ::testing::Values(
        Spoiled{"<mass>8<", "<mass>-8<", "not negative; found '-8'", "Body[thigh]/mass"},
        Spoiled{"<mass>8<", "<mass>NaN<", "found 'NaN'", "Body[thigh]/mass"},
        Spoiled{"<mass>8<", "<mass>inf<", "found 'inf'", "Body[thigh]/mass"},
        Spoiled{"<mass>8<", "<mass>8,0<", "found '8,0'", "Body[thigh]/mass"},
        Spoiled{"<mass>8<", "<mass><", "found ''", "Body[thigh]/mass"},
        Spoiled{"<mass_center>0 -0.2 0<", "<mass_center>0 -0.2<", "expected 3 numbers; found 2",
                "mass_center"},
        Spoiled{"<inertia>0.1 0.02", "<inertia>0.02", "expected 6 numbers; found 5", "inertia"},
        Spoiled{"<inertia>0.1 0.02", "<inertia>0.1 x", "expected numbers; found '0.1 x", "inertia"},
        Spoiled{"<location>-0.05 0.85 0.02<", "<location>-0.05 nan 0.02<", "expected finite numbers",
                "PathPoint[ham-P1]/location"},
        Spoiled{"<clamped>true<", "<clamped>perhaps<", "expected true or false; found 'perhaps'",
                "Coordinate[hip_flexion]/clamped"},
        Spoiled{"<range>-0.5 2<", "<range>2 -0.5<", "the smaller first", "Coordinate[hip_flexion]/range"},
        Spoiled{"<radius>0.03<", "<radius>0<", "above zero", "WrapCylinder[knee_roll]/radius"},
        Spoiled{"<Body name=\"shank\">", "<Body name=\"thigh\"><!-- -->", "named 'thigh'", "Body[thigh]"},
        Spoiled{"<Body name=\"shank\">", "<Body>", "a body without a name", "Body"},
        Spoiled{"<CustomJoint name=\"knee\">", "<CustomJoint name=\"hip\">", "two joints are named 'hip'",
                "CustomJoint[hip]"},
        Spoiled{"<Coordinate name=\"knee_angle\">", "<Coordinate name=\"knee_slide\">",
                "two coordinates of one joint are named 'knee_slide'",
                "CustomJoint[knee]/coordinates/Coordinate"},
        Spoiled{"<PhysicalOffsetFrame name=\"shank_offset\">",
                "<PhysicalOffsetFrame name=\"thigh_offset\"><!-- -->", "named 'knee/thigh_offset'",
                "PhysicalOffsetFrame"},
        Spoiled{"<Marker name=\"knee\"><socket_parent_frame>/bodyset/thigh",
                "<Marker name=\"knee\"><socket_parent_frame>/bodyset/head",
                "'/bodyset/head', which the model does not have", "Marker[knee]"},
        Spoiled{"<Marker name=\"knee\"><socket_parent_frame>/bodyset/thigh",
                "<Marker name=\"knee\"><socket_parent_frame>", "which body or frame it belongs",
                "Marker[knee]"},
        Spoiled{"<dependent_coordinate_name>knee_slide", "<dependent_coordinate_name>gone",
                "coordinate 'gone'", "CoordinateCouplerConstraint[slide]"},
        Spoiled{"<PathWrap name=\"w\"><wrap_object>knee_roll", "<PathWrap name=\"w\"><wrap_object>gone",
                "wrap object 'gone'", "PathWrap[w]"},
        Spoiled{"<PathWrap name=\"w\"><wrap_object>knee_roll</wrap_object><method>axial</method><range>2 3",
                "<PathWrap name=\"w\"><wrap_object>knee_roll</wrap_object><method>axial</method><range>2.5 3",
                "point numbers", "PathWrap[w]"},
        Spoiled{"<BodySet name=\"bodyset\">", "<BodySet name=\"bodyset\" file=\"b.xml\">",
                "another file, 'b.xml'", "BodySet"},
        Spoiled{"<axis>0 0 1<", "<axis>0 0 0<", "no direction", "TransformAxis[rotation1]"}));

/// An error whose line is that of the element in which the missing thing would stand.
TEST(OsimErrors, name_the_user_of_a_missing_frame) {
  const std::string text =
      replaced(leg_model(), "<socket_parent_frame>thigh_offset", "<socket_parent_frame>gone_offset");
  const Error error = parse_bad(text);
  EXPECT_THAT(error.message, HasSubstr("'gone_offset', which the model does not have"));
  EXPECT_EQ(error.line, line_of(text, "<CustomJoint"));
  EXPECT_FALSE(error.advice.empty());
}

TEST(OsimErrors, name_a_muscle_on_a_missing_body) {
  const std::string text = replaced(leg_model(), "/bodyset/thigh</socket_parent_frame><location>-0.03",
                                    "/bodyset/tail</socket_parent_frame><location>-0.03");
  const Error error = parse_bad(text);
  EXPECT_THAT(
      error.text(),
      HasSubstr("Thelen2003Muscle[ham]/GeometryPath[path]/PathPointSet/ConditionalPathPoint[ham-P2]"));
  EXPECT_THAT(error.message, HasSubstr("/bodyset/tail"));
}

TEST(OsimErrors, name_two_muscles_of_one_name) {
  std::string text = leg_model();
  const std::size_t begin = text.find("<Thelen2003Muscle");
  const std::string end = "</Thelen2003Muscle>";
  const std::string muscle = text.substr(begin, text.find(end) + end.size() - begin);
  text.insert(begin, muscle + "\n");
  const Error error = parse_bad(text);
  EXPECT_THAT(error.message, HasSubstr("two muscles are named 'ham'"));
}

TEST(OsimErrors, name_frames_that_hang_on_each_other_in_a_circle) {
  std::string text =
      replaced(leg_model(), "<socket_parent>/bodyset/thigh<", "<socket_parent>/jointset/knee/shank_offset<");
  text = replaced(text, "<socket_parent>/bodyset/shank<", "<socket_parent>/jointset/knee/thigh_offset<");
  EXPECT_THAT(parse_bad(text).message, HasSubstr("in a circle"));
  const std::string itself =
      replaced(leg_model(), "<socket_parent>/bodyset/shank<", "<socket_parent>/jointset/knee/shank_offset<");
  EXPECT_THAT(parse_bad(itself).message, HasSubstr("shank_offset"));
}

TEST(OsimErrors, name_a_frame_of_a_kind_that_is_not_read) {
  const std::string text = replaced(leg_model(), "<mass>8</mass>",
                                    "<mass>8</mass><components><WobblingFrame name=\"wf\"/></components>");
  EXPECT_EQ(parse_good(text).frames.size(), 3U);  // harmless where nobody uses it
  const Error error = parse_bad(
      replaced(text, "<socket_child_frame>/bodyset/thigh<", "<socket_child_frame>/bodyset/thigh/wf<"));
  EXPECT_THAT(error.message, HasSubstr("a WobblingFrame, which is not read"));
}

TEST(OsimErrors, list_all_that_is_wrong_in_the_diagnostics_and_return_the_first) {
  const std::string text = replaced(replaced(leg_model(), "<mass>8<", "<mass>-8<"), "<mass>3.5<", "<mass>x<");
  Diagnostics diagnostics;
  const auto read = parse(text, diagnostics);
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(diagnostics.count(Severity::error), 2U);
  EXPECT_EQ(read.error().line, line_of(text, "<mass>-8<"));
}

TEST(OsimErrors, say_what_a_file_is_that_is_no_model) {
  const auto refuse = [](const std::string& inside) {
    return parse_bad("<OpenSimDocument Version=\"40000\">" + inside + "</OpenSimDocument>");
  };
  EXPECT_THAT(refuse("<ScaleTool name=\"s\"/>").text(), HasSubstr("the setup of OpenSim's ScaleTool"));
  EXPECT_THAT(refuse("<ScaleTool name=\"s\"/>").advice, HasSubstr("run-tool"));
  EXPECT_THAT(refuse("<ExternalLoads/>").message, HasSubstr("external loads"));
  EXPECT_THAT(refuse("<MarkerSet/>").message, HasSubstr("a set of markers"));
  EXPECT_THAT(refuse("").message, HasSubstr("empty"));
  EXPECT_THAT(parse_bad("<html><body/></html>").message, HasSubstr("not an OpenSim file"));
  EXPECT_THAT(parse_bad("<Model name=\"empty\"/>").message, HasSubstr("no bodies"));
  EXPECT_THAT(parse_bad("<OpenSimDocument Version=\"four\"><Model/></OpenSimDocument>").message,
              HasSubstr("found 'four'"));
}

TEST(OsimErrors, refuse_a_file_cut_off_anywhere_and_never_crash) {
  const std::string whole = leg_model();
  const std::size_t last_tag = whole.rfind("</OpenSimDocument>");
  for (std::size_t length = 0; length < last_tag + 10; length += 7) {
    Diagnostics diagnostics;
    EXPECT_FALSE(parse(whole.substr(0, length), diagnostics).has_value()) << length;
  }
}

TEST(OsimErrors, come_quickly_and_stay_few_for_a_hundred_thousand_faults) {
  // Even markers have no body; odd ones are twins of each other.
  std::string markers;
  for (int i = 0; i < 100000; ++i) {
    markers += i % 2 == 0 ? fmt::format("<Marker name='m{}'><location>x</location></Marker>", i)
                          : "<Marker name='twin'/>";
  }
  const std::string set = "<MarkerSet name=\"markerset\"><objects>";
  const std::string text = replaced(leg_model(), set, set + markers);
  Diagnostics diagnostics;
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(parse(text, diagnostics).has_value());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
  EXPECT_LE(diagnostics.entries().size(), 1000U);  // the rest says nothing new
}

TEST(OsimErrors, come_quickly_for_thousands_of_frames_in_circles) {
  std::string frames;
  for (int i = 0; i < 20000; ++i) {
    frames += fmt::format(
        "<PhysicalOffsetFrame name='f{}'><socket_parent>/f{}</socket_parent></PhysicalOffsetFrame>", i,
        i ^ 1);
  }
  const std::string text =
      replaced(leg_model(), "<gravity>", fmt::format("<components>{}</components><gravity>", frames));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_THAT(parse_bad(text).message, HasSubstr("in a circle: 'f0' on 'f1'"));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(OsimErrors, say_that_a_file_is_missing_or_a_folder) {
  Diagnostics diagnostics;
  EXPECT_THAT(read_osim("/no/such/model.osim", {}, diagnostics).error().text(),
              HasSubstr("/no/such/model.osim: no such file"));
  EXPECT_THAT(read_osim("/", {}, diagnostics).error().text(), HasSubstr("folder"));
}

TEST(OsimErrors, refuse_a_file_of_two_gigabytes_without_reading_it) {
  const test::TempFolder folder;
  const std::filesystem::path path = folder / "huge.osim";
  std::ofstream(path) << "<Model>";
  std::error_code code;
  std::filesystem::resize_file(path, std::uintmax_t{2} << 30U, code);  // sparse: takes no space
  if (code) GTEST_SKIP() << "this file system has no large sparse files";
  Diagnostics diagnostics;
  EXPECT_THAT(read_osim(path, {}, diagnostics).error().text(), HasSubstr("2048 MB; at most 64 MB are read"));
}

}  // namespace
}  // namespace hamstring
