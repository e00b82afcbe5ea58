// How OpenSim objects store their properties in XML: by tag, with class defaults from the file's `defaults`
// section, and how a reader collects what is wrong with them.
#pragma once

#include <initializer_list>
#include <limits>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostics.h"
#include "core/geometry.h"
#include "core/result.h"
#include "formats/osim/osim_document.h"

namespace hamstring::osim {

/// One or several spellings of a property's tag, newest first.
using Tags = std::initializer_list<std::string_view>;

/// Which numbers a property may hold.
struct Allowed {
  double low = -std::numeric_limits<double>::infinity();
  bool low_included = true;
  bool infinite = false;                          ///< ±infinity is meaningful here
  std::string_view expected = "a finite number";  ///< for the message
};
inline constexpr Allowed any_finite{};
inline constexpr Allowed not_negative{.low = 0.0, .expected = "a number that is not negative"};
inline constexpr Allowed positive{.low = 0.0, .low_included = false, .expected = "a number above zero"};

/// Reads properties of elements. The first refusal is kept and reading goes on with the fallback, so that one
/// pass lists everything that is wrong; whoever owns the reader asks first_error() at the end. Remembers
/// which elements were looked at: what is left was ignored.
class Properties {
 public:
  Properties(const Document& document, Diagnostics& diagnostics);

  [[nodiscard]] int version() const { return document_.version; }
  [[nodiscard]] const XmlDocument& xml() const { return document_.xml; }

  /// Takes the class defaults of a `defaults` section (none: an empty node).
  void use_defaults(const pugi::xml_node& defaults);

  // ---- finding ----
  /// The element of a property: the object's own, else that of its class's default. Marks it as used.
  pugi::xml_node find(const pugi::xml_node& object, Tags tags);
  /// The class's element in the `defaults` section; empty if there is none.
  [[nodiscard]] pugi::xml_node class_default(const pugi::xml_node& object) const;
  /// The objects of a set or list property: its child elements, or those of its `objects`. Marks all of them.
  /// Refuses a set that is kept in another file.
  std::vector<pugi::xml_node> objects(const pugi::xml_node& set);
  /// Refuses a set whose content is kept in another file.
  void refuse_if_elsewhere(const pugi::xml_node& set);
  /// The `name` of an object; up to version 30500 names lost their white space.
  [[nodiscard]] std::string name(const pugi::xml_node& object) const;
  /// A reference to another object as written, cleaned like names.
  [[nodiscard]] std::string clean_name(std::string_view written) const;
  /// What a socket is connected to, in any of the spellings since OpenSim 3.3; empty if not given.
  std::string socket(const pugi::xml_node& object, std::string_view socket_name);

  // ---- values: the fallback where the property is absent or refused ----
  double number(const pugi::xml_node& object, Tags tags, double fallback,
                const Allowed& allowed = any_finite);
  Vec3 vector(const pugi::xml_node& object, Tags tags, const Vec3& fallback);
  bool boolean(const pugi::xml_node& object, Tags tags, bool fallback);
  std::string text(const pugi::xml_node& object, Tags tags);
  std::vector<std::string> words(const pugi::xml_node& object, Tags tags);
  /// All numbers of a property; `count` of them if that is above zero. Nothing if absent or refused.
  std::optional<std::vector<double>> numbers(const pugi::xml_node& object, Tags tags, std::size_t count = 0);

  // ---- what is wrong ----
  void refuse(const pugi::xml_node& node, std::string message, std::string advice = {});
  void warn(const pugi::xml_node& node, std::string message);
  void note(std::string message, const pugi::xml_node& node = {});
  [[nodiscard]] const std::optional<Error>& first_error() const { return first_error_; }

  // ---- what was looked at ----
  void mark(const pugi::xml_node& node);
  /// Marks an element and everything in it.
  void mark_all(const pugi::xml_node& node);
  [[nodiscard]] bool is_marked(const pugi::xml_node& node) const;

 private:
  const Document& document_;
  Diagnostics& diagnostics_;
  std::map<std::string, pugi::xml_node, std::less<>> defaults_;
  std::vector<bool> used_;  ///< by offset in the text
  std::optional<Error> first_error_;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

/// The present name of a class that was renamed since: MusclePoint → PathPoint …; others unchanged.
[[nodiscard]] std::string_view current_class(std::string_view tag);

/// The class of an element under its present name.
[[nodiscard]] inline std::string_view class_of(const pugi::xml_node& object) {
  return current_class(object.name());
}

}  // namespace hamstring::osim
