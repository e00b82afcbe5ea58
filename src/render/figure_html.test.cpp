#include "render/figure_html.h"

#include <gtest/gtest.h>

#include <pugixml.hpp>

namespace hamstring::render {
namespace {

report::Figure small_figure() {
  return {.id = "figure-1",
          .label = "Peak <stretch>",
          .shown = "4.9 %",
          .band = "4.9 ± 0.2 %",
          .how = {"one", "two"},
          .trust_chip = "modelled",
          .trust = {"fair"},
          .source = {},
          .version = "0.1"};
}

TEST(FigureHtml, a_number_opens_its_panel_only_where_there_is_one) {
  const std::vector<report::Figure> figures{small_figure()};
  EXPECT_EQ(opening_number("4 < 5", "figure-2", figures).markup(), "4 &lt; 5");
  pugi::xml_document page;
  ASSERT_TRUE(page.load_string(opening_number("4.9 %", "figure-1", figures).markup().c_str()));
  EXPECT_STREQ(page.child("button").attribute("popovertarget").value(), "figure-1");
  EXPECT_STREQ(page.child("button").text().get(), "4.9 %");
}

TEST(FigureHtml, a_sentence_keeps_its_words_in_order_around_the_numbers_that_open) {
  const report::Sentence sentence{
      .parts = {{.text = "Stretched by "}, {.text = "4.9 %", .figure = "figure-1"}, {.text = ", once."}}};
  pugi::xml_document page;
  ASSERT_TRUE(page.load_string(("<p>" + sentence_html(sentence, {small_figure()}).markup() + "</p>").c_str(),
                               pugi::parse_default | pugi::parse_ws_pcdata));
  std::string words;
  for (const pugi::xpath_node& text : page.select_nodes("//text()")) words += text.node().value();
  EXPECT_EQ(words, "Stretched by 4.9 %, once.");
  EXPECT_EQ(page.select_nodes("//button").size(), 1U);
}

TEST(FigureHtml, a_panel_is_named_by_its_title_closes_itself_and_leaves_out_what_is_not_known) {
  pugi::xml_document page;
  ASSERT_TRUE(page.load_string(figure_panel(small_figure()).markup().c_str()));
  const pugi::xml_node panel = page.child("div");
  EXPECT_STREQ(panel.attribute("id").value(), "figure-1");
  EXPECT_STREQ(page.select_node("//h3").node().attribute("id").value(),
               panel.attribute("aria-labelledby").value());
  EXPECT_STREQ(page.select_node("//h3").node().text().get(), "Peak <stretch>");
  EXPECT_STREQ(page.select_node("//button[@class='close']").node().attribute("popovertarget").value(),
               "figure-1");
  EXPECT_EQ(page.select_nodes("//dt").size(), 3U) << "how, trust, version; no source";
  EXPECT_EQ(page.select_nodes("//dd[1]/p").size(), 2U);
}

}  // namespace
}  // namespace hamstring::render
