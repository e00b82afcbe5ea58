// Sentences for people: a message from the catalog (messages.h) with its named arguments filled in. A
// sentence keeps its parts apart, so that a figure within it can be opened.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hamstring::report {

/// One text of the catalog. `id` stays the same in every language.
struct Message {
  std::string_view id;
  std::string_view text;  ///< arguments stand as {name}
};

/// A piece of a sentence; `figure` names the figure it shows (figures.h) or is empty.
struct Part {
  std::string text;
  std::string figure{};
};

struct Sentence {
  std::vector<Part> parts;

  [[nodiscard]] std::string text() const;  ///< all parts joined
};

/// Value of one {name}.
struct Argument {
  std::string_view name;
  std::string text;
  std::string figure{};  ///< id of the figure this text can be opened to; empty if none
};

/// Fills a message. A name without an argument stays visible in braces, so that no gap goes unseen.
[[nodiscard]] Sentence say(const Message& message, const std::vector<Argument>& arguments = {});

/// "one stride", "2 strides": small words instead of a grammar engine. `plural` holds {n}.
[[nodiscard]] std::string counted(std::size_t count, const Message& one, const Message& many);

}  // namespace hamstring::report
