#include "formats/osim/osim_frames.h"

#include <fmt/format.h>

#include "core/text.h"

namespace hamstring::osim {

std::string_view last_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string join_paths(std::string_view base, std::string_view relative) {
  std::vector<std::string_view> steps;
  const auto take = [&steps](std::string_view path) {
    for (const std::string_view step : split_fields(path, '/')) {
      if (step.empty() || step == ".") continue;
      if (step != "..") {
        steps.push_back(step);
      } else if (!steps.empty()) {
        steps.pop_back();
      }
    }
  };
  if (!relative.starts_with('/')) take(base);
  take(relative);
  std::string joined;
  for (const std::string_view step : steps) joined.append("/").append(step);
  return joined.empty() ? "/" : joined;
}

bool FrameTable::add(FrameEntry entry) {
  const std::size_t index = entries_.size();
  if (!by_path_.emplace(entry.path, index).second) return false;
  by_last_name_.emplace(last_name(entry.path), index);
  entries_.push_back(std::move(entry));
  return true;
}

const FrameEntry* FrameTable::find_path(const std::string& path) const {
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? nullptr : &entries_[found->second];
}

const FrameEntry* FrameTable::find_unique(std::string_view name, bool frames_too) const {
  const auto [first, last] = by_last_name_.equal_range(name);
  if (first == last || std::next(first) != last) return nullptr;
  const FrameEntry& only = entries_[first->second];
  return only.is_frame && !frames_too ? nullptr : &only;
}

const FrameEntry* FrameTable::resolve(std::string_view reference, std::string_view owner) const {
  reference = trim(reference);
  if (reference.empty()) return nullptr;
  const auto find_from = [&](std::string_view place) {
    const FrameEntry* found = find_path(join_paths(place, reference));
    return found != nullptr && found->path == owner ? nullptr : found;  // nothing means itself
  };
  if (const FrameEntry* found = find_from(owner)) return found;
  const bool absolute = reference.starts_with('/');
  const bool bare = reference.find('/') == std::string_view::npos;
  if (!absolute) {
    // Around the owner: siblings and, for a bare name, whatever encloses it.
    std::string_view around = owner;
    while (!around.empty()) {
      around = around.substr(0, around.rfind('/'));
      if (const FrameEntry* found = find_from(around)) return found;
      if (!bare) break;
    }
  }
  const std::string_view name = last_name(reference);
  if (to_lower(name) == "ground") return find_path("/ground");
  // Before OpenSim 4 paths were relative to places that no longer exist; they meant bodies.
  if (!absolute) {
    if (const FrameEntry* body = find_path(fmt::format("/bodyset/{}", name))) return body;
  }
  return find_unique(name, bare);
}

}  // namespace hamstring::osim
