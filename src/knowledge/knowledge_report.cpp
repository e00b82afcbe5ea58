#include <algorithm>

#include "knowledge/knowledge.h"
#include "knowledge/knowledge_checks.h"

namespace hamstring::rehab {
namespace {

bool is_read(Status status) {
  return status == Status::verified || status == Status::second_hand;
}

/// Read by us, and in a source that was itself read rather than remembered.
bool is_verified(const Evidence& evidence, const Knowledge& knowledge) {
  return is_read(evidence.status) && std::ranges::any_of(evidence.sources, [&](const std::string& id) {
           const auto source = knowledge.sources.find(id);
           return source != knowledge.sources.end() && is_read(source->second.status);
         });
}

/// Texts that belong to an item ("exercise.nordic.cue"); all others belong to the program ("verdict.urgent").
bool belongs_to_item(std::string_view key, const std::set<std::string, std::less<>>& kinds) {
  return kinds.contains(key.substr(0, key.find('.'))) && std::ranges::count(key, '.') >= 2;
}

}  // namespace

KnowledgeReport check_knowledge(const Knowledge& knowledge) {
  KnowledgeReport report;
  std::set<std::string> cited;
  for (const Statement& statement : knowledge.statements) {
    cited.insert(statement.evidence.sources.begin(), statement.evidence.sources.end());
    if (statement.evidence.status == Status::blank) {
      report.blanks.push_back(statement);
    } else if (!is_verified(statement.evidence, knowledge)) {
      report.unverified.push_back(statement);
    }
  }
  for (const auto& [id, source] : knowledge.sources) {
    if (!cited.contains(id)) report.unused_sources.push_back(id);
  }
  std::set<std::string, std::less<>> kinds;
  for (const ItemAddress& item : knowledge.items) kinds.insert(item.kind);
  const std::set<std::string> required = required_texts(knowledge);
  for (const auto& [language, catalog] : knowledge.catalogs) {
    for (const std::string& key : required) {
      if (!catalog.text.contains(key)) report.missing_texts.push_back({language, key});
    }
    for (const auto& [key, text] : catalog.text) {
      if (belongs_to_item(key, kinds) && !required.contains(key))
        report.unused_texts.push_back({language, key});
    }
  }
  return report;
}

std::vector<ItemAddress> find_items(const Knowledge& knowledge, std::string_view name) {
  std::vector<ItemAddress> result;
  for (const ItemAddress& item : knowledge.items) {
    if (item.id == name || item.kind + "." + item.id == name) result.push_back(item);
  }
  return result;
}

}  // namespace hamstring::rehab
