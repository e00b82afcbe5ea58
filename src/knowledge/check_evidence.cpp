// Evidence rules of docs/rehab.md section 2, on every item and every part that carries a number of its own.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "knowledge/decode.h"
#include "knowledge/knowledge_checks.h"

namespace hamstring::rehab {
namespace {

using nlohmann::json;

class EvidenceCheck {
 public:
  EvidenceCheck(const ItemFile& item, const Knowledge& knowledge, Diagnostics& out)
      : item_(item), knowledge_(knowledge), out_(out) {}

  void walk(const json& value, const std::string& pointer) {
    if (value.is_object() && value.contains("status") && value.contains("sources")) judge(value, pointer);
    if (!value.is_structured()) return;
    for (const auto& [key, child] : value.items()) walk(child, pointer + "/" + key);
  }

 private:
  void fault(const std::string& pointer, std::string message) {
    out_.add({.severity = Severity::error,
              .message = std::move(message),
              .file = item_.file,
              .line = item_.line_of(pointer),
              .element = readable_path(item_.root, pointer)});
  }

  void judge(const json& evidence, const std::string& pointer) {
    graded(evidence, pointer);
    const std::string status = evidence.value("status", std::string{});
    bool cites_ours = false, cites_other = false;
    for (const json& source : evidence.at("sources")) {
      const std::string id = source.get<std::string>();
      (id == "ours" ? cites_ours : cites_other) = true;
      const auto known = knowledge_.sources.find(id);
      if (known == knowledge_.sources.end()) {
        fault(pointer + "/sources", fmt::format("source '{}' is not in data/sources", id));
      } else if (known->second.retracted) {
        fault(pointer + "/sources",
              fmt::format("source '{}' was retracted ({}): nothing may lean on it; cite the notice instead",
                          id, known->second.retracted->notice));
      }
    }
    if (status == "M" && item_.kind != "red_flag") {
      fault(pointer + "/status", "what is only remembered (M) may stand on red flags alone");
    }
    if (status == "our_assumption" && !cites_ours)
      fault(pointer + "/sources", "an assumption of ours must cite 'ours'");
    if ((status == "V" || status == "V2") && !cites_other) {
      fault(pointer + "/sources", fmt::format("status {} needs a source other than 'ours'", status));
    }
    if (const auto found = evidence.find("population"); found != evidence.end()) {
      const json& who = *found;
      if (who.contains("age_min") && who.contains("age_max") && who["age_min"] > who["age_max"]) {
        fault(pointer + "/population", "age_min is above age_max");
      }
    }
  }

  /// A question of the danger signs is part of an instruction to seek care: no letter grades it. (Flags and
  /// gates have no such field at all.) Every other question says how strong it is.
  void graded(const json& evidence, const std::string& pointer) {
    if (item_.kind != "question") return;
    const bool care =
        item_.root.value("set", std::string{}) == "red_flag" || item_.root.value("rescreen", false);
    if (care && evidence.contains("strength"))
      fault(pointer + "/strength", "a question about danger signs is not graded: leave 'strength' out");
    if (!care && !evidence.contains("strength")) fault(pointer, "'strength' is missing");
  }

  const ItemFile& item_;
  const Knowledge& knowledge_;
  Diagnostics& out_;
};

/// Words that stand where an author should: a source that nobody signs cannot be looked up or judged.
constexpr std::string_view nobody[] = {"unnamed",         "unknown",      "anonymous",
                                       "not read",        "no author",    "machine-written",
                                       "machine written", "ai-generated", "chatgpt"};

bool names_somebody(std::string authors) {
  std::ranges::transform(authors, authors.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::none_of(nobody, [&](std::string_view word) { return authors.contains(word); }) &&
         std::ranges::any_of(authors, [](unsigned char c) { return std::isalpha(c) != 0 || c >= 0x80; });
}

/// What is graded and what is not: guidance of a health service and the notice of a retraction are taken as
/// they stand, everything else says how strong it is.
bool is_graded(const Source& source) {
  return source.design != "public_guidance" && source.design != "retraction";
}

void check_source(const ItemFile& item, const Source& source, Diagnostics& out) {
  const auto fault = [&](const char* pointer, std::string message) {
    out.add({.severity = Severity::error,
             .message = std::move(message),
             .file = item.file,
             .line = item.line_of(pointer),
             .element = readable_path(item.root, pointer)});
  };
  if (!names_somebody(source.authors))
    fault("/authors", fmt::format("'{}' names no author or organization: find who wrote it, or cite "
                                  "something else",
                                  source.authors));
  if (is_graded(source) && !source.strength) fault("", "'strength' is missing");
  if (!is_graded(source) && source.strength)
    fault("/strength",
          fmt::format("a source of the design '{}' is not graded: leave 'strength' out", source.design));
  if (source.design == "public_guidance" &&
      (source.title.empty() || source.address.empty() || !item.root.contains("read_on")))
    fault("", "public guidance needs 'title', 'address' and 'read_on', so that it can be read again");
}

}  // namespace

void check_evidence(const std::vector<ItemFile>& items, const Knowledge& knowledge, Diagnostics& out) {
  for (const ItemFile& item : items) {
    EvidenceCheck(item, knowledge, out).walk(item.root, "");
    const auto source = knowledge.sources.find(item.id);
    if (item.kind == "source" && source != knowledge.sources.end()) check_source(item, source->second, out);
  }
}

}  // namespace hamstring::rehab
