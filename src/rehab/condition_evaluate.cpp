// Conditions on facts, in Kleene's logic: what is not known stays not known, with its cause.
#include <algorithm>
#include <utility>

#include "rehab/condition.h"

namespace hamstring::rehab {
namespace {

class Evaluation {
 public:
  Evaluation(const Condition& condition, const FactView& facts) : condition_(condition), facts_(facts) {}

  [[nodiscard]] Judgement at(std::size_t index) const {
    const ConditionNode& node = condition_.nodes[index];
    switch (node.kind) {
      case ConditionNode::Kind::always:
        return {.truth = Truth::yes, .used = {}, .unknown = {}};
      case ConditionNode::Kind::never:
        return {.truth = Truth::no, .used = {}, .unknown = {}};
      case ConditionNode::Kind::all_of:
        return all(node);
      case ConditionNode::Kind::any_of:
        return any(node);
      case ConditionNode::Kind::negation:
        return judge_not(at(node.children.front()));
      case ConditionNode::Kind::at_least:
        return judge_at_least(node.count, parts(node));
      case ConditionNode::Kind::known:
        return known(node);
      case ConditionNode::Kind::seen:
        return seen(node);
      case ConditionNode::Kind::compare:
        return compare(node);
    }
    std::unreachable();
  }

 private:
  [[nodiscard]] std::vector<Judgement> parts(const ConditionNode& node) const {
    std::vector<Judgement> result;
    for (const std::size_t child : node.children) result.push_back(at(child));
    return result;
  }

  [[nodiscard]] Judgement all(const ConditionNode& node) const {
    Judgement result = at(node.children.front());
    for (std::size_t i = 1; i < node.children.size(); ++i)
      result = judge_and(std::move(result), at(node.children[i]));
    return result;
  }

  [[nodiscard]] Judgement any(const ConditionNode& node) const {
    Judgement result = at(node.children.front());
    for (std::size_t i = 1; i < node.children.size(); ++i)
      result = judge_or(std::move(result), at(node.children[i]));
    return result;
  }

  [[nodiscard]] Judgement known(const ConditionNode& node) const {
    const FactValue value = facts_.get(node.fact);
    return {.truth = std::holds_alternative<UnknownCause>(value) ? Truth::no : Truth::yes,
            .used = {node.fact.text()},
            .unknown = {}};
  }

  [[nodiscard]] Judgement seen(const ConditionNode& node) const {
    Judgement result = at(node.children.front());
    if (result.truth == Truth::unknown) result.truth = Truth::no;
    result.unknown.clear();
    return result;
  }

  [[nodiscard]] Judgement compare(const ConditionNode& node) const {
    const std::string name = node.fact.text();
    const FactValue value = facts_.get(node.fact);
    Judgement result{.truth = Truth::no, .used = {name}, .unknown = {}};
    if (const auto* cause = std::get_if<UnknownCause>(&value)) {
      result.truth = Truth::unknown;
      result.unknown.push_back({name, *cause});
    } else if (const auto* measured = std::get_if<Measured>(&value)) {
      result.truth = compare_number(node, *measured);
      if (result.truth == Truth::unknown) result.unknown.push_back({name, UnknownCause::within_error});
    } else if (const auto* word = std::get_if<std::string>(&value)) {
      result.truth = compare_words(node, {*word});
    } else {
      result.truth = compare_words(node, std::get<std::vector<std::string>>(value));
    }
    return result;
  }

  static Truth compare_number(const ConditionNode& node, const Measured& m) {
    const double low = m.value - m.half_width;
    const double high = m.value + m.half_width;
    const auto of = [](bool yes, bool no) { return yes ? Truth::yes : no ? Truth::no : Truth::unknown; };
    switch (node.comparison) {
      case Comparison::less:
        return of(high < node.number, low >= node.number);
      case Comparison::less_equal:
        return of(high <= node.number, low > node.number);
      case Comparison::greater:
        return of(low > node.number, high <= node.number);
      case Comparison::greater_equal:
        return of(low >= node.number, high < node.number);
      default:
        return Truth::no;  // refused when conditions are loaded
    }
  }

  static Truth compare_words(const ConditionNode& node, const std::vector<std::string>& has) {
    const bool any = std::ranges::any_of(has, [&](const std::string& word) {
      return std::ranges::find(node.words, word) != node.words.end();
    });
    return any == (node.comparison != Comparison::not_equal) ? Truth::yes : Truth::no;
  }

  const Condition& condition_;
  const FactView& facts_;
};

}  // namespace

Judgement evaluate(const Condition& condition, const FactView& facts) {
  if (condition.nodes.empty()) return {.truth = Truth::no, .used = {}, .unknown = {}};
  return Evaluation(condition, facts).at(0);
}

}  // namespace hamstring::rehab
