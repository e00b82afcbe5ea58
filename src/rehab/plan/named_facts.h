// What any rule of data/ can ask for.
#pragma once

#include <set>
#include <string>

#include "knowledge/knowledge.h"

namespace hamstring::rehab {

/// All that any decision can depend on: "story.<id>" and "test.<id>".
class NamedFacts {
 public:
  explicit NamedFacts(const Knowledge& knowledge);
  [[nodiscard]] bool has(const std::string& name) const { return names_.contains(name); }

 private:
  void add(const Condition& condition);
  void add(const Criterion& criterion);
  void add(const Protocol& protocol);

  std::set<std::string> names_;
};

}  // namespace hamstring::rehab
