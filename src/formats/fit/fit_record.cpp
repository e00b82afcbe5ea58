#include "formats/fit/fit_record.h"

#include <array>
#include <cmath>

#include "core/text.h"
#include "formats/fit/fit_profile.h"

namespace hamstring::fit {
namespace {

double scaled(const FitField& field, double scale, double offset = 0.0) {
  const auto raw = field.first_value();
  return raw ? *raw / scale - offset : not_recorded;
}

void prefer(double& held, double value) {
  if (std::isfinite(value)) held = value;
}

void keep(double& held, double value) {
  if (!std::isfinite(held)) held = value;
}

/// Field 8: twelve bits of speed in cm/s and twelve of distance, in three bytes.
void take_compressed(const FitField& field, ActivitySample& sample, CountedDistance& counted) {
  if (field.bytes.size() != 3) return;
  const std::array<std::uint32_t, 3> b{field.bytes[0], field.bytes[1], field.bytes[2]};
  if (b[0] == 0xFF && b[1] == 0xFF && b[2] == 0xFF) return;
  const std::uint32_t speed = b[0] | ((b[1] & 0x0FU) << 8U), distance = (b[1] >> 4U) | (b[2] << 4U);
  counted.total += counted.last ? (distance - *counted.last) & 0xFFFU : distance;
  counted.last = distance;
  keep(sample.speed_m_per_s, speed / 100.0);
  keep(sample.distance_m, static_cast<double>(counted.total) / 16.0);
}

void take(const FitField& field, ActivitySample& sample, CountedDistance& counted) {
  switch (field.number) {
    case 0:
      sample.latitude_deg = scaled(field, 1.0) * degrees_per_semicircle;
      break;
    case 1:
      sample.longitude_deg = scaled(field, 1.0) * degrees_per_semicircle;
      break;
    case 2:
      keep(sample.altitude_m, scaled(field, 5.0, 500.0));
      break;
    case 3:
      sample.heart_rate_per_min = scaled(field, 1.0);
      break;
    case 4:
      sample.cadence_per_min = scaled(field, 1.0);
      break;
    case 5:
      prefer(sample.distance_m, scaled(field, 100.0));
      break;
    case 6:
      keep(sample.speed_m_per_s, scaled(field, 1000.0));
      break;
    case 7:
      sample.power_w = scaled(field, 1.0);
      break;
    case 8:
      take_compressed(field, sample, counted);
      break;
    case 39:
      sample.vertical_oscillation_m = scaled(field, 1e4);
      break;
    case 41:
      sample.contact_time_s = scaled(field, 1e4);
      break;
    case 73:
      prefer(sample.speed_m_per_s, scaled(field, 1000.0));
      break;
    case 78:
      prefer(sample.altitude_m, scaled(field, 5.0, 500.0));
      break;
    case 84:
      sample.contact_left_fraction = scaled(field, 1e4);
      break;
    case 85:
      sample.step_length_m = scaled(field, 1e4);
      break;
    default:
      break;
  }
}

bool is_speed(const DeveloperField& field) {
  const std::string name = to_lower(field.name), unit = to_lower(field.unit);
  return (name == "speed" || name == "instantaneous speed") &&
         (unit.empty() || unit == "m/s" || unit == "meters/second");
}

void take_developers(const FitField& field, const DeveloperFields& developers, ActivitySample& sample) {
  const auto found = developers.find({*field.developer, field.number});
  if (found == developers.end() || !is_speed(found->second)) return;
  FitField typed = field;
  typed.base_type = found->second.base_type;
  sample.second_speed_m_per_s = scaled(typed, found->second.scale, found->second.offset);
}

}  // namespace

void describe_field(const FitMessage& message, DeveloperFields& fields) {
  const auto developer = message.value(0), number = message.value(1);
  if (!developer || !number) return;
  DeveloperField field;
  if (const auto type = message.value(2)) field.base_type = static_cast<std::uint8_t>(*type);
  if (const FitField* name = message.find(3)) field.name = name->text();
  if (const FitField* unit = message.find(8)) field.unit = unit->text();
  if (const auto scale = message.value(6); scale && *scale > 0) field.scale = *scale;
  if (const auto offset = message.value(7)) field.offset = *offset;
  fields[{static_cast<std::uint8_t>(*developer), static_cast<std::uint8_t>(*number)}] = std::move(field);
}

ActivitySample sample_of(const FitMessage& message, const DeveloperFields& developers,
                         CountedDistance& counted) {
  ActivitySample sample;
  double fraction = 0.0;
  for (const FitField& field : message.fields) {
    if (field.developer) {
      take_developers(field, developers, sample);
    } else if (field.number == 53) {
      fraction = field.first_value().value_or(0.0) / 128.0;
    } else {
      take(field, sample, counted);
    }
  }
  sample.cadence_per_min += fraction;
  return sample;
}

}  // namespace hamstring::fit
