#include "knowledge/decode.h"

namespace hamstring::rehab {

Figure decode_figure(const Part& item) {
  Figure result{.id = item.text("id"),
                .shows = item.text("shows"),
                .leg = item.text("leg", "both"),
                .arrow = item.text("arrow"),
                .poses = {},
                .props = {}};
  for (const Part& pose : item.each("pose")) {
    const double trunk = pose.number("trunk", 90.0);
    result.poses.push_back({.hip = pose.numbers("hip"),
                            .trunk = trunk,
                            .head = pose.number("head", trunk),
                            .near = pose.numbers("near"),
                            .far = pose.numbers("far"),
                            .near_arm = pose.numbers("near_arm"),
                            .far_arm = pose.numbers("far_arm")});
  }
  for (const Part& prop : item.each("prop")) {
    result.props.push_back({.kind = prop.text("kind"),
                            .on = prop.text("on"),
                            .at = prop.numbers("at"),
                            .size = prop.numbers("size"),
                            .turn = prop.number("turn")});
  }
  return result;
}

HamstringRole decode_role(const Part& item) {
  return {
      .id = item.text("id"), .order = item.integer("order"), .evidence = decode_evidence(item["evidence"])};
}

}  // namespace hamstring::rehab
