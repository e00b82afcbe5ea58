#include "core/text_shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace hamstring {
namespace {

/// Walks over a TOML text and sees all but what stands in strings and comments. Where a string is not closed
/// it goes on behind the line: a parser stops there, so that it sees no more than this does.
class TomlWalk {
 public:
  TomlWalk(std::string_view text, std::string_view file, const TomlLimits& limits)
      : text_(text), file_(file), limits_(limits) {}

  Result<void> run() {
    if (text_.size() > limits_.bytes) {
      return failure(
          {.message = fmt::format("is longer than {} bytes", limits_.bytes), .file = std::string(file_)});
    }
    while (at_ < text_.size()) {
      step(text_[at_]);
      if (depth_ > limits_.depth)
        return refuse(fmt::format("lists and tables are nested more than {} deep", limits_.depth));
      if (dots_ > limits_.dots) return refuse(fmt::format("a key has more than {} dots", limits_.dots));
      if (keys_ > limits_.keys)
        return refuse(fmt::format("there are more than {} keys and values", limits_.keys));
    }
    return {};
  }

 private:
  [[nodiscard]] std::unexpected<Error> refuse(std::string message) const {
    return failure({.message = std::move(message),
                    .file = std::string(file_),
                    .line = line_,
                    .advice = "No file of this kind needs that: check where it comes from."});
  }

  void step(char c) {
    switch (c) {
      case '#':
        at_ = std::min(text_.find('\n', at_), text_.size());
        return;
      case '"':
      case '\'':
        return skip_string(c);
      case '\n':
        ++line_;
        dots_ = 0;
        break;
      case '[':
      case '{':
        ++depth_;
        dots_ = 0;
        break;
      case ']':
      case '}':
        depth_ = std::max(0, depth_ - 1);
        dots_ = 0;
        break;
      case ',':
      case '=':
        ++keys_;
        dots_ = 0;
        break;
      case '.':
        ++dots_;
        break;
      default:
        break;
    }
    ++at_;
  }

  void skip_string(char quote) {
    const bool basic = quote == '"';
    const std::string three(3, quote);
    const bool long_string = text_.substr(at_, 3) == three;
    at_ += long_string ? 3 : 1;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') {
        if (!long_string) return;
        ++line_;
      } else if (c == '\\' && basic) {
        // An escaped line ending is counted by the next round.
        if (at_ + 1 < text_.size() && text_[at_ + 1] != '\n') ++at_;
      } else if (c == quote && (!long_string || text_.substr(at_, 3) == three)) {
        at_ += long_string ? 3 : 1;
        // Up to two more quotes belong to a long string's own end.
        while (long_string && at_ < text_.size() && text_[at_] == quote && extra_ < 2) ++at_, ++extra_;
        extra_ = 0;
        return;
      }
    }
  }

  std::string_view text_, file_;
  const TomlLimits& limits_;
  std::size_t at_ = 0, keys_ = 0;
  int line_ = 1, depth_ = 0, dots_ = 0, extra_ = 0;
};

}  // namespace

JsonShape json_shape(std::string_view text) {
  JsonShape shape;
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_text) {
      if (c == '\\') ++i;
      if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      ++shape.values;
      shape.depth = std::max(shape.depth, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    } else if (c == ',') {
      ++shape.values;
    }
  }
  return shape;
}

Result<void> check_toml_shape(std::string_view text, std::string_view file, const TomlLimits& limits) {
  return TomlWalk(text, file, limits).run();
}

}  // namespace hamstring
