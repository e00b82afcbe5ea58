// Which facts exist, read from the items themselves before any condition is compiled.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "items/item_file.h"
#include "knowledge/fact.h"

namespace hamstring::rehab {

class KnowledgeVocabulary final : public Vocabulary {
 public:
  explicit KnowledgeVocabulary(const std::vector<ItemFile>& items);
  [[nodiscard]] std::optional<FactType> type_of(const FactName& name) const override;

 private:
  void add_question(const ItemFile& item);
  void add_test(const ItemFile& item);

  std::map<FactName, FactType> types_;
};

}  // namespace hamstring::rehab
