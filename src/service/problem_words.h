// Problems in the language of the reader. The code says them in English; the catalogs hold each of those
// sentences under problem.*, so that the sentence itself finds its translation.
#pragma once

#include <string>

#include "knowledge/knowledge.h"

namespace hamstring::service {

class Problems {
 public:
  /// `knowledge` must outlive it.
  Problems(const rehab::Knowledge& knowledge, const std::string& language)
      : knowledge_(knowledge), language_(language) {}

  /// The sentence in that language; where it has none, what kind of problem `code` is.
  [[nodiscard]] std::string message(const std::string& english, const std::string& code) const;
  /// Empty where it has none: advice in another language is no help.
  [[nodiscard]] std::string advice(const std::string& english) const;

 private:
  [[nodiscard]] std::string translated(const std::string& english) const;
  const rehab::Knowledge& knowledge_;
  std::string language_;
};

}  // namespace hamstring::service
