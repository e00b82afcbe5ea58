// The small language of conditions in data/: total, three-valued, checked when loaded (docs/rehab.md, 3).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "knowledge/fact.h"
#include "knowledge/truth.h"

namespace hamstring::rehab {

enum class Comparison { equal, not_equal, less, less_equal, greater, greater_equal, in };

/// One node of a parsed condition; children are indices into Condition::nodes, always larger than the
/// parent's.
struct ConditionNode {
  enum class Kind {
    always,
    never,
    all_of,
    any_of,
    negation,
    at_least,
    known,
    seen,
    compare
  } kind = Kind::never;
  std::vector<std::size_t> children;
  int count = 0;  ///< at_least
  FactName fact;  ///< known, compare
  Comparison comparison = Comparison::equal;
  double number = 0.0;             ///< compare with a number
  std::vector<std::string> words;  ///< compare with a word, or with several for 'in'
};

struct Condition {
  std::string text;                  ///< as written
  std::vector<ConditionNode> nodes;  ///< nodes[0] is the root; never empty after parsing
};

/// Longest accepted text and deepest nesting; beyond it parsing fails.
inline constexpr std::size_t condition_text_max = 4000;
inline constexpr int condition_depth_max = 32;

/// Grammar only. Errors carry the column in `element`.
[[nodiscard]] Result<Condition> parse_condition(std::string_view text);

/// Grammar, names, types, words and layer: every fact exists, is compared with something it can be,
/// and lies below `layer`.
[[nodiscard]] Result<Condition> compile_condition(std::string_view text, const Vocabulary& vocabulary,
                                                  FactLayer layer);

/// Total: every compiled condition has a judgement on every view.
[[nodiscard]] Judgement evaluate(const Condition& condition, const FactView& facts);

/// evaluate(…).truth without its reasons, which cost most of the time: for the thousands of days of a fold.
[[nodiscard]] Truth truth_of(const Condition& condition, const FactView& facts);

/// All facts the condition names, sorted, without repeats.
[[nodiscard]] std::vector<FactName> facts_of(const Condition& condition);

}  // namespace hamstring::rehab
