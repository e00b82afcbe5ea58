// The bodies and frames of a model under the paths by which its parts refer to each other.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hamstring::osim {

/// A body, the ground or a frame.
struct FrameEntry {
  std::string path;         ///< "/bodyset/femur_r", "/jointset/hip_r/pelvis_offset", "/ground"
  std::string name;         ///< in the specification: "femur_r", "hip_r/pelvis_offset", "ground"
  pugi::xml_node node{};    ///< empty for a ground that the file does not write down
  bool is_frame = false;    ///< a frame and not a body
  bool is_computed = true;  ///< false: a kind of frame that is not read; using it is an error
};

/// Finds what a reference means. Filled before the first reference is resolved.
class FrameTable {
 public:
  /// False if something stands under this path already.
  [[nodiscard]] bool add(FrameEntry entry);
  [[nodiscard]] bool has_path(std::string_view path) const { return by_path_.contains(std::string(path)); }

  /// Resolves "/bodyset/femur_r", "../femur_r", "femur_r_offset" or "femur_r" written in the component
  /// `owner`
  /// ("/jointset/hip_r"): as an absolute path, relative to the owner, to what is around the owner, and at
  /// last by its last name if only one body or (for a bare name) one frame has it. Null if nothing or several
  /// fit.
  [[nodiscard]] const FrameEntry* resolve(std::string_view reference, std::string_view owner) const;

  [[nodiscard]] const std::vector<FrameEntry>& entries() const { return entries_; }

 private:
  [[nodiscard]] const FrameEntry* find_path(const std::string& path) const;
  [[nodiscard]] const FrameEntry* find_unique(std::string_view last_name, bool frames_too) const;

  std::vector<FrameEntry> entries_;
  std::unordered_map<std::string, std::size_t> by_path_;
  std::multimap<std::string, std::size_t, std::less<>> by_last_name_;
};

/// "/a/b" and "../c" give "/a/c"; more ".." than there are steps end at "/".
[[nodiscard]] std::string join_paths(std::string_view base, std::string_view relative);

/// What follows the last slash.
[[nodiscard]] std::string_view last_name(std::string_view path);

}  // namespace hamstring::osim
