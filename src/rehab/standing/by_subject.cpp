#include "rehab/standing/by_subject.h"

#include <map>
#include <string>
#include <utility>

#include "history/case_words.h"

namespace hamstring::rehab {
namespace {

/// What an entry is about: its kind, and of answers and tests which one.
std::pair<std::size_t, std::string> subject_of(const Entry& entry) {
  std::string of;
  if (const auto* answer = entry.as<AnswerEntry>()) of = answer->question;
  if (const auto* test = entry.as<TestEntry>()) of = test->test;
  if (const auto* setting = entry.as<SettingEntry>()) of = to_word(setting_key_words, setting->key);
  return {entry.body.index(), of};
}

}  // namespace

std::vector<LiveEntry> by_subject(const LiveEntry& live) {
  if (live.versions.size() == 1) return {live};
  std::map<std::pair<std::size_t, std::string>, LiveEntry> groups;
  for (const Entry* version : live.versions) {
    LiveEntry& group = groups[subject_of(*version)];
    group.day = live.day;
    group.versions.push_back(version);
  }
  std::vector<LiveEntry> result;
  for (auto& [subject, group] : groups) result.push_back(std::move(group));
  return result;
}

bool tells_signs(const EntryBody& body) {
  return body.as<AnswerEntry>() != nullptr || body.as<TestEntry>() != nullptr ||
         body.as<PainEntry>() != nullptr || body.as<SessionEntry>() != nullptr ||
         body.as<MorningEntry>() != nullptr;
}

}  // namespace hamstring::rehab
