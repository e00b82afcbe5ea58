#include "knowledge/knowledge_checks.h"

#include <algorithm>

namespace hamstring::rehab {

void Findings::add(Severity severity, std::string_view kind, std::string_view id, std::string_view path,
                   std::string message) const {
  Diagnostic entry{.severity = severity, .message = std::move(message), .element = std::string(path)};
  const auto item =
      std::ranges::find_if(items_, [&](const ItemFile& file) { return file.kind == kind && file.id == id; });
  if (item != items_.end()) {
    entry.file = item->file;
    for (const auto& [pointer, line] : item->lines) {
      if (readable_path(item->root, pointer) == path) entry.line = line;
    }
  }
  out_.add(std::move(entry));
}

void Findings::error(std::string_view kind, std::string_view id, std::string_view path,
                     std::string message) const {
  add(Severity::error, kind, id, path, std::move(message));
}

void Findings::warn(std::string_view kind, std::string_view id, std::string_view path,
                    std::string message) const {
  add(Severity::warning, kind, id, path, std::move(message));
}

void check_items(const std::vector<ItemFile>& items, const Knowledge& knowledge, Diagnostics& out) {
  const auto policies = std::ranges::count(items, "policy", &ItemFile::kind);
  if (policies != 1) {
    out.add({.severity = Severity::error, .message = "there must be exactly one policy", .file = "policies"});
  }
  const Findings findings(items, out);
  check_evidence(items, knowledge, out);
  check_references(knowledge, findings);
  for (const auto& [id, protocol] : knowledge.protocols) check_protocol(protocol, knowledge, findings);
  check_catalogs(knowledge, findings);
}

}  // namespace hamstring::rehab
