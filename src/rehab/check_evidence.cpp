// Evidence rules of docs/rehab.md section 2, on every item and every part that carries a number of its own.
#include <fmt/format.h>

#include <algorithm>

#include "rehab/decode.h"
#include "rehab/knowledge_checks.h"

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
    const std::string status = evidence.value("status", std::string{});
    bool cites_ours = false, cites_other = false;
    for (const json& source : evidence.at("sources")) {
      const std::string id = source.get<std::string>();
      (id == "ours" ? cites_ours : cites_other) = true;
      if (!knowledge_.sources.contains(id))
        fault(pointer + "/sources", fmt::format("source '{}' is not in data/sources", id));
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

  const ItemFile& item_;
  const Knowledge& knowledge_;
  Diagnostics& out_;
};

}  // namespace

void check_evidence(const std::vector<ItemFile>& items, const Knowledge& knowledge, Diagnostics& out) {
  for (const ItemFile& item : items) EvidenceCheck(item, knowledge, out).walk(item.root, "");
}

}  // namespace hamstring::rehab
