// Checks of all items together, once each of them is good by itself (docs/rehab.md, 2, 3, 7 and 15).
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/diagnostics.h"
#include "items/item_file.h"
#include "knowledge/knowledge.h"

namespace hamstring::rehab {

/// Evidence rules, references, protocol graphs, tables of prevention, exactly one policy, texts. Adds errors
/// (and warnings, for what is allowed but doubtful) with file and line.
void check_items(const std::vector<ItemFile>& items, const Knowledge& knowledge, Diagnostics& out);

/// Adds diagnostics about one item, finding the line of a part by its readable path ("settle.exit.day_two").
class Findings {
 public:
  Findings(const std::vector<ItemFile>& items, Diagnostics& out) : items_(items), out_(out) {}
  void error(std::string_view kind, std::string_view id, std::string_view path, std::string message) const;
  void warn(std::string_view kind, std::string_view id, std::string_view path, std::string message) const;

 private:
  void add(Severity severity, std::string_view kind, std::string_view id, std::string_view path,
           std::string message) const;
  const std::vector<ItemFile>& items_;
  Diagnostics& out_;
};

void check_evidence(const std::vector<ItemFile>& items, const Knowledge& knowledge, Diagnostics& out);
void check_references(const Knowledge& knowledge, const Findings& findings);
void check_protocol(const Protocol& protocol, const Knowledge& knowledge, const Findings& findings);
void check_catalogs(const Knowledge& knowledge, const Findings& findings);

/// The message keys every item must have in each language (docs/rehab.md, 15).
[[nodiscard]] std::set<std::string> required_texts(const Knowledge& knowledge);

}  // namespace hamstring::rehab
