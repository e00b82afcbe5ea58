#include "render/figure_html.h"

#include "report/messages.h"

namespace hamstring::render {

namespace {

namespace messages = report::messages;

Html part(const report::Message& label, const std::vector<Html>& content) {
  if (content.empty()) return {};
  return joined({element("dt", {say(label).text()}), element("dd", content)});
}

std::vector<Html> paragraphs(const std::vector<std::string>& texts) {
  std::vector<Html> all;
  for (const std::string& text : texts) all.push_back(element("p", {text}));
  return all;
}

}  // namespace

Html opening_number(const std::string& shown, const std::string& figure,
                    const std::vector<report::Figure>& figures) {
  if (report::find_figure(figures, figure) == nullptr) return shown;
  return element("button", {{"class", "figure"}, {"type", "button"}, {"popovertarget", figure}}, {shown});
}

Html sentence_html(const report::Sentence& sentence, const std::vector<report::Figure>& figures) {
  Html all;
  for (const report::Part& piece : sentence.parts) all += opening_number(piece.text, piece.figure, figures);
  return all;
}

Html figure_panel(const report::Figure& figure) {
  const std::string title = figure.id + "-title";
  std::vector<Html> trust{element("p", {{"class", "chip"}}, {figure.trust_chip})};
  for (const Html& paragraph : paragraphs(figure.trust)) trust.push_back(paragraph);
  return element(
      "div",
      {{"id", figure.id},
       {"class", "panel"},
       {"popover", "auto"},
       {"role", "dialog"},
       {"aria-labelledby", title}},
      {element("h3", {{"id", title}}, {figure.label}), element("p", {{"class", "band-text"}}, {figure.band}),
       element("dl", {part(messages::how_labels, paragraphs(figure.how)), part(messages::trust_label, trust),
                      part(messages::source_label, paragraphs(figure.source)),
                      part(messages::version_label, paragraphs({figure.version}))}),
       element("button",
               {{"class", "close"},
                {"type", "button"},
                {"popovertarget", figure.id},
                {"popovertargetaction", "hide"}},
               {say(messages::close_label).text()})});
}

}  // namespace hamstring::render
