#include "formats/text/xml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace hamstring {
namespace {

using ::testing::HasSubstr;

Error refuse(const std::string& text, const XmlLimits& limits = {}) {
  const Result<XmlDocument> parsed = XmlDocument::parse(text, "bad.xml", limits);
  EXPECT_FALSE(parsed.has_value()) << "this should have been refused";
  return parsed ? Error{} : parsed.error();
}

TEST(XmlDocument, knows_the_line_and_path_of_every_element) {
  const auto parsed = XmlDocument::parse(
      "<?xml version=\"1.0\"?>\n<OpenSimDocument>\r\n<Model name=\"m\"><objects>\n\n<Body "
      "name=\"b\"/></objects></Model></OpenSimDocument>",
      "a.xml");
  ASSERT_TRUE(parsed.has_value());
  const pugi::xml_node body = parsed->root().child("Model").child("objects").child("Body");
  EXPECT_EQ(parsed->line(parsed->root()), 2);
  EXPECT_EQ(parsed->line(body), 5);
  EXPECT_EQ(xml_path(body), "Model[m]/Body[b]");
  const Error error = parsed->error(body, "wrong", "mend it");
  EXPECT_EQ(error.text(), "a.xml:5: Model[m]/Body[b]: wrong. mend it");
}

TEST(XmlDocument, stays_valid_when_it_moves) {
  auto parsed = XmlDocument::parse("<a>\n<b/></a>", "a.xml");
  ASSERT_TRUE(parsed.has_value());
  const pugi::xml_node b = parsed->root().child("b");
  const XmlDocument moved = std::move(*parsed);
  EXPECT_EQ(moved.line(b), 2);
}

TEST(XmlDocument, joins_text_around_comments_and_trims_it) {
  const auto parsed = XmlDocument::parse("<a>  1 <!-- x --> 2\n<![CDATA[3]]> </a>", "a.xml");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_THAT(xml_text(parsed->root()), ::testing::MatchesRegex("1 +2[ \n]+3"));
}

TEST(XmlDocument, accepts_a_byte_order_mark) {
  EXPECT_TRUE(XmlDocument::parse("\xEF\xBB\xBF<?xml version=\"1.0\"?><a/>", "a.xml").has_value());
}

TEST(XmlDocument, refuses_what_is_empty_binary_or_no_XML_at_all) {
  EXPECT_THAT(refuse("").message, HasSubstr("empty"));
  EXPECT_THAT(refuse(" \n\t").message, HasSubstr("empty"));
  EXPECT_THAT(refuse(std::string("<a>\0</a>", 8)).message, HasSubstr("binary"));
  EXPECT_THAT(refuse("time\thip\n0\t1\n").message, HasSubstr("not XML"));
  EXPECT_THAT(refuse("x < 3").text(), HasSubstr("bad.xml"));
}

TEST(XmlDocument, says_on_which_line_and_in_which_element_it_is_not_well_formed) {
  const Error error = refuse("<a>\n<b name=\"leg\">\n</c>\n</a>\n");
  EXPECT_THAT(error.message, HasSubstr("not well-formed"));
  EXPECT_EQ(error.line, 3);
  EXPECT_THAT(error.element, HasSubstr("b[leg]"));
}

TEST(XmlDocument, says_that_a_file_was_cut_off) {
  EXPECT_THAT(refuse("<a>\n<b>\n").message, HasSubstr("cut off"));
  EXPECT_THAT(refuse("<a><b>1</b").message, HasSubstr("cut off"));
}

TEST(XmlDocument, never_expands_entities_and_refuses_documents_that_declare_them) {
  std::string laughs = "<!DOCTYPE x [\n<!ENTITY a \"ha\">\n";
  for (char c = 'b'; c < 'z'; ++c) {
    laughs += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) laughs += std::string("&") + static_cast<char>(c - 1) + ";";
    laughs += "\">\n";
  }
  laughs += "]>\n<x>&y;</x>";
  EXPECT_THAT(refuse(laughs).message, HasSubstr("declares entities"));
  EXPECT_THAT(refuse("<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><x>&f;</x>").message,
              HasSubstr("declares entities"));
  // An entity nobody declared stays as it is written; the five built-in ones are understood.
  const auto parsed = XmlDocument::parse("<x>&y; &lt;&#65;</x>", "a.xml");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(xml_text(parsed->root()), "&y; <A");
}

TEST(XmlDocument, refuses_elements_nested_without_end) {
  std::string deep;
  for (int i = 0; i < 300000; ++i) deep += "<a>";
  EXPECT_THAT(refuse(deep).text(), HasSubstr("cut off"));
  for (int i = 0; i < 300000; ++i) deep += "</a>";
  const auto start = std::chrono::steady_clock::now();
  EXPECT_THAT(refuse(deep).message, HasSubstr("nested more than 100 deep"));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(XmlDocument, refuses_more_than_its_limits_before_parsing) {
  EXPECT_THAT(refuse("<a>123456789</a>", {.bytes = 10}).message, HasSubstr("MB"));
  EXPECT_THAT(refuse("<a><b/><b/><b/></a>", {.tags = 3}).message, HasSubstr("tags"));
  EXPECT_THAT(refuse("<a b='1' c='2'/>", {.attributes = 1}).message, HasSubstr("attributes"));
  EXPECT_TRUE(XmlDocument::parse("<a><b/></a>", "a.xml", {.tags = 3, .depth = 2}).has_value());
  EXPECT_THAT(refuse("<a><b><c/></b></a>", {.depth = 2}).message, HasSubstr("nested"));
}

TEST(XmlDocument, reads_a_line_of_twenty_megabytes) {
  std::string text = "<a>";
  text.append(20U << 20U, '1');
  text += "</a>";
  EXPECT_TRUE(XmlDocument::parse(text, "a.xml").has_value());
}

}  // namespace
}  // namespace hamstring
