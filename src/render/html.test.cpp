#include "render/html.h"

#include <gtest/gtest.h>

namespace hamstring::render {
namespace {

TEST(Html, escapes_every_character_that_could_become_markup) {
  EXPECT_EQ(escape("<a href=\"x\" id='y'>&</a>"),
            "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
}

TEST(Html, keeps_letters_of_every_language) {
  EXPECT_EQ(escape("Müller 筋 °−±"), "Müller 筋 °−±");
}

TEST(Html, replaces_bytes_that_are_not_utf8) {
  EXPECT_EQ(escape("a\xffz"), "a\uFFFDz");
  EXPECT_EQ(escape("\xC0\xBC"), "\uFFFD\uFFFD");                      // an overlong '<'
  EXPECT_EQ(escape("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");            // half of a surrogate pair
  EXPECT_EQ(escape("\xE2\x88"), "\uFFFD\uFFFD");                      // cut in the middle
  EXPECT_EQ(escape("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");  // beyond the last code point
}

TEST(Html, replaces_control_characters_but_keeps_line_feeds) {
  EXPECT_EQ(escape(std::string_view("a\0b\x1b\n\t", 6)), "a\uFFFDb\uFFFD\n\t");
}

TEST(Html, escapes_words_and_attributes_but_not_its_own_elements) {
  const Html html = element("p", {{"title", "\"><b>"}}, {"1 < 2 ", element("em", {Html("so & so")})});
  EXPECT_EQ(html.markup(), "<p title=\"&quot;&gt;&lt;b&gt;\">1 &lt; 2 <em>so &amp; so</em></p>");
}

TEST(Html, leaves_void_elements_open) {
  EXPECT_EQ(element("meta", {{"charset", "utf-8"}}, {}).markup(), "<meta charset=\"utf-8\">");
  EXPECT_EQ(element("td", std::vector<Attribute>{}).markup(), "<td></td>");
}

TEST(CssString, cannot_be_left) {
  EXPECT_EQ(css_string("a\"b"), "\"a\\000022b\"");
  EXPECT_EQ(css_string("</style>\\"), "\"\\00003c\\00002fstyle\\00003e\\00005c\"");
  EXPECT_EQ(css_string("\n\xff"), "\"\\00000a\\00fffd\"");
}

TEST(PercentEncode, leaves_only_unreserved_characters) {
  EXPECT_EQ(percent_encode("a-1.5,\"°\""), "a-1.5%2C%22%C2%B0%22");
}

}  // namespace
}  // namespace hamstring::render
