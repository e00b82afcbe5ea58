#include "render/report_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

#include "core/file.h"
#include "tests/support/sample_report.h"

namespace hamstring::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> all_matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> matches;
  for (auto it = std::sregex_iterator(text.begin(), text.end(), regex); it != std::sregex_iterator(); ++it) {
    matches.push_back((*it)[1].str());
  }
  return matches;
}

TEST(ReportHtml, asks_for_nothing_outside_of_itself) {
  const std::string page = report_html(hamstring::testing::sample_run());
  for (const std::string& address : all_matches(page, "(?:href|src)=\"([^\"]{0,12})")) {
    EXPECT_TRUE(address.starts_with("#") || address.starts_with("data:text/cs")) << address;
  }
  for (const char* loader : {"url(", "@import", "<link", "<iframe", "fetch(", "import("}) {
    EXPECT_THAT(page, Not(HasSubstr(loader)));
  }
}

TEST(ReportHtml, lets_only_its_own_script_and_style_run) {
  const std::string page = report_html(hamstring::testing::sample_run());
  const std::string policy = all_matches(page, "Content-Security-Policy\" content=\"([^\"]+)").at(0);
  for (const char* tag : {"style", "script"}) {
    const std::size_t start = page.find(std::string("<") + tag + ">") + std::string(tag).size() + 2;
    const std::string content = page.substr(start, page.find(std::string("</") + tag + ">") - start);
    EXPECT_THAT(policy, HasSubstr("sha256-" + base64_of_hex(sha256_hex(content)))) << tag;
  }
  EXPECT_THAT(policy, HasSubstr("default-src &#39;none&#39;"));
}

TEST(ReportHtml, turns_no_name_from_a_file_into_markup) {
  const std::string page = report_html(hamstring::testing::sample_hostile());
  EXPECT_EQ(all_matches(page, "(<script)").size(), 1u);
  EXPECT_EQ(all_matches(page, "(</script)").size(), 1u);
  EXPECT_EQ(all_matches(page, "(<style)").size(), 1u);
  EXPECT_EQ(all_matches(page, "(</title>)").size(), 1u + all_matches(page, "(<title id)").size());
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
  EXPECT_THAT(page, Not(HasSubstr("\xff")));
  EXPECT_THAT(page, HasSubstr("&lt;img src=x onerror=alert(1)&gt;"));
}

TEST(ReportHtml, opens_every_figure_that_can_be_pressed) {
  const std::string page = report_html(hamstring::testing::sample_run());
  const std::vector<std::string> ids = all_matches(page, " id=\"([^\"]+)\"");
  const std::set<std::string> unique(ids.begin(), ids.end());
  EXPECT_EQ(unique.size(), ids.size());
  const std::vector<std::string> targets = all_matches(page, "popovertarget=\"([^\"]+)\"");
  EXPECT_GT(targets.size(), 100u);
  for (const std::string& target : targets) EXPECT_TRUE(unique.contains(target)) << target;
}

TEST(ReportHtml, never_shows_an_unfilled_argument_or_a_nan) {
  for (const report::MotionReport& report :
       {hamstring::testing::sample_run(), hamstring::testing::sample_run({.strides = 1}),
        hamstring::testing::sample_bend(), hamstring::testing::sample_nothing(), report::MotionReport{}}) {
    std::string page = report_html(report);
    page.erase(page.find("<style>"), page.find("</style>") - page.find("<style>"));
    page.erase(page.find("<script>"), page.find("</script>") - page.find("<script>"));
    EXPECT_THAT(all_matches(page, "(\\{[a-z_]+\\})"), ::testing::IsEmpty()) << report.title;
    EXPECT_THAT(all_matches(page, "([> \"(]-?nan[< \",)])"), ::testing::IsEmpty()) << report.title;
  }
}

TEST(ReportHtml, says_of_which_stride_the_drawing_is_beside_the_mean_of_all) {
  // The drawing shows one stride's peak, the sentence the mean of all: two numbers, each with its name.
  const report::MotionReport report = hamstring::testing::sample_run({.strides = 6});
  const report::LegPose& pose = *report.sides[0].pose;
  const std::string page = report_html(report);
  EXPECT_THAT(page, HasSubstr("of stride " + std::to_string(pose.stride_number) +
                              " of 6, the one nearest to the mean"));
  EXPECT_THAT(page, HasSubstr("those of this one moment; the sentence and the table give the mean"));
  const std::string one = report_html(hamstring::testing::sample_run({.strides = 1}));
  EXPECT_THAT(one, HasSubstr("of the stride, when"));
  EXPECT_THAT(one, Not(HasSubstr("nearest to the mean")));
  const std::string none = report_html(hamstring::testing::sample_bend());
  EXPECT_THAT(none, Not(HasSubstr("mean of all strides")));
}

TEST(ReportHtml, stays_small) {
  EXPECT_LT(report_html(hamstring::testing::sample_run({.strides = 100})).size(), 1'500'000u);
}

TEST(ReportHtml, names_its_inputs_by_hash_mode_and_version) {
  const std::string page = report_html(hamstring::testing::sample_run());
  EXPECT_THAT(page, HasSubstr(std::string(64, 'a')));
  EXPECT_THAT(page, HasSubstr("Hamstring 0.1.0"));
  EXPECT_THAT(page, HasSubstr("physics. Correct physics"));
  EXPECT_THAT(page, HasSubstr("held at the default"));
}

TEST(ReportHtml, says_why_curves_run_over_time) {
  EXPECT_THAT(report_html(hamstring::testing::sample_bend()),
              HasSubstr("because both feet stayed on the ground"));
}

TEST(Base64, encodes_as_rfc_4648_shows) {
  // "f", "fo", "foo", "foob" of RFC 4648, section 10.
  EXPECT_EQ(base64_of_hex("66"), "Zg==");
  EXPECT_EQ(base64_of_hex("666f"), "Zm8=");
  EXPECT_EQ(base64_of_hex("666f6f"), "Zm9v");
  EXPECT_EQ(base64_of_hex("666f6f62"), "Zm9vYg==");
}

}  // namespace
}  // namespace hamstring::render
