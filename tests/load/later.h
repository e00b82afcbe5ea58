// Random lives begin on one fixed day; what is measured with them ends before today, or a program that is
// asked to read it would rightly refuse what was told on days that are not yet here.
#pragma once

#include <chrono>
#include <string>

#include "history/case.h"

namespace hamstring::load_test {

/// The same entries so many days later, in the same order.
inline rehab::Case later(const rehab::Case& history, std::chrono::days shift, const std::string& person) {
  rehab::Case moved{.case_id = person, .entries = {}};
  for (std::size_t i = 0; i < history.entries.size(); ++i) {
    const rehab::Entry& entry = history.entries[i];
    rehab::EntryBody body = entry.body;
    if (auto* illness = body.change<rehab::IllnessEntry>()) {
      illness->from += shift;
      if (illness->to) *illness->to += shift;
    }
    moved.entries.push_back(rehab::make_entry("r" + std::to_string(100000 + i), entry.day + shift,
                                              std::move(body), entry.by,
                                              "0" + std::to_string(i % 10) + ":00:00Z"));
  }
  rehab::sort_entries(moved);
  return moved;
}

}  // namespace hamstring::load_test
