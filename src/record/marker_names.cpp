#include "record/marker_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <utility>

#include "core/text.h"

namespace hamstring {
namespace {

struct LandmarkRow {
  Landmark landmark;
  Segment segment;
  std::string_view name;   ///< for people
  std::string_view words;  ///< for files of names
};

constexpr std::array<LandmarkRow, 17> landmarks{{
    {Landmark::asis, Segment::pelvis, "front of the iliac crest (ASIS)", "asis"},
    {Landmark::psis, Segment::pelvis, "back of the iliac crest (PSIS)", "psis"},
    {Landmark::sacrum, Segment::pelvis, "sacrum", "sacrum"},
    {Landmark::hip_center, Segment::thigh, "center of the hip joint", "hip center"},
    {Landmark::lateral_knee, Segment::thigh, "outer side of the knee", "lateral knee"},
    {Landmark::medial_knee, Segment::thigh, "inner side of the knee", "medial knee"},
    {Landmark::knee_center, Segment::thigh, "center of the knee", "knee center"},
    {Landmark::lateral_ankle, Segment::shank, "outer ankle bone", "lateral ankle"},
    {Landmark::medial_ankle, Segment::shank, "inner ankle bone", "medial ankle"},
    {Landmark::ankle_center, Segment::shank, "center of the ankle", "ankle center"},
    {Landmark::heel, Segment::foot, "heel", "heel"},
    {Landmark::toe, Segment::foot, "forefoot", "toe"},
    {Landmark::first_metatarsal, Segment::foot, "ball of the big toe", "first metatarsal"},
    {Landmark::fifth_metatarsal, Segment::foot, "ball of the little toe", "fifth metatarsal"},
    {Landmark::seventh_cervical, Segment::trunk, "seventh cervical vertebra", "seventh cervical"},
    {Landmark::jugular_notch, Segment::trunk, "upper end of the breastbone", "jugular notch"},
    {Landmark::shoulder, Segment::trunk, "shoulder", "shoulder"},
}};

constexpr std::array<std::pair<Segment, std::string_view>, 7> segments{{{Segment::pelvis, "pelvis"},
                                                                        {Segment::thigh, "thigh"},
                                                                        {Segment::shank, "shank"},
                                                                        {Segment::foot, "foot"},
                                                                        {Segment::trunk, "trunk"},
                                                                        {Segment::arm, "arm"},
                                                                        {Segment::head, "head"}}};

const LandmarkRow& row_of(Landmark landmark) {
  return *std::ranges::find(landmarks, landmark, &LandmarkRow::landmark);
}

struct Stem {
  std::string_view stem;
  Landmark landmark;
};

// Names without side, blanks and points. Sources: the Plug-in Gait and Oxford foot model guides (Vicon), the
// marker sets of OpenSim's models, Cleveland Clinic (Orthotrak), Leardini et al. 2011 (doi
// 10.1016/j.gaitpost.2010.12.009, Schreiber's data set), Fukuchi et al. 2017 (CAST), OpenPose BODY_25.
constexpr std::array sided_landmarks{
    Stem{"asi", Landmark::asis},
    Stem{"asis", Landmark::asis},
    Stem{"ias", Landmark::asis},
    Stem{"eias", Landmark::asis},
    Stem{"psi", Landmark::psis},
    Stem{"psis", Landmark::psis},
    Stem{"ips", Landmark::psis},
    Stem{"eips", Landmark::psis},
    Stem{"hjc", Landmark::hip_center},
    Stem{"hip", Landmark::hip_center},
    Stem{"hjcreg", Landmark::hip_center},
    Stem{"kne", Landmark::lateral_knee},
    Stem{"knee", Landmark::lateral_knee},
    Stem{"kneelat", Landmark::lateral_knee},
    Stem{"kneelateral", Landmark::lateral_knee},
    Stem{"lknee", Landmark::lateral_knee},
    Stem{"latknee", Landmark::lateral_knee},
    Stem{"lateralknee", Landmark::lateral_knee},
    Stem{"lfc", Landmark::lateral_knee},
    Stem{"lfe", Landmark::lateral_knee},
    Stem{"fle", Landmark::lateral_knee},
    Stem{"lepi", Landmark::lateral_knee},
    Stem{"kl", Landmark::lateral_knee},
    Stem{"mfc", Landmark::medial_knee},
    Stem{"mfe", Landmark::medial_knee},
    Stem{"fme", Landmark::medial_knee},
    Stem{"mepi", Landmark::medial_knee},
    Stem{"mkne", Landmark::medial_knee},
    Stem{"mknee", Landmark::medial_knee},
    Stem{"medknee", Landmark::medial_knee},
    Stem{"medialknee", Landmark::medial_knee},
    Stem{"knem", Landmark::medial_knee},
    Stem{"knemed", Landmark::medial_knee},
    Stem{"kneemed", Landmark::medial_knee},
    Stem{"kneemedial", Landmark::medial_knee},
    Stem{"km", Landmark::medial_knee},
    Stem{"kjc", Landmark::knee_center},
    Stem{"ank", Landmark::lateral_ankle},
    Stem{"ankle", Landmark::lateral_ankle},
    Stem{"anklelat", Landmark::lateral_ankle},
    Stem{"anklelateral", Landmark::lateral_ankle},
    Stem{"lankle", Landmark::lateral_ankle},
    Stem{"latankle", Landmark::lateral_ankle},
    Stem{"lateralankle", Landmark::lateral_ankle},
    Stem{"lmal", Landmark::lateral_ankle},
    Stem{"mal", Landmark::lateral_ankle},
    Stem{"mall", Landmark::lateral_ankle},
    Stem{"fal", Landmark::lateral_ankle},
    Stem{"al", Landmark::lateral_ankle},
    Stem{"mank", Landmark::medial_ankle},
    Stem{"mankle", Landmark::medial_ankle},
    Stem{"anklemed", Landmark::medial_ankle},
    Stem{"anklemedial", Landmark::medial_ankle},
    Stem{"medankle", Landmark::medial_ankle},
    Stem{"medialankle", Landmark::medial_ankle},
    Stem{"mmal", Landmark::medial_ankle},
    Stem{"tam", Landmark::medial_ankle},
    Stem{"am", Landmark::medial_ankle},
    Stem{"ajc", Landmark::ankle_center},
    Stem{"hee", Landmark::heel},
    Stem{"heel", Landmark::heel},
    Stem{"heelbottom", Landmark::heel},
    Stem{"cal", Landmark::heel},
    Stem{"calc", Landmark::heel},
    Stem{"calca", Landmark::heel},
    Stem{"fcc", Landmark::heel},
    Stem{"h", Landmark::heel},
    Stem{"toe", Landmark::toe},
    Stem{"mt2", Landmark::toe},
    Stem{"fm2", Landmark::toe},
    Stem{"mt1", Landmark::first_metatarsal},
    Stem{"p1mt", Landmark::first_metatarsal},
    Stem{"p1m", Landmark::first_metatarsal},
    Stem{"fm1", Landmark::first_metatarsal},
    Stem{"1meta", Landmark::first_metatarsal},
    Stem{"footmed", Landmark::first_metatarsal},
    Stem{"footmedial", Landmark::first_metatarsal},
    Stem{"toemed", Landmark::first_metatarsal},
    Stem{"fm", Landmark::first_metatarsal},
    Stem{"mt5", Landmark::fifth_metatarsal},
    Stem{"p5mt", Landmark::fifth_metatarsal},
    Stem{"p5m", Landmark::fifth_metatarsal},
    Stem{"fm5", Landmark::fifth_metatarsal},
    Stem{"5meta", Landmark::fifth_metatarsal},
    Stem{"footlat", Landmark::fifth_metatarsal},
    Stem{"footlateral", Landmark::fifth_metatarsal},
    Stem{"met5", Landmark::fifth_metatarsal},
    Stem{"toelat", Landmark::fifth_metatarsal},
    Stem{"fl", Landmark::fifth_metatarsal},
    Stem{"acr", Landmark::shoulder},
    Stem{"acromion", Landmark::shoulder},
    Stem{"acromium", Landmark::shoulder},
    Stem{"ac", Landmark::shoulder},
    Stem{"sho", Landmark::shoulder},
    Stem{"shoulder", Landmark::shoulder},
    Stem{"should", Landmark::shoulder},
    Stem{"sh", Landmark::shoulder},
    Stem{"sae", Landmark::shoulder},
};

constexpr std::array middle_landmarks{
    Stem{"sacr", Landmark::sacrum},
    Stem{"sacrum", Landmark::sacrum},
    Stem{"sacral", Landmark::sacrum},
    Stem{"vsac", Landmark::sacrum},
    Stem{"vsacral", Landmark::sacrum},
    Stem{"s2", Landmark::sacrum},
    Stem{"s1", Landmark::sacrum},
    Stem{"c7", Landmark::seventh_cervical},
    Stem{"cv7", Landmark::seventh_cervical},
    Stem{"clav", Landmark::jugular_notch},
    Stem{"ij", Landmark::jugular_notch},
    Stem{"jug", Landmark::jugular_notch},
    Stem{"sjn", Landmark::jugular_notch},
};

struct Part {
  std::string_view stem;
  Segment segment;
};

/// Whole stems that ride on a segment.
constexpr std::array sided_parts{
    Part{"gt", Segment::thigh},      Part{"gtr", Segment::thigh},         Part{"ftc", Segment::thigh},
    Part{"troc", Segment::thigh},    Part{"ant", Segment::thigh},         Part{"antfem", Segment::thigh},
    Part{"postfem", Segment::thigh}, Part{"thap", Segment::thigh},        Part{"tt", Segment::shank},
    Part{"tta", Segment::shank},     Part{"ttc", Segment::shank},         Part{"hf", Segment::shank},
    Part{"fax", Segment::shank},     Part{"hfb", Segment::shank},         Part{"fibula", Segment::shank},
    Part{"tub", Segment::shank},     Part{"anttib", Segment::shank},      Part{"posttib", Segment::shank},
    Part{"mfs", Segment::foot},      Part{"mfl", Segment::foot},          Part{"nav", Segment::foot},
    Part{"stl", Segment::foot},      Part{"cpg", Segment::foot},          Part{"lca", Segment::foot},
    Part{"d5m", Segment::foot},      Part{"hlx", Segment::foot},          Part{"met", Segment::foot},
    Part{"sacr", Segment::pelvis},   Part{"sacwand", Segment::pelvis},    Part{"crete", Segment::pelvis},
    Part{"ilc", Segment::pelvis},    Part{"iliaccrest", Segment::pelvis}, Part{"icr", Segment::pelvis},
    Part{"bak", Segment::trunk},     Part{"offset", Segment::trunk},      Part{"off", Segment::trunk},
    Part{"sternum", Segment::trunk}, Part{"clavicle", Segment::trunk},    Part{"clav", Segment::trunk},
    Part{"scapula", Segment::trunk}, Part{"sia", Segment::trunk},         Part{"srs", Segment::trunk},
    Part{"saa", Segment::trunk},     Part{"aa", Segment::trunk},          Part{"ash", Segment::trunk},
    Part{"psh", Segment::trunk},     Part{"sjc", Segment::arm},           Part{"ejc", Segment::arm},
    Part{"ul", Segment::arm},        Part{"rad", Segment::arm},           Part{"hle", Segment::arm},
    Part{"hme", Segment::arm},       Part{"uoa", Segment::arm},           Part{"rsp", Segment::arm},
    Part{"uhe", Segment::arm},       Part{"hm2", Segment::arm},           Part{"hm5", Segment::arm},
    Part{"lel", Segment::arm},       Part{"mel", Segment::arm},           Part{"lep", Segment::arm},
    Part{"mep", Segment::arm},       Part{"fin", Segment::arm},           Part{"rfin", Segment::arm},
    Part{"ufin", Segment::arm},      Part{"headhum", Segment::arm},       Part{"wr", Segment::arm},
    Part{"lelbow", Segment::arm},    Part{"melbow", Segment::arm},        Part{"lwrist", Segment::arm},
    Part{"mwrist", Segment::arm},    Part{"epimed", Segment::arm},        Part{"epilat", Segment::arm},
};

constexpr std::array middle_parts{
    Part{"strn", Segment::trunk},     Part{"sternum", Segment::trunk},  Part{"px", Segment::trunk},
    Part{"sxs", Segment::trunk},      Part{"man", Segment::trunk},      Part{"t2", Segment::trunk},
    Part{"t6", Segment::trunk},       Part{"t7", Segment::trunk},       Part{"t8", Segment::trunk},
    Part{"t10", Segment::trunk},      Part{"t12", Segment::trunk},      Part{"tv10", Segment::trunk},
    Part{"usacr", Segment::pelvis},   Part{"fhd", Segment::head},       Part{"tophead", Segment::head},
    Part{"teteh", Segment::head},     Part{"teted", Segment::head},     Part{"teteg", Segment::head},
    Part{"midasis", Segment::pelvis}, Part{"midpsis", Segment::pelvis},
};

/// Beginnings of stems of clusters and wands; the longer ones first.
constexpr std::array beginnings{
    Part{"bigtoe", Segment::foot}, Part{"smalltoe", Segment::foot}, Part{"midfoot", Segment::foot},
    Part{"toetip", Segment::foot}, Part{"forearm", Segment::arm},   Part{"humerus", Segment::arm},
    Part{"temple", Segment::head}, Part{"shank", Segment::shank},   Part{"thigh", Segment::thigh},
    Part{"elbow", Segment::arm},   Part{"wrist", Segment::arm},     Part{"bicep", Segment::arm},
    Part{"ulna", Segment::arm},    Part{"hand", Segment::arm},      Part{"heel", Segment::foot},
    Part{"foot", Segment::foot},   Part{"head", Segment::head},     Part{"elb", Segment::arm},
    Part{"wri", Segment::arm},     Part{"hum", Segment::arm},       Part{"arm", Segment::arm},
    Part{"upa", Segment::arm},     Part{"dupa", Segment::arm},      Part{"mupa", Segment::arm},
    Part{"uupa", Segment::arm},    Part{"fra", Segment::arm},       Part{"wra", Segment::arm},
    Part{"wrb", Segment::arm},     Part{"fhd", Segment::head},      Part{"bhd", Segment::head},
    Part{"mcp", Segment::arm},     Part{"thi", Segment::thigh},     Part{"thl", Segment::thigh},
    Part{"tha", Segment::thigh},   Part{"tib", Segment::shank},     Part{"tia", Segment::shank},
    Part{"til", Segment::shank},   Part{"sha", Segment::shank},     Part{"shn", Segment::shank},
    Part{"th", Segment::thigh},    Part{"tb", Segment::shank},      Part{"sk", Segment::shank},
    Part{"ft", Segment::foot},     Part{"fa", Segment::arm},        Part{"ua", Segment::arm},
    Part{"pv", Segment::pelvis},
};

/// Beginnings that mean a cluster only before a digit: "sh1", "t2", "s3".
constexpr std::array before_digits{Part{"sh", Segment::shank}, Part{"t", Segment::thigh},
                                   Part{"s", Segment::shank}};

/// Segments of Plug-in Gait's and Oxford's models: origin and tips of three axes each.
constexpr std::array axis_tips{std::string_view("fe"), std::string_view("ti"), std::string_view("fo"),
                               std::string_view("hu"), std::string_view("ra"), std::string_view("hn"),
                               std::string_view("cl"), std::string_view("hf"), std::string_view("ff")};
constexpr std::array middle_axis_tips{std::string_view("pel"), std::string_view("trx"),
                                      std::string_view("hed")};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Lower case, letters and digits alone; without the subject and without OpenCap's "_study".
std::string plain(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  if (colon != std::string_view::npos) name.remove_prefix(colon + 1);
  std::string result;
  for (const char c : to_lower(name)) {
    if (is_digit(c) || (c >= 'a' && c <= 'z')) result += c;
  }
  if (result.size() > 5 && result.ends_with("study")) result.resize(result.size() - 5);
  return result;
}

std::optional<MarkerMeaning> find_landmark(std::span<const Stem> table, std::string_view stem,
                                           std::optional<Side> side) {
  const auto found = std::ranges::find(table, stem, &Stem::stem);
  if (found == table.end()) return std::nullopt;
  return MarkerMeaning{.segment = segment_of(found->landmark), .landmark = found->landmark, .side = side};
}

std::optional<MarkerMeaning> find_part(std::span<const Part> table, std::string_view stem,
                                       std::optional<Side> side) {
  const auto found = std::ranges::find(table, stem, &Part::stem);
  if (found == table.end()) return std::nullopt;
  const bool is_middle = found->segment == Segment::pelvis || found->segment == Segment::trunk ||
                         found->segment == Segment::head;
  return MarkerMeaning{.segment = found->segment, .side = is_middle ? std::nullopt : side};
}

std::optional<MarkerMeaning> cluster(std::string_view stem, std::optional<Side> side) {
  for (const Part& part : before_digits) {
    if (stem.size() > part.stem.size() && stem.starts_with(part.stem) && is_digit(stem[part.stem.size()]))
      return MarkerMeaning{.segment = part.segment, .side = side};
  }
  for (const Part& part : beginnings) {
    if (stem.starts_with(part.stem)) return find_part(std::span(&part, 1), part.stem, side);
  }
  return std::nullopt;
}

std::optional<MarkerMeaning> computed(std::string_view stem, std::span<const std::string_view> bases,
                                      std::optional<Side> side) {
  if (stem.size() < 3 || std::string_view("oalp").find(stem.back()) == std::string_view::npos)
    return std::nullopt;
  if (std::ranges::find(bases, stem.substr(0, stem.size() - 1)) == bases.end()) return std::nullopt;
  return MarkerMeaning{.segment = Segment::trunk, .side = side, .is_computed = true};
}

std::optional<MarkerMeaning> sided(std::string_view stem, Side side) {
  if (stem.empty()) return std::nullopt;
  if (auto tip = computed(stem, axis_tips, side)) return tip;
  if (auto landmark = find_landmark(sided_landmarks, stem, side)) return landmark;
  if (auto part = find_part(sided_parts, stem, side)) return part;
  return cluster(stem, side);
}

std::optional<MarkerMeaning> middle(std::string_view stem) {
  if (auto tip = computed(stem, middle_axis_tips, std::nullopt)) return tip;
  if (stem.starts_with("centreofmass") || stem.starts_with("centerofmass"))
    return MarkerMeaning{.segment = Segment::trunk, .is_computed = true};
  if (auto landmark = find_landmark(middle_landmarks, stem, std::nullopt)) return landmark;
  if (auto part = find_part(middle_parts, stem, std::nullopt)) return part;
  if (stem.size() > 2 && stem.starts_with("pv") && is_digit(stem[2]))
    return MarkerMeaning{.segment = Segment::pelvis};
  return std::nullopt;
}

constexpr std::array<std::pair<std::string_view, Side>, 4> side_words{
    {{"right", Side::right}, {"left", Side::left}, {"r", Side::right}, {"l", Side::left}}};

}  // namespace

std::string_view segment_name(Segment segment) {
  for (const auto& [value, name] : segments) {
    if (value == segment) return name;
  }
  return "";
}

std::string_view landmark_name(Landmark landmark) {
  return row_of(landmark).name;
}

Segment segment_of(Landmark landmark) {
  return row_of(landmark).segment;
}

std::optional<MarkerMeaning> meaning_of_marker(std::string_view name) {
  const std::string whole = plain(name);
  if (whole.empty()) return std::nullopt;
  if (auto meaning = middle(whole)) return meaning;
  for (const auto& [word, side] : side_words) {
    if (!whole.starts_with(word)) continue;
    if (auto meaning = sided(std::string_view(whole).substr(word.size()), side)) return meaning;
  }
  for (const auto& [word, side] : side_words) {
    if (!whole.ends_with(word)) continue;
    if (auto meaning = sided(std::string_view(whole).substr(0, whole.size() - word.size()), side))
      return meaning;
  }
  return std::nullopt;
}

std::optional<MarkerMeaning> meaning_of_words(std::string_view words) {
  std::string text;
  for (const std::string_view word : split_words(words)) text += (text.empty() ? "" : " ") + to_lower(word);
  MarkerMeaning meaning;
  std::string_view rest = text;
  for (const Side side : both_sides) {
    const std::string_view word = side_name(side);
    if (!rest.starts_with(word) || rest.size() <= word.size() || rest[word.size()] != ' ') continue;
    meaning.side = side;
    rest.remove_prefix(word.size() + 1);
    break;
  }
  const auto landmark = std::ranges::find(landmarks, rest, &LandmarkRow::words);
  if (landmark != landmarks.end()) {
    meaning.landmark = landmark->landmark;
    meaning.segment = landmark->segment;
  } else {
    const auto segment = std::ranges::find(segments, rest, &std::pair<Segment, std::string_view>::second);
    if (segment == segments.end()) return std::nullopt;
    meaning.segment = segment->first;
  }
  const bool needs_side = meaning.segment == Segment::thigh || meaning.segment == Segment::shank ||
                          meaning.segment == Segment::foot || meaning.landmark == Landmark::asis ||
                          meaning.landmark == Landmark::psis || meaning.landmark == Landmark::shoulder;
  if (needs_side && !meaning.side) return std::nullopt;
  return meaning;
}

std::string words_of(const MarkerMeaning& meaning) {
  std::string words;
  if (meaning.side) words = std::string(side_name(*meaning.side)) + " ";
  return words +
         std::string(meaning.landmark ? row_of(*meaning.landmark).words : segment_name(meaning.segment));
}

std::string_view subject_of_marker(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos || colon + 1 == name.size() ? std::string_view()
                                                                     : name.substr(0, colon);
}

}  // namespace hamstring
