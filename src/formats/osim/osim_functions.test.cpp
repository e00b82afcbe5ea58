#include "formats/osim/osim_functions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/osim_test_models.h"

namespace hamstring {
namespace {

using namespace osim_test;
using ::testing::HasSubstr;

/// The leg whose knee slides along x by this function of its angle.
std::string with_function(const std::string& function) {
  std::string text = leg_model();
  const std::size_t begin = text.find("<MultiplierFunction");
  const std::string end = "</MultiplierFunction>";
  text.replace(begin, text.find(end) + end.size() - begin, function);
  return text;
}

double value_at(const std::string& function, double x) {
  const model::ModelSpecification leg = parse_good(with_function(function));
  return leg.joints.size() < 2 ? NAN : model::evaluate(leg.joints[1].axes[3].function, x).value;
}

TEST(OsimFunctions, read_every_kind_wrapped_named_or_bare) {
  const std::string linear = "<LinearFunction><coefficients>2 1</coefficients></LinearFunction>";
  EXPECT_EQ(value_at("<function>" + linear + "</function>", 3.0), 7.0);
  EXPECT_EQ(
      value_at("<LinearFunction name=\"function\"><coefficients>2 1</coefficients></LinearFunction>", 3.0),
      7.0);
  EXPECT_EQ(value_at(linear, 3.0), 7.0);
}

TEST(OsimFunctions, evaluate_to_what_their_definition_says) {
  EXPECT_EQ(value_at("<Constant name=\"function\"><value> 0.25 </value></Constant>", 9.0), 0.25);
  // Highest order first: 3x² + 2x + 1 at 2.
  EXPECT_EQ(
      value_at(
          "<function><PolynomialFunction><coefficients>3 2 1</coefficients></PolynomialFunction></function>",
          2.0),
      17.0);
  EXPECT_NEAR(value_at("<function><Sine><amplitude>2</amplitude><omega>3</omega><phase>0.1</phase><offset>5</"
                       "offset></Sine></function>",
                       0.5),
              2.0 * std::sin(1.6) + 5.0, 1e-15);
  EXPECT_EQ(value_at("<function><PiecewiseLinearFunction><x>0 1 3</x><y>0 10 "
                     "30</y></PiecewiseLinearFunction></function>",
                     2.0),
            20.0);
  EXPECT_EQ(value_at("<function><StepFunction><start_time>0</start_time><end_time>2</"
                     "end_time><start_value>1</start_value>"
                     "<end_value>3</end_value></StepFunction></function>",
                     1.0),
            2.0);
  // A cubic spline through points of a line is the line.
  for (const char* tag : {"SimmSpline", "NaturalCubicSpline", "natCubicSpline"}) {
    const std::string spline =
        std::string("<function><") + tag + "><x>0 1 2 4</x><y>1 3 5 9</y></" + tag + "></function>";
    EXPECT_NEAR(value_at(spline, 3.0), 7.0, 1e-14) << tag;
  }
}

TEST(OsimFunctions, multiply_out_multipliers_inside_multipliers) {
  const std::string nested =
      "<MultiplierFunction name=\"function\"><scale>2</scale><function><MultiplierFunction><function>"
      "<Constant><value>5</value></Constant></function><scale>-3</scale></MultiplierFunction></function></"
      "MultiplierFunction>";
  EXPECT_EQ(value_at(nested, 0.0), -30.0);
}

TEST(OsimFunctions, refuse_a_spline_of_one_point_with_its_line) {
  const std::string text = with_function("<function>\n<SimmSpline><x>1</x><y>2</y></SimmSpline></function>");
  const Error error = parse_bad(text);
  EXPECT_THAT(error.message, HasSubstr("at least 2 points"));
  EXPECT_EQ(error.line, line_of(text, "<SimmSpline><x>1<"));
  EXPECT_THAT(error.element, HasSubstr("CustomJoint[knee]/SpatialTransform/TransformAxis[translation1]"));
}

TEST(OsimFunctions, refuse_points_that_are_missing_unequal_or_not_increasing) {
  EXPECT_THAT(parse_bad(with_function("<function><SimmSpline><x>1 2</x></SimmSpline></function>")).message,
              HasSubstr("<y> is missing"));
  EXPECT_THAT(parse_bad(with_function("<function><SimmSpline><x>1 2</x><y>1 2 3</y></SimmSpline></function>"))
                  .message,
              HasSubstr("2 x and 3 y"));
  EXPECT_THAT(
      parse_bad(with_function("<function><SimmSpline><x>1 1</x><y>1 2</y></SimmSpline></function>")).message,
      HasSubstr("must increase"));
  EXPECT_THAT(parse_bad(with_function("<function><SimmSpline><x>1 nan</x><y>1 2</y></SimmSpline></function>"))
                  .message,
              HasSubstr("finite"));
}

TEST(OsimFunctions, refuse_coefficients_that_make_no_function) {
  EXPECT_THAT(
      parse_bad(with_function(
                    "<function><LinearFunction><coefficients>1</coefficients></LinearFunction></function>"))
          .message,
      HasSubstr("a slope and an intercept"));
  EXPECT_THAT(parse_bad(with_function(
                            "<function><PolynomialFunction><coefficients/></PolynomialFunction></function>"))
                  .message,
              HasSubstr("at least one coefficient"));
  EXPECT_THAT(
      parse_bad(with_function("<function><StepFunction><start_time>2</start_time></StepFunction></function>"))
          .message,
      HasSubstr("end after it starts"));
  EXPECT_THAT(parse_bad(with_function(
                            "<function><MultiplierFunction><scale>2</scale></MultiplierFunction></function>"))
                  .message,
              HasSubstr("without a function to multiply"));
}

TEST(OsimFunctions, of_several_coordinates_move_a_joint_by_all_of_them) {
  // 0.1 + 0.2 s + 0.3 k + 0.4 k s + … of the knee's angle k and its slide s, as the axis names them.
  std::string text = with_function(
      "<MultivariatePolynomialFunction name=\"function\"><coefficients>0.1 0.2 0 0.3 0.4 0.5"
      "</coefficients><dimension>2</dimension><order>2</order></MultivariatePolynomialFunction>");
  EXPECT_THAT(parse_bad(text).message, HasSubstr("a function of 2 coordinates on an axis that names 1"));
  const std::size_t axis = text.find("translation1");
  const std::string one = "<coordinates>knee_angle<";
  text.replace(text.find(one, axis), one.size(), "<coordinates>knee_angle knee_slide<");
  const model::ModelSpecification leg = parse_good(text);
  const model::Function& f = leg.joints[1].axes[3].function;
  const std::vector<double> at{-0.5, 0.02};
  EXPECT_NEAR(model::evaluate(f, at), 0.1 + 0.2 * 0.02 - 0.3 * 0.5 - 0.4 * 0.5 * 0.02 + 0.5 * 0.25, 1e-15);
  const std::string wrong = replaced(text, "<dimension>2<", "<dimension>3<");
  EXPECT_THAT(parse_bad(wrong).message, HasSubstr("order 2 in 3 arguments has 10 coefficients; found 6"));
}

TEST(OsimFunctions, refuse_a_kind_that_is_not_known_by_name) {
  const std::string text =
      with_function("<function><GCVSpline><half_order>3</half_order></GCVSpline></function>");
  const Error error = parse_bad(text);
  EXPECT_THAT(error.message, HasSubstr("GCVSpline"));
  EXPECT_THAT(error.advice, HasSubstr("SimmSpline"));
  EXPECT_EQ(error.line, line_of(text, "<GCVSpline"));
}

}  // namespace
}  // namespace hamstring
