// The words of the case file for its enumerations; one table for reading and writing.
#pragma once

#include <string_view>

#include "core/word_table.h"
#include "history/case.h"

namespace hamstring::rehab {

inline constexpr WordTable<Reply, 3> reply_words{
    {{"no", Reply::no}, {"yes", Reply::yes}, {"unsure", Reply::unsure}}};
inline constexpr WordTable<InjuredSide, 4> side_words{{{"left", InjuredSide::left},
                                                       {"right", InjuredSide::right},
                                                       {"both", InjuredSide::both},
                                                       {"not_known", InjuredSide::not_known}}};
inline constexpr WordTable<Who, 5> who_words{{{"self", Who::self},
                                              {"helper", Who::helper},
                                              {"clinician", Who::clinician},
                                              {"device", Who::device},
                                              {"import", Who::import}}};
inline constexpr WordTable<OnsetKnown, 3> onset_known_words{
    {{"exact", OnsetKnown::exact}, {"about", OnsetKnown::about}, {"not_known", OnsetKnown::not_known}}};
inline constexpr WordTable<PainWhen, 6> pain_when_words{{{"now", PainWhen::now},
                                                         {"walking", PainWhen::walking},
                                                         {"sitting", PainWhen::sitting},
                                                         {"night", PainWhen::night},
                                                         {"next_morning", PainWhen::next_morning},
                                                         {"other", PainWhen::other}}};
inline constexpr WordTable<Done, 3> done_words{
    {{"all", Done::all}, {"part", Done::part}, {"none", Done::none}}};
inline constexpr WordTable<SkippedFor, 5> skipped_for_words{{{"pain", SkippedFor::pain},
                                                             {"no_time", SkippedFor::no_time},
                                                             {"no_equipment", SkippedFor::no_equipment},
                                                             {"illness", SkippedFor::illness},
                                                             {"other", SkippedFor::other}}};
inline constexpr WordTable<Milestone, 3> milestone_words{
    {{"returned", Milestone::returned},
     {"first_full_training", Milestone::first_full_training},
     {"second_full_training", Milestone::second_full_training}}};
inline constexpr WordTable<Therapist, 5> therapist_words{{{"physiotherapist", Therapist::physiotherapist},
                                                          {"chiropractor", Therapist::chiropractor},
                                                          {"osteopath", Therapist::osteopath},
                                                          {"masseur", Therapist::masseur},
                                                          {"other", Therapist::other}}};
inline constexpr WordTable<Cleared, 3> cleared_words{
    {{"flag", Cleared::flag}, {"gate", Cleared::gate}, {"rescreen", Cleared::rescreen}}};
inline constexpr WordTable<Prescribes, 3> prescribes_words{
    {{"add", Prescribes::add}, {"remove", Prescribes::remove}, {"replace", Prescribes::replace}}};
inline constexpr WordTable<SettingKey, 12> setting_key_words{{{"protocol", SettingKey::protocol},
                                                              {"pain_limit", SettingKey::pain_limit},
                                                              {"equipment", SettingKey::equipment},
                                                              {"training_days", SettingKey::training_days},
                                                              {"load_step", SettingKey::load_step},
                                                              {"dumbbell_step", SettingKey::dumbbell_step},
                                                              {"smallest_plate", SettingKey::smallest_plate},
                                                              {"machine_step", SettingKey::machine_step},
                                                              {"supervised", SettingKey::supervised},
                                                              {"goal", SettingKey::goal},
                                                              {"program", SettingKey::program},
                                                              {"language", SettingKey::language}}};

/// What stands in the place of a morning's pain that nobody remembers.
inline constexpr std::string_view not_known_word = "unsure";

inline constexpr WordTable<Side, 2> leg_words{
    {{side_name(Side::left), Side::left}, {side_name(Side::right), Side::right}}};

/// The `type` word of an entry.
[[nodiscard]] std::string_view type_word(const EntryBody& body);

}  // namespace hamstring::rehab
