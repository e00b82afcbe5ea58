#include "formats/fit/fit_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "formats/fit/fit_part.h"
#include "formats/fit/fit_profile.h"
#include "formats/fit/fit_stream.h"

namespace hamstring {
namespace {

/// A part of a chained file is named in messages; the only one is not.
std::string part_name(std::size_t number, bool is_alone) {
  return is_alone ? std::string() : fmt::format("part {}", number);
}

void say_of_part(const FitPart& part, const std::string& element, Diagnostics& diagnostics) {
  if (part.is_length_missing)
    diagnostics.warn(
        "its header says no length, as when a device ends in the middle of a recording; read to "
        "the end of the file",
        element);
  if (part.is_cut_off)
    diagnostics.warn("it is cut off: its end is missing; what came before was read", element);
  if (part.header_fits == false) diagnostics.warn("the checksum of its header does not fit", element);
  if (part.file_fits == false)
    diagnostics.warn("its checksum does not fit: some of its bytes are not those that were written", element);
  if (!part.fault.empty() && !part.is_length_missing)
    diagnostics.warn(fmt::format("reading ended at byte {}: {}", part.fault_at, part.fault), element);
}

std::string content_of(const fit::Collected& collected) {
  if (!collected.file_type) return "no record of a movement";
  const std::string_view name = fit::file_type_name(*collected.file_type);
  if (*collected.file_type == fit::type_activity) return "an activity without a single record";
  return name.empty() ? fmt::format("data of kind {:.0f}", *collected.file_type) : std::string(name);
}

/// Where the next header begins: right after the last file, or after a few bytes that some firmware leaves
/// there. Nothing: there is none.
std::optional<std::size_t> next_header(FitBytes file, std::size_t end) {
  static constexpr std::size_t stray_max = 64;
  for (std::size_t at = end; at < file.size() && at - end <= stray_max; ++at)
    if (is_fit_header(file, at)) return at;
  return std::nullopt;
}

/// Some firmware leaves a few bytes or zeros there; what could be a file is said louder.
void say_of_rest(FitBytes rest, Diagnostics& diagnostics) {
  static constexpr std::size_t smallest_file = 14;
  if (rest.empty()) return;
  const std::string message = fmt::format("{} bytes after its end are no FIT file; left unread", rest.size());
  const bool is_nothing = std::ranges::all_of(rest, [](std::uint8_t byte) { return byte == 0; });
  if (rest.size() < smallest_file || is_nothing)
    diagnostics.note(message);
  else
    diagnostics.warn(message);
}

}  // namespace

Result<ActivityFile> parse_fit(std::string_view content, std::string_view file_name,
                               Diagnostics& diagnostics) {
  const auto refused = [&](std::string message, std::string advice) {
    return failure(
        {.message = std::move(message), .file = std::string(file_name), .advice = std::move(advice)});
  };
  if (content.size() > fit_size_limit_bytes)
    return refused("the file is larger than any watch writes", "Give one activity a file.");
  // Text and bytes are the same memory.
  const FitBytes file(reinterpret_cast<const std::uint8_t*>(content.data()),
                      content.size());  // NOLINT(*-reinterpret-cast)
  ActivityFile result;
  std::size_t at = 0, number = 0, records = 0;
  bool is_date_known = true;
  while (true) {
    fit::Collected collected;
    bool is_too_much = false;
    Result<FitPart> part = read_fit_part(file, at, [&](const FitMessage& message) {
      is_too_much = !fit::collect(message, collected);
      return !is_too_much;
    });
    if (!part) {
      part.error().file = file_name;
      return failure(std::move(part).error());
    }
    records += collected.samples.size();
    if (is_too_much || records > activity_samples_max)
      return refused(fmt::format("it holds more than {} records", activity_samples_max),
                     "Export the activities one by one.");
    const std::optional<std::size_t> next = next_header(file, part->end);
    ++number;
    say_of_part(*part, part_name(number, number == 1 && !next), diagnostics);
    if (part->messages == 0 && number == 1 && !next)
      return refused(
          "nothing in it can be read: " + (part->fault.empty() ? "it holds no message" : part->fault),
          "Export the activity once more from the watch or its app.");
    is_date_known = is_date_known && collected.is_date_known;
    std::string held = content_of(collected);
    std::vector<Activity> activities = fit::activities_of(std::move(collected));
    if (activities.empty()) result.content.push_back(std::move(held));
    std::ranges::move(activities, std::back_inserter(result.activities));
    if (!next) {
      say_of_rest(file.subspan(part->end), diagnostics);
      break;
    }
    at = *next;
  }
  if (!is_date_known)
    diagnostics.warn("the date is not known: the clock of the device counted from when it was switched on");
  return result;
}

}  // namespace hamstring
