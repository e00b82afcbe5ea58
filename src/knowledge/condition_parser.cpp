// Text of a condition → checked tree. Recursive descent; nesting and length are bounded, so every text ends.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "core/try.h"
#include "knowledge/condition.h"

namespace hamstring::rehab {
namespace {

using Kind = ConditionNode::Kind;

/// A parsed part before it is laid out in one array.
struct Tree {
  ConditionNode node;
  std::vector<Tree> children;
};

void lay_out(Tree&& tree, std::vector<ConditionNode>& nodes) {
  const std::size_t self = nodes.size();
  nodes.push_back(std::move(tree.node));
  for (Tree& child : tree.children) {
    nodes[self].children.push_back(nodes.size());
    lay_out(std::move(child), nodes);
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Condition> parse() {
    if (text_.size() > condition_text_max) {
      return failure(fmt::format("the condition is longer than {} bytes", condition_text_max));
    }
    Tree tree = parse_or(0);
    skip();
    if (fault_.empty() && at_ < text_.size()) fail("the end of the condition");
    if (!fault_.empty())
      return failure({.message = fault_, .element = fmt::format("column {}", fault_at_ + 1)});
    Condition result{.text = std::string(text_), .nodes = {}};
    lay_out(std::move(tree), result.nodes);
    return result;
  }

 private:
  static Tree leaf(Kind kind) {
    Tree tree;
    tree.node.kind = kind;
    return tree;
  }
  void fail(std::string_view expected) {
    if (!fault_.empty()) return;
    fault_at_ = at_;
    const std::string_view rest = text_.substr(std::min(at_, text_.size()), 20);
    fault_ = rest.empty()
                 ? fmt::format("the condition ends where {} was expected", expected)
                 : fmt::format("'{}' stands where {} was expected", quote_for_message(rest), expected);
  }
  [[nodiscard]] bool failed() const { return !fault_.empty(); }

  void skip() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
      ++at_;
  }
  static bool in_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

  std::string_view peek_word() {
    skip();
    std::size_t end = at_;
    while (end < text_.size() && in_name(text_[end])) ++end;
    return text_.substr(at_, end - at_);
  }
  bool take_word(std::string_view word) {
    if (peek_word() != word) return false;
    at_ += word.size();
    return true;
  }
  bool take(std::string_view symbol) {
    skip();
    if (!text_.substr(at_).starts_with(symbol)) return false;
    at_ += symbol.size();
    return true;
  }
  void expect(std::string_view symbol) {
    if (!failed() && !take(symbol)) fail(fmt::format("'{}'", symbol));
  }

  Tree parse_or(int depth) { return parse_chain(depth, "or", Kind::any_of, &Parser::parse_and); }
  Tree parse_and(int depth) { return parse_chain(depth, "and", Kind::all_of, &Parser::parse_not); }

  /// One operand is itself; several stand under a common node.
  Tree parse_chain(int depth, std::string_view word, Kind kind, Tree (Parser::*operand)(int)) {
    Tree first = (this->*operand)(depth);
    if (failed() || peek_word() != word) return first;
    Tree chain = leaf(kind);
    chain.children.push_back(std::move(first));
    while (!failed() && take_word(word)) chain.children.push_back((this->*operand)(depth));
    return chain;
  }

  Tree parse_not(int depth) {
    if (depth > condition_depth_max) fail("less nesting (32 at most)");
    if (failed() || !take_word("not")) return parse_atom(depth);
    Tree tree = leaf(Kind::negation);
    tree.children.push_back(parse_not(depth + 1));
    return tree;
  }

  Tree parse_atom(int depth) {
    if (failed()) return {};
    if (take("(")) {
      Tree inner = parse_or(depth + 1);
      expect(")");
      return inner;
    }
    if (take_word("always")) return leaf(Kind::always);
    if (take_word("never")) return leaf(Kind::never);
    if (take_word("at_least")) return parse_at_least(depth);
    if (take_word("known")) {
      Tree tree = leaf(Kind::known);
      expect("(");
      tree.node.fact = parse_fact();
      expect(")");
      return tree;
    }
    if (take_word("seen")) {
      Tree tree = leaf(Kind::seen);
      expect("(");
      tree.children.push_back(parse_or(depth + 1));
      expect(")");
      return tree;
    }
    return parse_compare();
  }

  Tree parse_at_least(int depth) {
    Tree tree = leaf(Kind::at_least);
    expect("(");
    const std::string_view word = peek_word();
    const auto count = parse_integer(word);
    if (!count || *count < 1 || *count > 100) {
      fail("a number from 1 to 100");
      return tree;
    }
    at_ += word.size();
    tree.node.count = static_cast<int>(*count);
    expect(";");
    do {
      tree.children.push_back(parse_or(depth + 1));
    } while (!failed() && take(";"));
    expect(")");
    return tree;
  }

  FactName parse_fact() {
    if (failed()) return {};
    skip();
    std::size_t end = at_;
    while (end < text_.size() && (in_name(text_[end]) || text_[end] == '.')) ++end;
    const Result<FactName> name = parse_fact_name(text_.substr(at_, end - at_));
    if (!name) {
      fail("a fact such as story.<question> or test.<test>.pain");
      return {};
    }
    at_ = end;
    return *name;
  }

  Tree parse_compare() {
    Tree tree = leaf(Kind::compare);
    tree.node.fact = parse_fact();
    if (failed()) return tree;
    if (take_word("in")) {
      tree.node.comparison = Comparison::in;
      expect("[");
      do {
        tree.node.words.push_back(parse_value_word());
      } while (!failed() && take(","));
      expect("]");
      return tree;
    }
    static constexpr std::pair<std::string_view, Comparison> operators[] = {
        {"==", Comparison::equal},         {"!=", Comparison::not_equal}, {"<=", Comparison::less_equal},
        {">=", Comparison::greater_equal}, {"<", Comparison::less},       {">", Comparison::greater}};
    for (const auto& [symbol, comparison] : operators) {
      if (!take(symbol)) continue;
      tree.node.comparison = comparison;
      parse_value(tree.node);
      return tree;
    }
    tree.node.comparison = Comparison::equal;
    tree.node.words = {"yes"};
    return tree;
  }

  std::string parse_value_word() {
    if (failed()) return {};
    const std::string_view word = peek_word();
    if (word.empty()) fail("a word");
    at_ += word.size();
    return std::string(word);
  }

  void parse_value(ConditionNode& node) {
    skip();
    std::size_t end = at_;
    while (end < text_.size() &&
           (in_name(text_[end]) || text_[end] == '.' || text_[end] == '-' || text_[end] == '+'))
      ++end;
    const std::string_view value = text_.substr(at_, end - at_);
    if (value.empty() || value.find_first_not_of("0123456789.+-") != std::string_view::npos) {
      node.words = {parse_value_word()};
      return;
    }
    const auto number = parse_double(value);
    if (!number) return fail("a number or a word");
    node.number = *number;
    at_ = end;
  }

  std::string_view text_;
  std::size_t at_ = 0, fault_at_ = 0;
  std::string fault_;
};

/// `seen` may stand around test facts only: an unanswered question must never count as no.
bool only_tests(const Condition& condition, std::size_t index) {
  const ConditionNode& node = condition.nodes[index];
  if (node.kind == Kind::compare || node.kind == Kind::known) return node.fact.space == "test";
  return std::ranges::all_of(node.children, [&](std::size_t child) { return only_tests(condition, child); });
}

Result<void> check_node(const Condition& condition, std::size_t index, const Vocabulary& vocabulary,
                        FactLayer layer) {
  const ConditionNode& node = condition.nodes[index];
  if (node.kind == Kind::seen && !only_tests(condition, index)) {
    return failure("seen() may stand around test facts only: an unanswered question must never count as no");
  }
  if (node.kind == Kind::at_least && node.count > std::ssize(node.children)) {
    return failure(fmt::format("at_least({}; …) lists only {} parts", node.count, node.children.size()));
  }
  if (node.kind != Kind::compare && node.kind != Kind::known) return {};
  const std::string name = node.fact.text();
  const std::optional<FactType> type = vocabulary.type_of(node.fact);
  if (!type) return failure(fmt::format("there is no fact '{}'", name));
  if (layer_of(node.fact) >= layer && layer != FactLayer::plan) {
    return failure(fmt::format("'{}' may not be used here: no rule may lean on its own layer", name));
  }
  if (node.kind == Kind::known) return {};
  const bool is_number = type->kind == FactType::Kind::number;
  const bool ordered = node.comparison != Comparison::equal && node.comparison != Comparison::not_equal &&
                       node.comparison != Comparison::in;
  if (is_number) {
    if (!ordered || !node.words.empty())
      return failure(fmt::format("'{}' is a number: compare it with <, <=, > or >= and a number", name));
    if ((type->min && node.number < *type->min) || (type->max && node.number > *type->max)) {
      return failure(fmt::format("'{}' can never be {}", name, node.number));
    }
    return {};
  }
  if (ordered || node.words.empty())
    return failure(fmt::format("'{}' is a word: compare it with ==, != or in", name));
  for (const std::string& word : node.words) {
    if (std::ranges::find(type->words, word) == type->words.end()) {
      return failure(
          fmt::format("'{}' is never '{}'; it can be: {}", name, word, fmt::join(type->words, ", ")));
    }
  }
  return {};
}

}  // namespace

Result<Condition> parse_condition(std::string_view text) {
  return Parser(text).parse();
}

Result<Condition> compile_condition(std::string_view text, const Vocabulary& vocabulary, FactLayer layer) {
  HAMSTRING_TRY(condition, parse_condition(text));
  for (std::size_t i = 0; i < condition.nodes.size(); ++i) {
    HAMSTRING_TRY_DO(check_node(condition, i, vocabulary, layer));
  }
  return condition;
}

std::vector<FactName> facts_of(const Condition& condition) {
  std::vector<FactName> result;
  for (const ConditionNode& node : condition.nodes) {
    if (node.kind == Kind::compare || node.kind == Kind::known) result.push_back(node.fact);
  }
  std::ranges::sort(result);
  const auto rest = std::ranges::unique(result);
  result.erase(rest.begin(), rest.end());
  return result;
}

}  // namespace hamstring::rehab
