// The English texts of the motion report. One place, so that a translator sees them all; a message's id never
// changes its meaning. Arguments stand as {name}.
#pragma once

#include "core/anatomy.h"
#include "report/sentence.h"

namespace hamstring::report::messages {

// --- muscles: plain words first, the term after ---------------------------------------------------------
inline constexpr Message bflh_plain{"report.muscle.bflh.plain", "outer hamstring"};
inline constexpr Message st_plain{"report.muscle.st.plain", "inner hamstring"};
inline constexpr Message sm_plain{"report.muscle.sm.plain", "deep inner hamstring"};
inline constexpr Message bfsh_plain{"report.muscle.bfsh.plain", "short outer hamstring"};
inline constexpr Message bflh_short{"report.muscle.bflh.short", "outer"};
inline constexpr Message st_short{"report.muscle.st.short", "inner"};
inline constexpr Message sm_short{"report.muscle.sm.short", "deep inner"};
inline constexpr Message bfsh_short{"report.muscle.bfsh.short", "short"};
inline constexpr Message bflh_term{"report.muscle.bflh.term", "biceps femoris long head"};
inline constexpr Message st_term{"report.muscle.st.term", "semitendinosus"};
inline constexpr Message sm_term{"report.muscle.sm.term", "semimembranosus"};
inline constexpr Message bfsh_term{"report.muscle.bfsh.term", "biceps femoris short head"};
// The only long hamstring of a model: it may be all three.
inline constexpr Message alone_plain{"report.muscle.alone.plain", "hamstring"};
inline constexpr Message alone_short{"report.muscle.alone.short", "hamstring"};
inline constexpr Message alone_term{"report.muscle.alone.term", "the only long one of this model"};
inline constexpr Message left{"report.side.left", "left"};
inline constexpr Message right{"report.side.right", "right"};
inline constexpr Message left_leg{"report.side.left_leg", "Left leg"};
inline constexpr Message right_leg{"report.side.right_leg", "Right leg"};

// --- counts -----------------------------------------------------------------------------------------------
inline constexpr Message one_stride{"report.count.stride", "one stride"};
inline constexpr Message strides{"report.count.strides", "{n} strides"};
inline constexpr Message one_thing{"report.count.thing", "One thing"};
inline constexpr Message things{"report.count.things", "{n} things"};

// --- the result in one sentence ---------------------------------------------------------------------------
inline constexpr Message result_strides{"report.result.strides",
                                        "In {strides} your {side} {plain} ({term}) was stretched most: "
                                        "{peak} beyond its upright length, at {percent} "
                                        "of the cycle, {phase}."};
inline constexpr Message result_strides_short{"report.result.strides_short",
                                              "In {strides} no hamstring was stretched beyond its upright "
                                              "length. Your {side} {plain} ({term}) came closest: "
                                              "{peak}, at {percent} of the cycle, {phase}."};
inline constexpr Message result_recording{
    "report.result.recording",
    "In this recording your {side} {plain} ({term}) was stretched most: {peak} beyond its upright length, at "
    "{time}."};
inline constexpr Message result_recording_short{"report.result.recording_short",
                                                "In this recording no hamstring was stretched beyond its "
                                                "upright length. Your {side} {plain} ({term}) came "
                                                "closest: {peak}, at {time}."};
inline constexpr Message result_nothing{
    "report.result.nothing",
    "No hamstring length could be computed from this recording. What was missing is listed below."};

inline constexpr Message result_short_head{
    "report.result.short_head",
    "This model has none of the three hamstrings that cross the hip, only the short head of the biceps; its "
    "figures are below."};

inline constexpr Message phase_landing{"report.phase.landing", "as the foot lands"};
inline constexpr Message phase_stance{"report.phase.stance", "while the foot is on the ground"};
inline constexpr Message phase_toe_off{"report.phase.toe_off", "as the foot leaves the ground"};
inline constexpr Message phase_early_swing{"report.phase.early_swing", "early in the swing of the leg"};
inline constexpr Message phase_late_swing{"report.phase.late_swing", "late in the swing of the leg"};
inline constexpr Message phase_before_landing{"report.phase.before_landing", "just before the foot lands"};

// --- what the result rests on -----------------------------------------------------------------------------
inline constexpr Message upright_explained{"report.explain.upright",
                                           "Upright length is how long the muscle is when you stand "
                                           "straight. More than that is stretch; less is slack or "
                                           "shortening."};
inline constexpr Message basis_strides{"report.basis.strides",
                                       "{gait} at {speed}: {left} of the left leg, {right} of the right."};
inline constexpr Message basis_strides_no_speed{"report.basis.strides_no_speed",
                                                "{gait}: {left} of the left leg, {right} of the right."};
inline constexpr Message basis_missing{"report.basis.missing",
                                       "Nothing can be said about {muscles}: {reason}."};
inline constexpr Message missing_one{"report.basis.missing_one", "the {plain} ({code}) of the {side} leg"};
inline constexpr Message missing_both{"report.basis.missing_both", "the {plain} ({code}) of both legs"};
inline constexpr Message basis_one_side{"report.basis.one_side", "{gait}: {strides} of the {side} leg."};
inline constexpr Message basis_recording{
    "report.basis.recording",
    "{seconds} of movement. The curves run over time, not over strides, because {reason}."};
inline constexpr Message basis_no_reason{"report.basis.no_reason", "no complete stride was found"};
inline constexpr Message basis_lumped{"report.basis.lumped",
                                      "This model has one long hamstring a leg ({name}). Simple models mean "
                                      "all three by it: what is said of it "
                                      "may hold of the three together."};
inline constexpr Message sides_alike{"report.compare.alike",
                                     "The {other} one reached {peak}. A difference this small ({difference} "
                                     "points) can come from the joint angles "
                                     "alone: 5° off at hip and knee is worth {error} points."};
inline constexpr Message sides_differ{"report.compare.differ",
                                      "The {other} one reached {peak}: {difference} points less. Joint "
                                      "angles that are 5° off at hip and knee explain "
                                      "{error} points of that."};
inline constexpr Message sides_same{"report.compare.same", "The {other} one reached the same."};
inline constexpr Message sides_plain{"report.compare.plain", "The {other} one reached {peak}."};
inline constexpr Message walking{"report.gait.walking", "Walking"};
inline constexpr Message running{"report.gait.running", "Running"};
inline constexpr Message heed_warnings{"report.warnings.heed",
                                       "{things} to know before you rely on these figures"};

// --- charts -----------------------------------------------------------------------------------------------
inline constexpr Message ask_stretch{"report.chart.stretch", "How far was each muscle stretched?"};
inline constexpr Message ask_speed{"report.chart.speed", "How fast did each muscle lengthen?"};
inline constexpr Message ask_hip{"report.chart.hip", "How far was the hip bent?"};
inline constexpr Message ask_knee{"report.chart.knee", "How far was the knee bent?"};
inline constexpr Message ask_short_head{"report.chart.short_head", "And the short head?"};
inline constexpr Message ask_most{"report.glance.title", "How far at most?"};
inline constexpr Message ask_leg{"report.leg.title", "What did the leg look like then?"};
inline constexpr Message explain_stretch{"report.chart.stretch.explain",
                                         "Above zero the muscle is longer than when you stand upright."};
inline constexpr Message explain_stretch_running{
    "report.chart.stretch.explain_running",
    "Above zero the muscle is longer than when you stand upright. In running, hamstrings lengthen under load "
    "while "
    "they brake the swinging leg, in the second half of the cycle (Chumanov and others 2011, "
    "doi:10.1249/MSS.0b013e3181f23fe8)."};
inline constexpr Message explain_speed{"report.chart.speed.explain",
                                       "Above zero the muscle gets longer, below zero it gets shorter."};
inline constexpr Message explain_joint{"report.chart.joint.explain",
                                       "Bending (flexion) is positive, straight is zero."};
inline constexpr Message explain_short_head{"report.chart.short_head.explain",
                                            "The short head of the biceps crosses only the knee, so it is "
                                            "shown apart. It is longest when the knee is "
                                            "straight."};
inline constexpr Message chart_legend_strides{"report.chart.legend_strides",
                                              "Thick: mean. Band: ±1 standard deviation. Faint: single "
                                              "strides. Each leg on its own cycle, from foot strike to "
                                              "foot strike."};
inline constexpr Message chart_legend_one{
    "report.chart.legend_one",
    "One stride a leg, so there is no band. Each leg on its own cycle, from foot strike to foot strike."};
inline constexpr Message chart_legend_time{"report.chart.legend_time", "Over the time of the recording."};
inline constexpr Message chart_thinned{"report.chart.thinned",
                                       "One frame in {n} is drawn; muscles.sto holds all of them."};
inline constexpr Message strides_thinned{
    "report.chart.strides_thinned",
    "{shown} of {n} single strides are drawn faint; the mean holds all of them."};

// --- figures that open ------------------------------------------------------------------------------------
inline constexpr Message how_stretch{"report.how.stretch",
                                     "Joint angles of {motion} move the model “{model}”; its path gives the "
                                     "muscle's length L, frame by frame. "
                                     "Stretch\u00a0=\u00a0(L\u00a0−\u00a0L₀)\u00a0/\u00a0L₀, with "
                                     "L₀\u00a0=\u00a0{upright} upright (all joint angles zero)."};
inline constexpr Message how_peak{"report.how.peak",
                                  "In each stride the top of a parabola through the highest frame and its "
                                  "two neighbors; shown is the mean of "
                                  "{strides}."};
inline constexpr Message how_peak_recording{
    "report.how.peak_recording",
    "The top of a parabola through the highest frame of the recording and its two neighbors."};
inline constexpr Message how_place{"report.how.place",
                                   "Place in the cycle = (time of the peak − foot strike) / (next foot "
                                   "strike − foot strike). Mean of {strides}, "
                                   "averaged around the cycle, so that 99 % and 1 % meet at 0 %."};
inline constexpr Message how_time{"report.how.time",
                                  "Time of the peak, between frames, from the same parabola."};
inline constexpr Message how_angle{"report.how.angle",
                                   "Joint angle from {motion} at the instant of the peak, linear between "
                                   "frames; flexion is positive. Mean of "
                                   "{strides}."};
inline constexpr Message how_angle_recording{
    "report.how.angle_recording",
    "Joint angle from {motion} at the instant of the peak, linear between frames; flexion is positive."};
inline constexpr Message how_speed{"report.how.speed",
                                   "Lengthening speed = −Σ r·q̇ over every joint angle the muscle crosses: r "
                                   "is its moment arm in the model {model}, "
                                   "q̇ the angle's speed in {motion}."};
inline constexpr Message how_upright{
    "report.how.upright", "Length of the muscle's path in the model {model} with every joint angle zero."};
inline constexpr Message single_strides{"report.how.single", "Single strides: {values}."};
inline constexpr Message range_strides{"report.how.range", "from {min} to {max} in {strides}"};

inline constexpr Message chip_calculated{"report.trust.chip", "Calculated, not measured in the muscle"};
inline constexpr Message trust_error{"report.trust.error",
                                     "If hip and knee angle were each 5° off, independently, this figure "
                                     "would be off by about {error} points. Errors "
                                     "of 5 to 8° were found for two-dimensional video of running."};
inline constexpr Message trust_error_unknown{"report.trust.error_unknown",
                                             "It is as good as the joint angles. How much an error of theirs "
                                             "moves it was not computed for this model."};
inline constexpr Message trust_angles{
    "report.trust.angles", "As good as the recording: two-dimensional video of running is off by 5 to 8°."};
inline constexpr Message trust_events{
    "report.trust.events",
    "Foot strikes are found from the movement alone; one frame early or late moves this by about {points} "
    "points."};
inline constexpr Message trust_speed{
    "report.trust.speed",
    "Speeds are more sensitive to noise than lengths: jitter in the recording shows here first."};
inline constexpr Message trust_not_personal{
    "report.trust.not_personal",
    "The muscle's path comes from the model, which was not fitted to this person."};
inline constexpr Message trust_personal{"report.trust.personal",
                                        "The muscle's path comes from a model scaled to this person."};
inline constexpr Message source_method{"report.source.method",
                                       "Method: docs/muscle-paths.md and docs/report.md."};
inline constexpr Message source_video{"report.source.video",
                                      "Video errors: Van Hooren and others 2023, doi:10.1111/sms.14319."};
inline constexpr Message source_sprint{
    "report.source.sprint",
    "To compare: in treadmill sprints at 80 to 100 % of top speed, 14 people reached 7.4 % (SM), 8.1 % (ST) "
    "and 9.5 % "
    "(BF). Thelen and others 2005, doi:10.1249/01.mss.0000150078.79120.c8."};
inline constexpr Message version_line{"report.version", "Hamstring {version}, {mode} mode, {date}."};

inline constexpr Message mode_physics{"report.mode.physics", "physics"};
inline constexpr Message mode_opensim{"report.mode.opensim", "OpenSim-compatible"};
inline constexpr Message explain_physics{"report.mode.physics.explain",
                                         "Correct physics; known deviations of OpenSim are mended."};
inline constexpr Message explain_opensim{"report.mode.opensim.explain",
                                         "OpenSim's own numbers, its known deviations included."};

// --- sections and labels of the page ----------------------------------------------------------------------
inline constexpr Message page_kind{"report.page.kind", "Hamstring report"};
inline constexpr Message page_title{"report.page.title", "{title}: hamstring report"};
inline constexpr Message head_curves{"report.head.curves", "The curves"};
inline constexpr Message head_table{"report.head.table", "Every peak"};
inline constexpr Message head_forces{"report.head.forces", "How hard the muscles pulled"};
inline constexpr Message force_note{
    "report.force.note",
    "Forces are computed, not measured. Below each number: between which limits it may lie all the same, "
    "because nothing that was recorded says how the hamstrings divide what they carry. The three together "
    "are known well, a single one is not; the line shows how well."};
inline constexpr Message force_band{"report.force.band", "{low} to {high}"};
inline constexpr Message force_work{"report.force.work", "Work and impulse"};
inline constexpr Message force_work_note{
    "report.force.work_note",
    "Of muscle and tendon on the bones, over a stride. Work is taken while they are lengthened, and done "
    "while they shorten."};
inline constexpr Message force_shares{"report.force.shares",
                                      "Shares of the moments, and how far tendon and "
                                      "fiber were stretched"};
inline constexpr Message force_shares_note{
    "report.force.shares_note",
    "Of what all muscles give the hip while it extends and the knee while it flexes. Tendon: beyond its "
    "slack "
    "length. Fiber: the longest it was, as a part of the length at which it is strongest."};
inline constexpr Message force_settings{"report.force.settings", "How it was computed: {settings}."};
inline constexpr Message force_not_known{"report.force.not_known", "not known"};
inline constexpr Message force_hamstrings{"report.force.hamstrings", "The three together"};
inline constexpr Message force_hamstrings_members{"report.force.hamstrings_members", "BFlh, ST and SM"};
inline constexpr Message force_lateral{"report.force.lateral", "The outer ones"};
inline constexpr Message force_lateral_members{"report.force.lateral_members", "BFlh and BFsh"};
inline constexpr Message force_medial{"report.force.medial", "The inner ones"};
inline constexpr Message force_medial_members{"report.force.medial_members", "ST and SM"};
inline constexpr Message head_method{"report.head.method", "How these figures were made"};
inline constexpr Message head_know{"report.head.know", "What to know before you rely on them"};
inline constexpr Message head_provenance{"report.head.provenance", "What went in and what came out"};
inline constexpr Message open_hint{
    "report.open.hint",
    "Every figure with a dotted line opens: how it was made, how far to trust it, and where from."};
inline constexpr Message leg_caption{"report.leg.caption",
                                     "{leg} at {place}, when the {plain} ({code}) was longest."};
inline constexpr Message leg_caption_cycle{"report.leg.caption_cycle",
                                           "{percent} of stride {number} of {count}, the one nearest to the "
                                           "mean"};
inline constexpr Message leg_caption_one{"report.leg.caption_one", "{percent} of the stride"};
inline constexpr Message leg_note{
    "report.leg.note",
    "Seen from the side. The muscles are drawn beside each other, so that each can be seen. Their "
    "percentages "
    "are those of this one moment; the sentence and the table give the mean of all strides."};
inline constexpr Message leg_note_recording{"report.leg.note_recording",
                                            "Seen from the side. The muscles are drawn beside each other, so "
                                            "that each can be seen. Their percentages "
                                            "are those of this one moment."};
inline constexpr Message table_note_strides{
    "report.table.note_strides",
    "Means over the complete strides of each leg. Left leg on the left cycle, right leg on the right."};
inline constexpr Message table_note_recording{"report.table.note_recording",
                                              "Largest values of the whole recording."};
inline constexpr Message table_apart{"report.table.apart", "Crosses only the knee, so it is kept apart"};
inline constexpr Message how_labels{"report.figure.how", "How it was made"};
inline constexpr Message trust_label{"report.figure.trust", "How far to trust it"};
inline constexpr Message source_label{"report.figure.source", "Source"};
inline constexpr Message version_label{"report.figure.version", "Version"};
inline constexpr Message close_label{"report.figure.close", "Close"};
inline constexpr Message values_label{"report.chart.values", "Values"};
inline constexpr Message csv_label{"report.chart.csv", "Save as CSV"};
inline constexpr Message no_warnings{"report.know.none", "Nothing was noticed that limits these figures."};
inline constexpr Message also_noticed{"report.know.also", "Also noticed ({n})"};
inline constexpr Message jumps_intro{
    "report.know.jumps",
    "Lengths that jump between two frames because a path point or a wrap "
    "surface switches, not because the leg moved; summary.json lists each one:"};
inline constexpr Message jumps_more{"report.know.jumps_more", "and {n} more muscles with smaller ones."};
inline constexpr Message jumps_once{"report.know.jumps_once", "once"};
inline constexpr Message jumps_often{"report.know.jumps_often", "{n} times, at most"};
inline constexpr Message jump_line{"report.know.jump", "{muscle}: {often} {size}, at {time}{cause}"};
inline constexpr Message method_length{"report.method.length",
                                       "Joint angles set the pose of the model; each muscle's path over "
                                       "bones and wrap surfaces gives its length L."};
inline constexpr Message method_stretch{
    "report.method.stretch",
    "Stretch = (L − L₀) / L₀, where L₀ is the length with every joint angle zero, standing upright."};
inline constexpr Message method_speed{
    "report.method.speed",
    "Lengthening speed = −Σ r·q̇: moment arm times speed of every joint angle the muscle crosses."};
inline constexpr Message choice_mode{"report.choice.mode", "mode {mode}"};
inline constexpr Message choice_lowpass{"report.choice.lowpass", "coordinates low-passed at {hz} Hz"};
inline constexpr Message choice_no_lowpass{"report.choice.no_lowpass",
                                           "coordinates as recorded, no low-pass"};
inline constexpr Message choice_unit_of_file{"report.choice.unit_of_file", "angles in the unit of the file"};
inline constexpr Message choice_degrees{"report.choice.degrees", "angles read as degrees, given by hand"};
inline constexpr Message choice_radians{"report.choice.radians", "angles read as radians, given by hand"};
inline constexpr Message choice_whole{"report.choice.whole", "whole recording"};
inline constexpr Message choice_part{"report.choice.part", "from {from} to {to}"};
inline constexpr Message choice_hamstring{"report.choice.hamstring", "{slot} is {muscle}, given by hand"};
inline constexpr Message choices_made{"report.choice.made", "Computed with: {choices}."};
inline constexpr Message method_strides{"report.method.strides",
                                        "A stride runs from one foot strike to the next of the same foot; "
                                        "strikes are found from the movement alone."};
inline constexpr Message method_peaks{
    "report.method.peaks",
    "Peaks lie between frames: a parabola through the highest frame and its two neighbors. Curves are read "
    "at 0, 1 … "
    "100 % of each stride, linear between frames; the band is the sample standard deviation."};
inline constexpr Message account_complete{"report.account.complete", "{leg}: {strides} complete."};
inline constexpr Message account_dropped{"report.account.dropped",
                                         "{leg}: {strides} complete; left out: {reasons}."};
inline constexpr Message dropped_start{"report.account.start", "{n} cut off at the start"};
inline constexpr Message dropped_end{"report.account.end", "{n} cut off at the end"};
inline constexpr Message dropped_toe_off{"report.account.toe_off", "{n} without a toe-off"};
inline constexpr Message dropped_duration{"report.account.duration", "{n} of an implausible duration"};
inline constexpr Message dropped_missing{"report.account.missing", "{n} with missing samples"};
inline constexpr Message coordinates_held{"report.model.held",
                                          "Held still, because the file has no angle for them"};
inline constexpr Message coordinates_read{"report.model.read", "Moved by the file"};
inline constexpr Message not_a_diagnosis{"report.page.not_a_diagnosis",
                                         "This page describes a movement. It is no diagnosis; if something "
                                         "hurts, let someone look at it who may examine you."};

/// The texts of one muscle.
struct MuscleWords {
  const Message& plain;       ///< "outer hamstring"
  const Message& short_name;  ///< "outer"
  const Message& term;        ///< "biceps femoris long head"
};

[[nodiscard]] constexpr MuscleWords words(Hamstring muscle, bool is_lumped = false) {
  if (is_lumped) return {alone_plain, alone_short, alone_term};
  switch (muscle) {
    case Hamstring::semitendinosus:
      return {st_plain, st_short, st_term};
    case Hamstring::semimembranosus:
      return {sm_plain, sm_short, sm_term};
    case Hamstring::biceps_femoris_short_head:
      return {bfsh_plain, bfsh_short, bfsh_term};
    case Hamstring::biceps_femoris_long_head:
      break;
  }
  return {bflh_plain, bflh_short, bflh_term};
}

[[nodiscard]] constexpr const Message& word(Side side) {
  return side == Side::left ? left : right;
}
[[nodiscard]] constexpr const Message& leg_word(Side side) {
  return side == Side::left ? left_leg : right_leg;
}

}  // namespace hamstring::report::messages
