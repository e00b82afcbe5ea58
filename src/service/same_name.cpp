#include "service/same_name.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "core/text.h"
#include "core/utf8.h"

namespace hamstring::service {
namespace {

struct Look {
  std::uint32_t first, last;
  std::string_view as;  ///< one letter for all of them, or one each
};

// What looks like a Latin letter, or is one with a mark: Unicode's charts of Latin-1, Latin Extended-A,
// Greek, Cyrillic and fullwidth forms (https://www.unicode.org/charts/), and its list of confusables (UTS
// #39) as far as letters of names go. '.' drops the character.
constexpr std::array looks{
    Look{0xc0, 0xc5, "a"}, Look{0xc6, 0xc6, "a"}, Look{0xc7, 0xc7, "c"}, Look{0xc8, 0xcb, "e"},
    Look{0xcc, 0xcf, "i"}, Look{0xd1, 0xd1, "n"}, Look{0xd2, 0xd6, "o"}, Look{0xd8, 0xd8, "o"},
    Look{0xd9, 0xdc, "u"}, Look{0xdd, 0xdd, "y"}, Look{0xdf, 0xdf, "s"}, Look{0xe0, 0xe6, "a"},
    Look{0xe7, 0xe7, "c"}, Look{0xe8, 0xeb, "e"}, Look{0xec, 0xef, "i"}, Look{0xf1, 0xf1, "n"},
    Look{0xf2, 0xf6, "o"}, Look{0xf8, 0xf8, "o"}, Look{0xf9, 0xfc, "u"}, Look{0xfd, 0xff, "y"},
    Look{0x100, 0x105, "a"}, Look{0x106, 0x10d, "c"}, Look{0x10e, 0x111, "d"}, Look{0x112, 0x11b, "e"},
    Look{0x11c, 0x123, "g"}, Look{0x124, 0x127, "h"}, Look{0x128, 0x133, "i"}, Look{0x134, 0x135, "j"},
    Look{0x136, 0x138, "k"}, Look{0x139, 0x142, "l"}, Look{0x143, 0x14b, "n"}, Look{0x14c, 0x153, "o"},
    Look{0x154, 0x159, "r"}, Look{0x15a, 0x161, "s"}, Look{0x162, 0x167, "t"}, Look{0x168, 0x173, "u"},
    Look{0x174, 0x175, "w"}, Look{0x176, 0x178, "y"}, Look{0x179, 0x17e, "z"}, Look{0x300, 0x36f, "."},
    // Greek.
    Look{0x391, 0x3a9, "abgdezhoiklmnxonp.otyoxyo"}, Look{0x3b1, 0x3c9, "abydezhoiklmvxonpsotuoxyo"},
    // Cyrillic.
    Look{0x405, 0x405, "s"}, Look{0x406, 0x407, "i"}, Look{0x408, 0x408, "j"}, Look{0x455, 0x455, "s"},
    Look{0x456, 0x457, "i"}, Look{0x458, 0x458, "j"}, Look{0x400, 0x401, "e"}, Look{0x450, 0x451, "e"},
    Look{0x410, 0x42f, "abbrdexsnnklmhonpctyoxu4wwbbbeor"},
    Look{0x430, 0x44f, "abbrdexsnnklmhonpctyoxu4wwbbbeor"},
    // Fullwidth.
    Look{0xff21, 0xff3a, "abcdefghijklmnopqrstuvwxyz"}, Look{0xff41, 0xff5a, "abcdefghijklmnopqrstuvwxyz"},
    // Blanks that are not seen, and signs.
    Look{0x80, 0xbf, "."}, Look{0x2000, 0x206f, " "}, Look{0xfeff, 0xfeff, "."}, Look{0x3000, 0x3000, " "}};

/// A small letter, a blank, or '.' for what is dropped; 0 where it stands for itself.
char seen_as(std::uint32_t point) {
  if (point >= 'A' && point <= 'Z') return static_cast<char>(point - 'A' + 'a');
  if (point == '0') return 'o';
  if (point == '1' || point == '|' || point == '!') return 'l';
  if (point < 0x80) {
    const char c = static_cast<char>(point);
    return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '9') ? c : ' ';
  }
  // No blank at all, as good as none: what is dropped joins what stands beside it.
  if ((point >= 0x200b && point <= 0x200f) || (point >= 0x2060 && point <= 0x206f) || point == 0xad)
    return '.';
  for (const Look& look : looks) {
    if (point < look.first || point > look.last) continue;
    const std::size_t at = point - look.first;
    return look.as.size() == 1 ? look.as.front() : at < look.as.size() ? look.as[at] : '.';
  }
  return 0;
}

std::vector<std::string> parts_of(std::string_view name) {
  std::string folded;
  while (!name.empty()) {
    const CodePoint point = code_point_at(name, 0);
    // A byte that is no UTF-8 stands for itself.
    const char as = seen_as(point.is_valid ? point.value : static_cast<unsigned char>(name.front()));
    if (as == 0)
      folded += name.substr(0, point.length);
    else if (as != '.')
      folded += as == 'i' ? 'l' : as;  // I, l and 1 are one stroke
    name.remove_prefix(point.length);
  }
  std::vector<std::string> parts;
  for (const std::string_view part : split_words(folded)) parts.emplace_back(part);
  return parts;
}

/// Titles say nothing about who it is; in the look of parts_of().
constexpr std::array titles{"dr",   "med",  "prof", "mag",    "mr",  "mrs", "ms",
                            "herr", "frau", "pt",   "physlo", "msc", "bsc", "md"};

}  // namespace

std::string name_key(std::string_view name) {
  std::vector<std::string> parts = parts_of(name);
  std::erase_if(parts,
                [](const std::string& part) { return std::ranges::find(titles, part) != titles.end(); });
  std::ranges::sort(parts);
  std::string key;
  for (const std::string& part : parts) key += part;
  return key;
}

bool same_name(std::string_view a, std::string_view b) {
  const auto joined = [](std::string_view name) {
    std::string letters;
    for (const std::string& part : parts_of(name)) letters += part;
    return letters;
  };
  return name_key(a) == name_key(b) || joined(a) == joined(b);
}

bool names_somebody(std::string_view name, std::string_view nobodys) {
  const std::string key = name_key(name);
  const auto letters = std::ranges::count_if(
      key, [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
  if (letters < 2) return false;
  return std::ranges::none_of(split_fields(nobodys, ','),
                              [&](std::string_view word) { return same_name(word, name); });
}

}  // namespace hamstring::service
