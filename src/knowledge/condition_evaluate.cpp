// Conditions on facts, in Kleene's logic: what is not known stays not known, with its cause.
#include <algorithm>
#include <span>
#include <utility>

#include "knowledge/condition.h"

namespace hamstring::rehab {
namespace {

Truth compare_number(const ConditionNode& node, const Measured& m) {
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

Truth compare_words(const ConditionNode& node, std::span<const std::string> has) {
  const bool any = std::ranges::any_of(
      has, [&](const std::string& word) { return std::ranges::find(node.words, word) != node.words.end(); });
  return any == (node.comparison != Comparison::not_equal) ? Truth::yes : Truth::no;
}

/// Of a compared fact, without its name.
Truth compared(const ConditionNode& node, const FactValue& value) {
  if (std::holds_alternative<UnknownCause>(value)) return Truth::unknown;
  if (const auto* measured = std::get_if<Measured>(&value)) return compare_number(node, *measured);
  if (const auto* word = std::get_if<std::string>(&value)) return compare_words(node, std::span(word, 1));
  return compare_words(node, std::get<std::vector<std::string>>(value));
}

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
    result.truth = compared(node, value);
    const auto* cause = std::get_if<UnknownCause>(&value);
    if (result.truth == Truth::unknown)
      result.unknown.push_back({name, cause != nullptr ? *cause : UnknownCause::within_error});
    return result;
  }

  const Condition& condition_;
  const FactView& facts_;
};

class TruthOnly {
 public:
  TruthOnly(const Condition& condition, const FactView& facts) : condition_(condition), facts_(facts) {}

  [[nodiscard]] Truth at(std::size_t index) const {
    const ConditionNode& node = condition_.nodes[index];
    switch (node.kind) {
      case ConditionNode::Kind::always:
        return Truth::yes;
      case ConditionNode::Kind::never:
        return Truth::no;
      case ConditionNode::Kind::all_of:
        return until(node, Truth::no, Truth::yes);
      case ConditionNode::Kind::any_of:
        return until(node, Truth::yes, Truth::no);
      case ConditionNode::Kind::negation: {
        const Truth inner = at(node.children.front());
        return inner == Truth::unknown ? inner : inner == Truth::yes ? Truth::no : Truth::yes;
      }
      case ConditionNode::Kind::at_least:
        return at_least(node);
      case ConditionNode::Kind::known:
        return std::holds_alternative<UnknownCause>(facts_.get(node.fact)) ? Truth::no : Truth::yes;
      case ConditionNode::Kind::seen:
        return at(node.children.front()) == Truth::yes ? Truth::yes : Truth::no;
      case ConditionNode::Kind::compare:
        return compared(node, facts_.get(node.fact));
    }
    std::unreachable();
  }

 private:
  /// `decisive` as soon as one part says so, else unknown if any part is, else `otherwise`.
  [[nodiscard]] Truth until(const ConditionNode& node, Truth decisive, Truth otherwise) const {
    Truth result = otherwise;
    for (const std::size_t child : node.children) {
      const Truth part = at(child);
      if (part == decisive) return decisive;
      if (part == Truth::unknown) result = Truth::unknown;
    }
    return result;
  }

  [[nodiscard]] Truth at_least(const ConditionNode& node) const {
    int yes = 0, unknown = 0;
    for (const std::size_t child : node.children) {
      const Truth part = at(child);
      yes += part == Truth::yes ? 1 : 0;
      unknown += part == Truth::unknown ? 1 : 0;
    }
    return yes >= node.count ? Truth::yes : yes + unknown < node.count ? Truth::no : Truth::unknown;
  }

  const Condition& condition_;
  const FactView& facts_;
};

}  // namespace

Truth truth_of(const Condition& condition, const FactView& facts) {
  return condition.nodes.empty() ? Truth::no : TruthOnly(condition, facts).at(0);
}

Judgement evaluate(const Condition& condition, const FactView& facts) {
  if (condition.nodes.empty()) return {.truth = Truth::no, .used = {}, .unknown = {}};
  return Evaluation(condition, facts).at(0);
}

}  // namespace hamstring::rehab
