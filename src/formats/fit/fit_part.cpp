#include "formats/fit/fit_part.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "formats/fit/fit_profile.h"
#include "formats/fit/fit_reader.h"

namespace hamstring::fit {
namespace {

constexpr double most_offset_s = 15 * 3600.0;  ///< no clock on earth is further from UTC
constexpr double beat_reaches_s = 5.0;         ///< how long a heart rate of a strap stands; our assumption

double number_or_none(const FitMessage& message, std::uint8_t field, double scale = 1.0) {
  const auto value = message.value(field);
  return value ? *value / scale : not_recorded;
}

double time_at(const FitMessage& message, std::uint8_t field) {
  return number_or_none(message, field) + epoch_s;
}

double stamp_of(const FitMessage& message) {
  return message.timestamp ? *message.timestamp + epoch_s : not_recorded;
}

void take_file_id(const FitMessage& message, Collected& collected) {
  collected.file_type = message.value(0);
  if (const FitField* name = message.find(8)) collected.device = name->text();
  const auto maker = message.value(1);
  if (!collected.device.empty() || !maker) return;
  const std::string_view known = manufacturer_name(*maker);
  const std::string word = known.empty() ? fmt::format("maker {:.0f}", *maker) : std::string(known);
  const auto product = message.value(2);
  collected.device = product ? fmt::format("{} {:.0f}", word, *product) : word;
}

void take_session(const FitMessage& message, Collected& collected) {
  Session session{.start_s = time_at(message, 2),
                  .end_s = stamp_of(message),
                  .elapsed_s = number_or_none(message, 7, 1000.0),
                  .moving_s = number_or_none(message, 8, 1000.0),
                  .distance_m = number_or_none(message, 9, 100.0)};
  if (const auto sport = message.value(5)) {
    const SportName name = sport_name(*sport);
    session.sport_word = name.word;
    session.sport = name.sport;
  }
  collected.sessions.push_back(std::move(session));
}

void take_event(const FitMessage& message, Collected& collected) {
  if (message.value(0) != 0.0) return;  // the timer
  const auto type = message.value(1);
  if (!type) return;
  const bool is_stop = *type == 1 || *type == 4 || *type == 8 || *type == 9;
  if (is_stop || *type == 0) collected.timer.push_back({.time_s = stamp_of(message), .is_start = !is_stop});
}

void take_local_time(const FitMessage& message, Collected& collected) {
  const auto local = message.value(5);
  if (!local || !message.timestamp) return;
  const double offset = std::round((*local - *message.timestamp) / 900.0) * 900.0;
  if (std::abs(offset) <= most_offset_s) collected.utc_offset_s = offset;
}

void add_beat(double ticks, double rate, Collected& collected) {
  collected.beat_clock.last = ticks;
  if (std::isfinite(rate)) collected.beats.push_back({collected.beat_clock.offset_s + ticks / 1024.0, rate});
}

/// Heart rates that a strap kept while the watch was under water: beats on the strap's own clock, whose times
/// stand in full or as their lowest twelve bits.
void take_beats(const FitMessage& message, Collected& collected) {
  BeatClock& clock = collected.beat_clock;
  const FitField* rates = message.find(6);
  const auto rate_at = [&](std::size_t i) {
    return rates == nullptr ? not_recorded : rates->value(i).value_or(not_recorded);
  };
  if (const FitField* times = message.find(9)) {
    for (std::size_t i = 0; i < times->count(); ++i) {
      const auto ticks = times->value(i);
      if (!ticks) continue;
      // The first time of a message that has one on the watch's clock, too, ties the two together.
      if (i == 0 && message.timestamp)
        clock.offset_s = stamp_of(message) + message.value(0).value_or(0.0) / 32768.0 - *ticks / 1024.0;
      add_beat(*ticks, rate_at(i), collected);
    }
    return;
  }
  const FitField* packed = message.find(10);
  if (packed == nullptr || !std::isfinite(clock.last)) return;
  const FitBytes bytes = packed->bytes;
  for (std::size_t i = 0; 3 * (i / 2) + 3 <= bytes.size(); ++i) {
    const std::size_t at = 3 * (i / 2);
    const unsigned low = i % 2 == 0 ? bytes[at] | ((bytes[at + 1] & 0x0FU) << 8U)
                                    : (bytes[at + 1] >> 4U) | (static_cast<unsigned>(bytes[at + 2]) << 4U);
    const double step = std::fmod(low - std::fmod(clock.last, 4096.0) + 4096.0, 4096.0);
    add_beat(clock.last + step, rate_at(i), collected);
  }
}

bool take_record(const FitMessage& message, Collected& collected) {
  if (collected.samples.size() >= activity_samples_max) return false;
  ActivitySample sample = sample_of(message, collected.developers, collected.counted);
  sample.time_s = stamp_of(message);
  if (message.timestamp && *message.timestamp < first_date) collected.is_date_known = false;
  collected.samples.push_back(sample);
  return true;
}

/// From each stop of the timer to the next start; a last stop ends the activity and is no pause.
std::vector<ActivityPause> pauses_of(const std::vector<TimerEvent>& timer) {
  std::vector<ActivityPause> pauses;
  double stopped = not_recorded;
  for (const TimerEvent& event : timer) {
    if (!event.is_start) {
      if (!std::isfinite(stopped)) stopped = event.time_s;
    } else if (std::isfinite(stopped)) {
      if (event.time_s > stopped) pauses.push_back({stopped, event.time_s});
      stopped = not_recorded;
    }
  }
  return pauses;
}

void give_beats(std::vector<Beat>& beats, std::vector<ActivitySample>& samples) {
  std::ranges::stable_sort(beats, {}, &Beat::time_s);
  for (ActivitySample& sample : samples) {
    if (std::isfinite(sample.heart_rate_per_min) || !std::isfinite(sample.time_s)) continue;
    const auto after = std::ranges::upper_bound(beats, sample.time_s, {}, &Beat::time_s);
    if (after == beats.begin()) continue;
    const Beat& last = *std::prev(after);
    if (sample.time_s - last.time_s <= beat_reaches_s) sample.heart_rate_per_min = last.rate_per_min;
  }
}

/// Which session a time belongs to: the last that has begun. Sessions in order of their start.
std::size_t session_at(const std::vector<Session>& sessions, double time_s) {
  std::size_t at = 0;
  for (std::size_t i = 1; i < sessions.size(); ++i)
    if (time_s >= sessions[i].start_s) at = i;
  return at;
}

Activity activity_of(const Session& session, const Collected& collected) {
  return {.format = ActivityFormat::fit,
          .sport = session.sport,
          .sport_word = session.sport_word,
          .device = collected.device,
          .is_date_known = collected.is_date_known,
          .utc_offset_s = collected.utc_offset_s,
          .start_s = session.start_s,
          .said_elapsed_s = session.elapsed_s,
          .said_moving_s = session.moving_s,
          .said_distance_m = session.distance_m};
}

}  // namespace

bool collect(const FitMessage& message, Collected& collected) {
  switch (static_cast<Message>(message.number)) {
    case Message::file_id:
      take_file_id(message, collected);
      break;
    case Message::session:
      take_session(message, collected);
      break;
    case Message::lap:
      collected.laps.push_back({.start_s = time_at(message, 2),
                                .elapsed_s = number_or_none(message, 7, 1000.0),
                                .moving_s = number_or_none(message, 8, 1000.0),
                                .distance_m = number_or_none(message, 9, 100.0)});
      break;
    case Message::record:
      return take_record(message, collected);
    case Message::event:
      take_event(message, collected);
      break;
    case Message::activity:
      take_local_time(message, collected);
      break;
    case Message::hr:
      take_beats(message, collected);
      break;
    case Message::field_description:
      describe_field(message, collected.developers);
      break;
    default:
      break;
  }
  return collected.laps.size() < activity_samples_max && collected.beats.size() < 4 * activity_samples_max &&
         collected.timer.size() < activity_samples_max && collected.sessions.size() < 1000;
}

std::vector<Activity> activities_of(Collected&& collected) {
  if (collected.samples.empty()) return {};
  give_beats(collected.beats, collected.samples);
  std::vector<Session> sessions = std::move(collected.sessions);
  if (sessions.empty()) sessions.emplace_back();
  std::ranges::stable_sort(sessions, {}, [](const Session& session) {
    return std::isfinite(session.start_s) ? session.start_s : 0.0;
  });
  std::vector<Activity> activities;
  for (const Session& session : sessions) activities.push_back(activity_of(session, collected));
  std::size_t last = 0;
  for (ActivitySample& sample : collected.samples) {
    if (std::isfinite(sample.time_s)) last = session_at(sessions, sample.time_s);
    activities[last].samples.push_back(sample);
  }
  for (const ActivityLap& lap : collected.laps)
    activities[session_at(sessions, lap.start_s)].laps.push_back(lap);
  for (const ActivityPause& pause : pauses_of(collected.timer))
    activities[session_at(sessions, pause.from_s)].pauses.push_back(pause);
  for (Activity& activity : activities)
    if (!std::isfinite(activity.start_s) && !activity.samples.empty())
      activity.start_s = activity.samples.front().time_s;
  std::erase_if(activities, [](const Activity& activity) { return activity.samples.empty(); });
  return activities;
}

}  // namespace hamstring::fit
